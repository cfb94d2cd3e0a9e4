import { type ResourceDraft, toPlural, toResourceName } from './_draft.ts';
import type { Override } from './_override.ts';
import { findItemSchema } from './_plan.ts';
import type { PlanContext } from './_plan-base.ts';
import type { Located } from './document.ts';
import { isNameSegment, toCanonical, toSegments } from './path-template.ts';
import type { Plan } from './resource.ts';

/** Another path that shows or makes items of what is kept, and what its operations do. */
export interface ViewDraft {
  readonly id: string;
  readonly collection: string;
  readonly plans: readonly Plan[];
}

/** A collection, or a thing that stands alone, that is worth a state, while it is being inferred. */
export interface Kept {
  readonly id: string;
  readonly draft: ResourceDraft;
  readonly name: string;
  readonly override: Override;
  readonly isSingle: boolean;
  readonly arity: number;
  readonly plans: Plan[];
  readonly views: ViewDraft[];
}

/** The kept ones by their ids. */
export type KeptMap = Map<string, Kept>;

/** What names the items of something kept, and their schema. */
export function toContext(kept: Kept): PlanContext {
  const schema = toItemSchema(kept);
  const { collection } = kept.draft;
  const common = { plural: toPlural(collection), name: toResourceName(collection) };
  return { ...common, whole: schema, shown: schema, hasItems: true };
}

/** The schema of an item of it, shown by its own operations or else by its views. */
export function toItemSchema({ plans, views }: Kept): Located | undefined {
  return findItemSchema(plans) ?? findItemSchema(views.flatMap((view) => view.plans));
}

/** What `findAbove` asks of a collection. */
interface Above {
  readonly arity: number;
  readonly isSingle: boolean;
}

/** The nearest known collection of whose items this path is below. */
export function findAbove<Known extends Above>(
  path: string,
  known: ReadonlyMap<string, Known>,
): Known | undefined {
  const segments = toSegments(toCanonical(path));
  for (let end = segments.length - 1; end >= 1; end--) {
    if (!isNameSegment(segments[end - 1])) continue;
    let start = end - 1;
    while (isNameSegment(segments[start - 1])) start--;
    const found = known.get(`/${segments.slice(0, start).join('/')}`);
    if (found && !found.isSingle && found.arity <= end - start) return found;
    end = start + 1;
  }
  return undefined;
}
