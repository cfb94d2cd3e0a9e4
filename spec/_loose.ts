import type { Kept, KeptMap } from './_kept.ts';
import { toItemSchema } from './_kept.ts';
import type { Override } from './_override.ts';
import type { Planned } from './_plan.ts';
import { toStatic } from './_plan-base.ts';
import { isBuiltAlike } from './_same-thing.ts';
import { planSatellite } from './_satellites.ts';
import { toKept } from './_solid.ts';
import { compileViewed, type FindViewed } from './_views.ts';
import type { OpenApiDocument } from './document.ts';
import type { Plan } from './resource.ts';

interface Attaching {
  readonly known: KeptMap;
  readonly loose: readonly Planned[];
  readonly override: (id: string) => Override;
}

/**
 * Finds for every path that names no items what it is about: a collection one literal before it, a
 * collection elsewhere that has the same items, or a collection of its own. Answers the plans of
 * what is about nothing.
 */
export function attachLoose(
  document: OpenApiDocument,
  { known, loose, override }: Attaching,
): readonly Plan[] {
  const findViewed = compileViewed(document, known);
  const left: Plan[] = [];
  for (const planned of loose) {
    const rest = attachSatellites(planned, known);
    if (rest.length === 0) continue;
    const viewed = findListed(document, planned, known) ?? findOther(planned, rest, findViewed);
    if (viewed) attachView(viewed, planned, rest);
    else if (isWorthKeeping(rest) && rest.length === planned.plans.length) {
      known.set(
        planned.draft.id,
        toKept(planned, { id: planned.draft.id, override, isSingle: false }),
      );
    } else left.push(...rest.map(toUnkept));
  }
  return left;
}

/** Gives what one literal says of the collection before it to that; answers the other plans. */
function attachSatellites({ draft, plans }: Planned, known: KeptMap): readonly Plan[] {
  const above = known.get(draft.id.slice(0, draft.id.lastIndexOf('/')));
  if (!above || above.isSingle || above.plans.length === 0) return plans;
  return plans.filter((plan) => {
    const asked = draft.operations.find(({ operation }) => operation === plan.operation);
    const found = asked && planSatellite(asked, draft, above);
    if (found) attachPlan(above, { id: draft.id, collection: draft.collection }, found);
    return !found;
  });
}

function attachPlan(kept: Kept, place: { id: string; collection: string }, plan: Plan): void {
  kept.views.push({ ...place, plans: [plan] });
}

/** The collection whose items a list one literal further on shows: `/pets/popular` shows pets. */
function findListed(document: OpenApiDocument, { draft, plans }: Planned, known: KeptMap) {
  const above = known.get(draft.id.slice(0, draft.id.lastIndexOf('/')));
  const list = plans.find(({ behaviour }) => behaviour === 'list');
  const schema = above && !above.isSingle ? toItemSchema(above) : undefined;
  const isIt = schema && list?.replyItem && isBuiltAlike(document, schema, list.replyItem);
  return isIt ? above : undefined;
}

function findOther({ draft }: Planned, plans: readonly Plan[], find: FindViewed) {
  return plans.some(isShared) ? find(draft, plans) : undefined;
}

function isShared({ behaviour }: Plan): boolean {
  return behaviour === 'list' || behaviour === 'create';
}

function attachView(kept: Kept, { draft }: Planned, plans: readonly Plan[]): void {
  const why =
    'Its path shows a part of another collection, which only lists and additions can be to.';
  const shared = plans.map((plan) =>
    isShared(plan) || plan.behaviour === 'static' ? plan : toStatic(plan.operation, why),
  );
  kept.views.push({ id: draft.id, collection: draft.collection, plans: shared });
}

function isWorthKeeping(plans: readonly Plan[]): boolean {
  return plans.some(({ behaviour }) => behaviour !== 'static');
}

function toUnkept(plan: Plan): Plan {
  if (plan.behaviour === 'static') return plan;
  return toStatic(plan.operation, 'Nothing in the document could show what it does.');
}
