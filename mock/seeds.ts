import { type Relate, toRelated } from '../fixtures/relation.ts';
import type { CollectionPlan, Scenario } from '../fixtures/scenario-model.ts';
import type { SeedEntity, SeedOptions } from '../fixtures/seed-entity.ts';
import { createSeedEntities, toImagined } from '../fixtures/seeds.ts';
import type { JsonObject } from '../kernel/json.ts';
import { toLink } from '../spec/relations.ts';
import type { Resource } from '../spec/resource.ts';
import { findByBase, findResourceAt, type ResourceAt } from '../spec/resource-path.ts';
import { linkSeeds } from './_seed-links.ts';
import { nothing, toUsualPlan } from './_usual-plan.ts';
import type { Api } from './exchange/model.ts';
import { Collection } from './state/collection.ts';
import type { Entity } from './state/entity.ts';
import { type CollectionRef, type Seeds, toCollectionKey, toLookups } from './state/state.ts';

/** What seeds are made from. */
export interface SeedsOptions {
  readonly apis: readonly Api[];
  readonly seed: string;
  /** Without one that has state, every collection gets its documented examples and some more. */
  readonly scenario?: Scenario;
  /** Without a scenario: an item under every identity that nobody removed. */
  readonly imagine?: boolean;
}

/** The most collections that are kept; one that is thrown away is made again, the same. */
const capacity = 2000;

/** Makes the starting content of a collection when it is first looked at. */
export function createSeeds(options: SeedsOptions): Seeds {
  const { scenario, apis } = options;
  const plans = scenario?.hasState ? compilePlans(scenario, apis) : undefined;
  const relate: Relate = ({ from, property }) => {
    const ref = findRefIn(from, apis);
    if (!ref) return [];
    const { entities } = seeds.collection(ref).list({ offset: 0, limit: Number.MAX_SAFE_INTEGER });
    return toRelated(entities, property ?? ref.resource.identity.property ?? 'id');
  };
  // Relations between collections go by their keys, which are there before the relations are.
  const bare = memoise(capacity, (ref) => {
    const planned = plans?.get(toCollectionKey(ref));
    const isUsual = !plans || (ref.resource.isSingle && !planned);
    const parts: readonly Part[] = isUsual ? [{ plan: toUsualPlan(ref, apis) }] : (planned ?? []);
    return mergeParts(
      parts.map(({ plan, ...part }) => toPlanned(ref, plan, { ...options, ...part, relate })),
    );
  });
  const isFree = plans === undefined;
  const collection = memoise(capacity, (ref) => {
    const { schema } = ref.resource;
    const validate = schema && findApi(ref, apis)?.replies.for(schema);
    const entities = toOrdered(linkSeeds(ref, { bare, isFree, validate }));
    return Collection.create({ ...toLookups(ref.resource), entities });
  });
  const seeds: Seeds = {
    collection,
    refs: () => findKnownRefs(options),
    isOpen: options.imagine === true && !plans,
    imagine: (ref, key) => imagine(ref, key, options),
  };
  return seeds;
}

/** Remembers what was made of a collection, up to so many; the oldest are made again, the same. */
function memoise<Made>(most: number, make: (ref: CollectionRef) => Made) {
  const made = new Map<string, Made>();
  return (ref: CollectionRef): Made => {
    const key = toCollectionKey(ref);
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(ref);
    if (made.size >= most) for (const old of [...made.keys()].slice(0, most / 2)) made.delete(old);
    made.set(key, fresh);
    return fresh;
  };
}

function toOrdered(entities: readonly SeedEntity[]): Entity[] {
  return entities.map(({ key, value, links }, index) => ({
    ...{ key, value, sequence: index + 1, origin: 'seed' as const },
    ...(links && { links }),
  }));
}

function findApi({ resource }: CollectionRef, apis: readonly Api[]): Api | undefined {
  return apis.find(({ document }) => document === resource.document);
}

/** What several paths say of one collection; an entity that two of them name is one. */
function mergeParts(parts: readonly (readonly SeedEntity[])[]): readonly SeedEntity[] {
  const [only = [], ...more] = parts;
  if (more.length === 0) return only;
  const found = new Map<string, SeedEntity>();
  for (const entity of parts.flat()) {
    const before = found.get(entity.key);
    const links = { ...before?.links, ...entity.links };
    found.set(entity.key, { ...(before ?? entity), links });
  }
  return [...found.values()];
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

/** What a path says of a collection, or of a part of it. */
interface Part extends Pick<SeedOptions, 'start' | 'part'> {
  readonly plan: CollectionPlan;
}

/** The entities that a plan makes in one collection. */
export function toPlanned(
  { resource, parents }: CollectionRef,
  plan: CollectionPlan,
  { apis, seed, relate, start = 0, part }: PlannedOptions,
): readonly SeedEntity[] {
  const api = findApi({ resource, parents }, apis);
  if (!api) return [];
  const { generator, replies: validators } = api;
  const entities = createSeedEntities({
    ...{ resource, parents, plan, seed, generator, validators, start },
    ...(relate && { relate }),
    ...(part && { part }),
  });
  if (!part) return entities;
  const links = { [part.view.id]: [toLink(resource, part.values)] };
  return entities.map((entity) => ({ ...entity, links }));
}

/** What `toPlanned` is told beyond the plan. */
export interface PlannedOptions extends Pick<SeedsOptions, 'apis' | 'seed'> {
  readonly relate?: Relate;
  readonly start?: number;
  readonly part?: ResourceAt['part'];
}

function imagine(
  { resource, parents }: CollectionRef,
  key: string,
  { apis, seed }: SeedsOptions,
): JsonObject | undefined {
  const api = apis.find(({ document }) => document === resource.document);
  // What stands alone is among the seeds, unless it is only there or not.
  if (!api || (resource.isSingle && resource.schema)) return undefined;
  const { generator, replies: validators } = api;
  return toImagined({ resource, parents, plan: nothing, seed, generator, validators }, key);
}

/** The plans of a scenario by collection key; a path that no document knows is left out. */
function compilePlans(scenario: Scenario, apis: readonly Api[]): Map<string, Part[]> {
  const plans = new Map<string, Part[]>();
  for (const [path, plan] of scenario.collections) {
    const ref = findRefIn(path, apis);
    if (!ref) continue;
    const known = plans.get(toCollectionKey(ref)) ?? [];
    const start = known.reduce((sum, one) => sum + countEntities(one.plan), 0);
    plans.set(toCollectionKey(ref), [
      ...known,
      { plan, start, ...(ref.part && { part: ref.part }) },
    ]);
  }
  return plans;
}

function countEntities({ entities, generate }: CollectionPlan): number {
  return entities.length + generate;
}

/** The collection that a concrete path names. */
export function findRef(path: string, resources: readonly Resource[]): ResourceAt | undefined {
  return findResourceAt(path, resources);
}

/** The same among documents, which are looked through no further than need be. */
function findRefIn(path: string, apis: readonly Api[]): ResourceAt | undefined {
  return findByBase(path, apis, (own, below) => {
    for (const { inference } of own) {
      const found = inference.at(below);
      if (found) return found;
    }
    return undefined;
  });
}
