import {
  findIdentity,
  findItemSchema,
  type ResourceDraft,
  readOverride,
  toResourceName,
} from './_draft.ts';
import { planOperations, toStatic } from './_plan.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { type Inference, type KnownResources, LazyInference } from './inference.ts';
import type { Operation } from './model.ts';
import { isNameSegment, toCanonical, toSegments } from './path-template.ts';
import type { Binding, Identity, Plan, Resource } from './resource.ts';

/**
 * Infers resources from path templates, methods and schemas, and says of every operation what it
 * does to one. The overlay's `x-mock` (`resources` at the root, `behaviour` at an operation)
 * overrides the verdict.
 */
export function inferResources(
  document: OpenApiDocument,
  operations: readonly Operation[],
): Inference {
  return new LazyInference(operations, {
    judge(draft, known) {
      const plans = planOperations(draft);
      const above = findSearched(draft, plans, known);
      const resource = above ?? toResource(document, { draft, plans }, known);
      return { resource, isOwn: !above, bindings: plans.map((plan) => bind(plan, resource)) };
    },
    conclude(operation, binding, known) {
      const unnamed = 'Its path names neither a collection nor an item.';
      const found = binding ?? bind(toStatic(operation, unnamed), undefined);
      const owner = found.behaviour === 'static' ? findOwner(operation.path, known) : undefined;
      return owner ? { ...found, owner } : found;
    },
  });
}

function bind(plan: Plan, resource: Resource | undefined): Binding {
  const isBound = resource !== undefined && plan.behaviour !== 'static';
  return {
    ...plan,
    ...(isBound && { resource }),
    showsWhole: isBound && isSameSchema(resource, plan.replyItem),
    takesWhole: isBound && isSameSchema(resource, plan.requestItem),
  };
}

interface Planned {
  readonly draft: ResourceDraft;
  readonly plans: readonly Plan[];
}

function toResource(
  document: OpenApiDocument,
  { draft, plans }: Planned,
  known: KnownResources,
): Resource | undefined {
  const isKept = plans.some(({ behaviour }) => behaviour !== 'static');
  if (!isKept && !draft.isParent) return undefined;
  const override = readOverride(draft, document);
  const name = override.name ?? toResourceName(draft.collection);
  const schema = findItemSchema(plans);
  const isAlone = draft.itemOperations.length === 0 && !draft.isParent;
  const isSingle = isKept && isAlone && !plans.some(isCollective);
  const identity = isSingle
    ? unneeded
    : findIdentity(draft, { name, schema, property: override.identity });
  const parent = findAbove(draft.collection, known);
  const exists = override.exists ?? (isKept ? 'declared' : 'always');
  const filters = plans.flatMap(({ list }) => list?.filters ?? []);
  return {
    id: draft.id,
    document,
    name,
    collection: draft.collection,
    ...(parent && { parent }),
    isSingle,
    identity,
    ...(schema && { schema }),
    indexes: [...new Set(filters.map(({ property }) => property))],
    exists,
    ...(override.notFound !== undefined && { notFound: override.notFound }),
    reasons: explain({ draft, plans }, { identity, exists, parent, isSingle }),
  };
}

const unneeded: Identity = { type: 'string', schemas: [] };

function isCollective({ behaviour }: Plan): boolean {
  return behaviour === 'list' || behaviour === 'create';
}

/** The collection whose items a list one literal further on shows: `/pets/search` shows pets. */
function findSearched(
  draft: ResourceDraft,
  plans: readonly Plan[],
  known: KnownResources,
): Resource | undefined {
  if (draft.itemOperations.length > 0 || draft.isParent) return undefined;
  const above = known(draft.id.slice(0, draft.id.lastIndexOf('/')));
  const list = plans.find(({ behaviour }) => behaviour === 'list');
  return list && above && isSameSchema(above, list.replyItem) ? above : undefined;
}

function isSameSchema({ document, schema }: Resource, other: Located | undefined): boolean {
  const [one, two] = [schema, other].map((at) => at && document.follow(at));
  return one !== undefined && one.node === two?.node;
}

/** The nearest resource of whose items this path is below. */
function findAbove(path: string, known: KnownResources): Resource | undefined {
  const segments = toSegments(toCanonical(path));
  for (let length = segments.length - 1; length > 1; length--) {
    if (!isNameSegment(segments[length - 1])) continue;
    const parent = known(`/${segments.slice(0, length - 1).join('/')}`);
    if (parent) return parent;
  }
  return undefined;
}

/** What a static operation's path leads through or to, when that is known to exist or not. */
function findOwner(path: string, known: KnownResources): Resource | undefined {
  const owner = findAbove(`${path}/`, known);
  return owner?.exists === 'declared' ? owner : undefined;
}

interface Verdict extends Pick<Resource, 'identity' | 'exists' | 'isSingle'> {
  readonly parent: Resource | undefined;
}

function explain({ draft, plans }: Planned, verdict: Verdict): string[] {
  const { identity, exists, parent, isSingle } = verdict;
  const below = parent ? [`It lives below ${parent.collection}.`] : [];
  if (isSingle) return ['GET shows one thing, and it can be changed: it stands alone.', ...below];
  const list = plans.find(({ behaviour }) => behaviour === 'list');
  const kinds = [
    list && `GET ${draft.collection} answers a list`,
    draft.itemOperations[0] && `${draft.itemOperations[0].path} names an item`,
  ].filter((kind) => typeof kind === 'string');
  const origin =
    kinds.length > 0
      ? `${kinds.join(', ')}.`
      : 'Other paths lie below its items; none of its own operations shows one.';
  const carrier = identity.property
    ? `The property "${identity.property}" (${identity.type}) tells items apart.`
    : 'No property tells items apart; only the path does.';
  const existence =
    exists === 'declared'
      ? 'An item exists when the state has it; anything else is not found.'
      : 'Every identity is taken to exist, because nothing can make or show one.';
  return [origin, carrier, existence, ...below];
}
