import { once } from '../kernel/once.ts';
import { findIdentity, unneeded } from './_identity.ts';
import { findAbove, type Kept, type KeptMap, toItemSchema } from './_kept.ts';
import { toReasons } from './_reasons.ts';
import { settlePlan, settleShared } from './_settle.ts';
import type { OpenApiDocument } from './document.ts';
import { countNames } from './path-template.ts';
import type { Plan, Resource, View } from './resource.ts';
import { viewSchema } from './schema.ts';
import { isObject } from './shape.ts';

/** A plan with the view that its path is of the resource, if it is one. */
export interface Placed {
  readonly plan: Plan;
  readonly view?: View;
}

/** A resource and what each operation does to it. */
export interface Settled {
  readonly resource: Resource;
  readonly placed: readonly Placed[];
}

/** Makes resources of what is kept, by id; parents before what lives below them. */
export function toResources(document: OpenApiDocument, known: KeptMap): Map<string, Settled> {
  const made = new Map<string, Settled & { readonly views: View[]; readonly kept: Kept }>();
  const resources = new Map<string, Resource>();
  for (const kept of [...known.values()].sort((a, b) => a.id.length - b.id.length)) {
    const parent = findAbove(kept.draft.collection, resources);
    const views: View[] = [];
    const resource = toResource(document, { kept, parent, views });
    resources.set(kept.id, resource);
    made.set(kept.id, { resource, placed: [], views, kept });
  }
  // Views may lie below items of one another, so they come when every resource is there.
  const settled = [...made].map(([id, { resource, views, kept }]): [string, Settled] => {
    const settleOwn = (plan: Plan) => withNames(settlePlan(plan, resource), resource, kept);
    const own = kept.plans.map((plan): Placed => ({ plan: settleOwn(plan) }));
    const others = kept.views.flatMap((draft): Placed[] => {
      const view = toView(draft, resource, resources);
      if (!views.some(({ id }) => id === view.id)) views.push(view);
      const settle = view.parent ? settleShared : settlePlan;
      return draft.plans.map((plan) => ({ plan: settle(plan, resource), view }));
    });
    return [id, { resource, placed: [...own, ...others] }];
  });
  return new Map(settled);
}

/** Items that have no identity themselves are told apart by what a list shows of them. */
function withNames(plan: Plan, resource: Resource, { draft, name }: Kept): Plan {
  const { behaviour, replyItem, replyMany } = plan;
  const { document, identity, schema } = resource;
  const isKnown = identity.parts.every(({ path }) => path);
  if (behaviour !== 'list' || replyMany === 'ids' || !replyItem || !schema || isKnown) return plan;
  const names = findIdentity(draft, { name, document, schema: replyItem, properties: [] });
  return names.parts.every(({ path }) => path) ? { ...plan, names } : plan;
}

function toView(
  { id, collection }: { readonly id: string; readonly collection: string },
  resource: Resource,
  resources: ReadonlyMap<string, Resource>,
): View {
  const isWhole = countNames(id) === countNames(resource.id);
  const parent = isWhole ? undefined : findAbove(collection, resources);
  // Nothing is known of what is below an item that nothing shows: all of it is taken to be.
  return { id, collection, ...(parent?.schema && { parent }) };
}

interface Making {
  readonly kept: Kept;
  readonly parent: Resource | undefined;
  readonly views: readonly View[];
}

function toResource(document: OpenApiDocument, { kept, parent, views }: Making): Resource {
  const { id, draft, name, override, isSingle } = kept;
  const schema = toItemSchema(kept);
  const facts = { name, document, schema, properties: override.identity };
  const identity = isSingle ? unneeded : findIdentity(draft, facts);
  const exists = override.exists ?? toExistence(kept);
  const view = schema && viewSchema(document, schema);
  const plans = [...kept.plans, ...kept.views.flatMap((one) => one.plans)];
  const resource = {
    id,
    document,
    name,
    collection: draft.collection,
    arity: kept.arity,
    ...(parent && { parent }),
    isSingle,
    isValue: isSingle && view !== undefined && !isObject(view),
    identity,
    ...(schema && { schema }),
    exists,
    ...(override.notFound !== undefined && { notFound: override.notFound }),
    ...(override.count !== undefined && { count: override.count }),
    views,
  };
  const itemPath = draft.itemOperations[0]?.operation.path;
  const indexes = once(() => readIndexes(plans));
  return {
    ...resource,
    get indexes() {
      return indexes();
    },
    reasons: toReasons({
      ...{ resource, plans: kept.plans, itemPath },
      isNamed: itemPath !== undefined || draft.isParent,
    }),
  };
}

/** The properties that lists find by equality. */
function readIndexes(plans: readonly Plan[]): readonly string[] {
  const filters = plans.flatMap(({ list }) => list?.().filters ?? []);
  const plain = filters.filter(({ path, test }) => !path && !test);
  return [...new Set(plain.map(({ property }) => property))];
}

/** What nothing lists or makes exists always: nobody could ever learn an identity of it. */
function toExistence({ isSingle, plans, views }: Kept): Resource['exists'] {
  if (isSingle) return 'declared';
  const all = [...plans, ...views.flatMap((view) => view.plans)];
  return all.some((plan) => isListed(plan) || isMaking(plan)) ? 'declared' : 'always';
}

function isListed({ behaviour }: Plan): boolean {
  return behaviour === 'list' || behaviour === 'create' || behaviour === 'bulk';
}

/** PUT makes what is not there where it answers 201, or where it has nothing to say of it. */
function isMaking({ behaviour, operation }: Plan): boolean {
  if (behaviour !== 'replace') return false;
  return !operation.requestBody || operation.responses.some(({ key }) => key === '201');
}
