import { type Relate, toRelated } from '../fixtures/relation.ts';
import type { CollectionPlan, Scenario } from '../fixtures/scenario-model.ts';
import type { SeedEntity } from '../fixtures/seed-entity.ts';
import { createSeedEntities, findExampleEntities, toImagined } from '../fixtures/seeds.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import { getAt, toPointer } from '../kernel/pointer.ts';
import { readExamples } from '../spec/examples.ts';
import type { Resource } from '../spec/resource.ts';
import { findByBase, findResourceAt } from '../spec/resource-path.ts';
import { findResponse } from '../spec/responses.ts';
import { viewSchema } from '../spec/schema.ts';
import type { Api } from './exchange/model.ts';
import { Collection } from './state/collection.ts';
import { type CollectionRef, type Seeds, toCollectionKey } from './state/state.ts';

/** What seeds are made from. */
export interface SeedsOptions {
  readonly apis: readonly Api[];
  readonly seed: string;
  /** Without one that has state, every collection gets its documented examples and some more. */
  readonly scenario?: Scenario;
  /** Without a scenario: an item under every identity that nobody removed. */
  readonly imagine?: boolean;
}

/** How many items a collection has when no scenario says. */
const usual = 10;

/** The most collections that are kept; one that is thrown away is made again, the same. */
const capacity = 2000;

/** Makes the starting content of a collection when it is first looked at. */
export function createSeeds(options: SeedsOptions): Seeds {
  const { scenario, apis } = options;
  const plans = scenario?.hasState ? compilePlans(scenario, apis) : undefined;
  const made = new Map<string, Collection>();
  const relate: Relate = ({ from, property }) => {
    const ref = findRefIn(from, apis);
    if (!ref) return [];
    const { entities } = seeds.collection(ref).list({ offset: 0, limit: Number.MAX_SAFE_INTEGER });
    return toRelated(entities, property ?? ref.resource.identity.property ?? 'id');
  };
  const seeds: Seeds = {
    collection(ref) {
      const key = toCollectionKey(ref);
      const known = made.get(key);
      if (known) return known;
      const isUsual = !plans || (ref.resource.isSingle && !plans.has(key));
      const plan = isUsual ? toUsualPlan(ref, apis) : plans.get(key);
      const collection = toCollection(ref, plan ?? nothing, { ...options, relate });
      if (made.size >= capacity)
        for (const oldest of [...made.keys()].slice(0, capacity / 2)) made.delete(oldest);
      made.set(key, collection);
      return collection;
    },
    refs: () => findKnownRefs(options),
    ...(options.imagine && !plans && { imagine: (ref, key) => imagine(ref, key, options) }),
  };
  return seeds;
}

/** The collections of the scenario, or those whose paths need no identities. */
function findKnownRefs({ scenario, apis }: SeedsOptions): CollectionRef[] {
  if (scenario?.hasState) {
    return [...scenario.collections.keys()].flatMap((path) => findRefIn(path, apis) ?? []);
  }
  const resources = apis.flatMap(({ inference }) => inference.resources);
  const roots = resources.filter(({ id, schema }) => schema && !id.includes('{'));
  return roots.map((resource) => ({ resource, parents: [] }));
}

const nothing: CollectionPlan = { entities: [], generate: 0 };

function toCollection(
  ref: CollectionRef,
  plan: CollectionPlan,
  options: SeedsOptions & { readonly relate: Relate },
): Collection {
  const made = toPlanned(ref, plan, options);
  const entities = made.map((entity, index) => ({
    ...entity,
    sequence: index + 1,
    origin: 'seed' as const,
  }));
  return Collection.create({ indexes: ref.resource.indexes, entities });
}

/** The entities that a plan makes in one collection. */
export function toPlanned(
  { resource, parents }: CollectionRef,
  plan: CollectionPlan,
  { apis, seed, relate }: Pick<SeedsOptions, 'apis' | 'seed'> & { readonly relate?: Relate },
): readonly SeedEntity[] {
  const api = apis.find(({ document }) => document === resource.document);
  if (!api) return [];
  const { generator, replies: validators } = api;
  return createSeedEntities({
    ...{ resource, parents, plan, seed, generator, validators },
    ...(relate && { relate }),
  });
}

function imagine(
  { resource, parents }: CollectionRef,
  key: string,
  { apis, seed }: SeedsOptions,
): JsonObject | undefined {
  const api = apis.find(({ document }) => document === resource.document);
  if (!api || resource.isSingle) return undefined;
  const { generator, replies: validators } = api;
  return toImagined({ resource, parents, plan: nothing, seed, generator, validators }, key);
}

/** The documented examples first; a collection without a path of its own has no items to show. */
function toUsualPlan({ resource, parents }: CollectionRef, apis: readonly Api[]): CollectionPlan {
  const api = apis.find(({ document }) => document === resource.document);
  if (!api || !resource.schema) return nothing;
  const examples = [
    ...findExamples(resource, api),
    ...viewSchema(api.document, resource.schema).examples,
  ];
  const entities = findExampleEntities(resource, examples, { parents, validators: api.replies });
  const wanted = resource.isSingle ? 1 : usual;
  return { entities, generate: Math.max(0, wanted - entities.length) };
}

/** Examples of replies that show items, the list's in the first place. */
function findExamples(resource: Resource, { inference, document }: Api): Json[] {
  const bindings = inference.bindingsOf(resource).filter(({ behaviour }) => showing.has(behaviour));
  return bindings.flatMap(({ operation, replyPath }) => {
    const contents = findResponse(operation, 200)?.content ?? [];
    return contents.flatMap(({ at, schema, mediaType }) => {
      const all = [
        ...readExamples(document, at, mediaType).map(({ value }) => value),
        ...(schema ? viewSchema(document, schema).examples : []),
      ];
      return all.flatMap((value) => getAt(value, toPointer(replyPath)) ?? []);
    });
  });
}

const showing: ReadonlySet<string> = new Set(['list', 'read']);

/** The plans of a scenario by collection key; a path that no document knows is left out. */
function compilePlans(scenario: Scenario, apis: readonly Api[]): Map<string, CollectionPlan> {
  const plans = new Map<string, CollectionPlan>();
  for (const [path, plan] of scenario.collections) {
    const ref = findRefIn(path, apis);
    if (ref) plans.set(toCollectionKey(ref), plan);
  }
  return plans;
}

/** The collection that a concrete path names. */
export function findRef(path: string, resources: readonly Resource[]): CollectionRef | undefined {
  return findResourceAt(path, resources);
}

/** The same among documents, which are looked through no further than need be. */
export function findRefIn(path: string, apis: readonly Api[]): CollectionRef | undefined {
  return findByBase(path, apis, (own, below) => {
    for (const { inference } of own) {
      const found = inference.at(below);
      if (found) return found;
    }
    return undefined;
  });
}
