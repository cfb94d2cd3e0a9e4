import { type Relate, toRelated } from '../fixtures/relation.ts';
import type { CollectionPlan, Scenario } from '../fixtures/scenario-model.ts';
import type { SeedEntity, SeedOptions } from '../fixtures/seed-model.ts';
import type { Resource } from '../spec/resource.ts';
import { findByBase, findResourceAt, type ResourceAt } from '../spec/resource-path.ts';
import { fewestLarge, LargeSeeds } from './_large-seeds.ts';
import { linkSeeds } from './_seed-links.ts';
import { toUsualPlan } from './_usual-plan.ts';
import type { Api } from './exchange/model.ts';
import { findApi, imagine, toPlanned, toSeedOptions } from './planned.ts';
import { Collection } from './state/collection.ts';
import type { Entity } from './state/entity.ts';
import {
  type CollectionRef,
  createEmpty,
  type Seeds,
  toCollectionKey,
  toLookups,
} from './state/state.ts';

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
    const name = property ?? ref.resource.identity.property ?? 'id';
    const related = seeds.collection(ref);
    const at = (offset: number) => toRelated(related.list({ offset, limit: 1 }).entities, name)[0];
    return { length: related.size, at };
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
  const large = new LargeSeeds((ref) => {
    const planned = plans ? plans.get(toCollectionKey(ref)) : toLargeUsual(ref, apis);
    const part = planned && isLarge(ref, planned) ? planned[0] : undefined;
    return part && toSeedOptions(ref, part.plan, { ...options, ...part, relate });
  });
  const isFree = plans === undefined;
  const listKeys = (ref: CollectionRef) =>
    large.find(ref)?.keys() ?? bare(ref).map(({ key }) => key);
  // The large ones are remembered elsewhere: how many depends on how large they are.
  const small = memoise<{ readonly collection?: Collection }>(capacity, (ref) => {
    if (large.find(ref)) return {};
    const { schema } = ref.resource;
    const validate = schema && findApi(ref, apis)?.replies.for(schema);
    const entities = toOrdered(linkSeeds(ref, { bare, listKeys, isFree, validate }));
    return { collection: Collection.create({ ...toLookups(ref.resource), entities }) };
  });
  const collection = (ref: CollectionRef): Collection =>
    small(ref).collection ?? large.find(ref)?.collection ?? createEmpty(ref.resource);
  const seeds: Seeds = {
    collection,
    refs: () => findKnownRefs(options),
    isOpen: options.imagine === true && !plans,
    imagine: (ref, key) => imagine(ref, key, options),
    *prepare() {
      for (const ref of findKnownRefs(options)) yield* large.prepare(ref);
    },
    makeAhead: () => large.makeAhead(findKnownRefs(options)),
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

/** Entities that another path shows too have links, which are not told before they are made. */
function isLarge({ resource }: CollectionRef, parts: readonly Part[]): boolean {
  const [only, ...more] = parts;
  const isPlain = more.length === 0 && !only?.part && !resource.views.some(({ parent }) => parent);
  return isPlain && only !== undefined && only.plan.generate >= fewestLarge;
}

function toLargeUsual(ref: CollectionRef, apis: readonly Api[]): readonly Part[] {
  const isLarge = (ref.resource.count ?? 0) >= fewestLarge;
  return isLarge ? [{ plan: toUsualPlan(ref, apis) }] : [];
}

function toOrdered(entities: readonly SeedEntity[]): Entity[] {
  return entities.map(({ key, value, links }, index) => ({
    ...{ key, value, sequence: index + 1, origin: 'seed' as const },
    ...(links && { links }),
  }));
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
