import type { CollectionPlan, Scenario } from '../fixtures/scenario.ts';
import { createSeedEntities, findExampleEntities, type SeedEntity } from '../fixtures/seeds.ts';
import { getOwn, type Json } from '../kernel/json.ts';
import { getAt, toPointer } from '../kernel/pointer.ts';
import { toCanonical, toSegments } from '../spec/path-template.ts';
import type { Resource } from '../spec/resource.ts';
import { findResponse } from '../spec/responses.ts';
import type { Api } from './exchange/model.ts';
import { Collection } from './state/collection.ts';
import { type CollectionRef, type Seeds, toCollectionKey } from './state/state.ts';

/** What seeds are made from. */
export interface SeedsOptions {
  readonly apis: readonly Api[];
  readonly seed: string;
  /** Absent: every collection gets its documented examples and a few generated items. */
  readonly scenario?: Scenario;
}

/** How many items a collection has when no scenario says. */
const usual = 10;

/** The most collections that are kept; one that is thrown away is made again, the same. */
const capacity = 2000;

/** Makes the starting content of a collection when it is first looked at. */
export function createSeeds(options: SeedsOptions): Seeds {
  const plans = options.scenario && compilePlans(options.scenario, options.apis);
  const made = new Map<string, Collection>();
  const known = findKnownRefs(options);
  return {
    collection(ref) {
      const key = toCollectionKey(ref);
      const before = made.get(key);
      if (before) return before;
      const plan = plans ? plans.get(key) : toUsualPlan(ref, options.apis);
      const collection = toCollection(ref, plan ?? nothing, options);
      if (made.size >= capacity)
        for (const oldest of [...made.keys()].slice(0, capacity / 2)) made.delete(oldest);
      made.set(key, collection);
      return collection;
    },
    refs: () => known,
  };
}

/** The entities that a plan makes in one collection. */
export function toPlanned(
  { resource, parents }: CollectionRef,
  plan: CollectionPlan,
  { apis, seed }: Pick<SeedsOptions, 'apis' | 'seed'>,
): readonly SeedEntity[] {
  const api = apis.find(({ document }) => document === resource.document);
  if (!api) return [];
  const { generator, replies: validators } = api;
  return createSeedEntities({ resource, parents, plan, seed, generator, validators });
}

const nothing: CollectionPlan = { entities: [], generate: 0 };

function toCollection(ref: CollectionRef, plan: CollectionPlan, options: SeedsOptions): Collection {
  const { resource } = ref;
  const entities = toPlanned(ref, plan, options).map((entity, index) => ({
    ...entity,
    sequence: index + 1,
    origin: 'seed' as const,
  }));
  return Collection.create({ indexes: resource.indexes, entities });
}

/** The documented examples first; a collection without a path of its own has no items to show. */
function toUsualPlan({ resource }: CollectionRef, apis: readonly Api[]): CollectionPlan {
  const api = apis.find(({ document }) => document === resource.document);
  if (!api || !resource.schema) return nothing;
  const examples = findExamples(resource, api);
  const entities = findExampleEntities(resource, examples, api.replies);
  return { entities, generate: Math.max(0, usual - entities.length) };
}

function findExamples(resource: Resource, { operations, document }: Api): Json[] {
  const bindings = operations.map(({ binding }) => binding);
  return bindings.flatMap(({ operation, behaviour, resource: bound, replyPath }) => {
    if (bound !== resource || (behaviour !== 'read' && behaviour !== 'list')) return [];
    const contents = findResponse(operation, 200)?.content ?? [];
    return contents.flatMap(({ at }) => {
      const named = document.child(at, 'examples');
      const values = named
        ? document.children(named).map(({ at: one }) => document.follow(one))
        : [];
      const all = [getOwn(at.node, 'example'), ...values.map((one) => getOwn(one?.node, 'value'))];
      return all.flatMap((value) => getAt(value, toPointer(replyPath)) ?? []);
    });
  });
}

/** The collections of the scenario, or those whose paths need no identities. */
function findKnownRefs({ scenario, apis }: SeedsOptions): CollectionRef[] {
  const resources = apis.flatMap((api) => [...api.resources]);
  if (scenario)
    return [...scenario.collections.keys()].flatMap((path) => findRef(path, resources) ?? []);
  const roots = resources.filter(({ id, schema }) => schema && !id.includes('{'));
  return roots.map((resource) => ({ resource, parents: [] }));
}

/** The plans of a scenario by collection key; a path that no document knows is left out. */
function compilePlans(scenario: Scenario, apis: readonly Api[]): Map<string, CollectionPlan> {
  const resources = apis.flatMap((api) => [...api.resources]);
  const plans = new Map<string, CollectionPlan>();
  for (const [path, plan] of scenario.collections) {
    const ref = findRef(path, resources);
    if (ref) plans.set(toCollectionKey(ref), plan);
  }
  return plans;
}

/** The collection that a concrete path names. */
export function findRef(path: string, resources: readonly Resource[]): CollectionRef | undefined {
  const segments = toSegments(path);
  for (const resource of resources) {
    const template = toSegments(toCanonical(resource.collection));
    const fits =
      template.length === segments.length &&
      template.every((segment, index) => segment === '{}' || segment === segments[index]);
    if (!fits) continue;
    const parents = segments.filter((_, index) => template[index] === '{}').map(decodeURIComponent);
    return { resource, parents };
  }
  return undefined;
}
