import type { Relate } from '../fixtures/relation.ts';
import type { CollectionPlan } from '../fixtures/scenario-model.ts';
import type { SeedEntity, SeedOptions } from '../fixtures/seed-model.ts';
import { createSeedEntities, toImagined } from '../fixtures/seeds.ts';
import type { JsonObject } from '../kernel/json.ts';
import { toLink } from '../spec/relations.ts';
import type { ResourceAt } from '../spec/resource-path.ts';
import { nothing } from './_usual-plan.ts';
import type { Api } from './exchange/model.ts';
import type { CollectionRef } from './state/state.ts';

/** What plans are carried out with. */
interface PlannedBy {
  readonly apis: readonly Api[];
  readonly seed: string;
}

/** The entities that a plan makes in one collection. */
export function toPlanned(
  ref: CollectionRef,
  plan: CollectionPlan,
  options: PlannedOptions,
): readonly SeedEntity[] {
  const { resource } = ref;
  const { part } = options;
  const seedOptions = toSeedOptions(ref, plan, options);
  const entities = seedOptions ? createSeedEntities(seedOptions) : [];
  if (!part) return entities;
  const links = { [part.view.id]: [toLink(resource, part.values)] };
  return entities.map((entity) => ({ ...entity, links }));
}

/** What a plan makes entities from; undefined for a collection of no document. */
export function toSeedOptions(
  ref: CollectionRef,
  plan: CollectionPlan,
  { apis, seed, relate, start = 0, part }: PlannedOptions,
): SeedOptions | undefined {
  const api = findApi(ref, apis);
  if (!api) return undefined;
  const { resource, parents } = ref;
  return {
    ...{ resource, parents, plan, seed, start, ...toJudges(api) },
    ...(relate && { relate }),
    ...(part && { part }),
  };
}

/** What `toPlanned` is told beyond the plan. */
export interface PlannedOptions extends PlannedBy {
  readonly relate?: Relate;
  readonly start?: number;
  readonly part?: ResourceAt['part'];
}

/** What would be under a key that no plan speaks of. */
export function imagine(
  { resource, parents }: CollectionRef,
  key: string,
  { apis, seed }: PlannedBy,
): JsonObject | undefined {
  const api = findApi({ resource, parents }, apis);
  // What stands alone is among the seeds, unless it is only there or not.
  if (!api || (resource.isSingle && resource.schema)) return undefined;
  return toImagined({ resource, parents, plan: nothing, seed, ...toJudges(api) }, key);
}

function toJudges(api: Api): Pick<SeedOptions, 'generator' | 'validators' | 'getTolerant'> {
  const { generator, replies: validators } = api;
  return { generator, validators, getTolerant: () => api.tolerated };
}

/** The document of a collection. */
export function findApi({ resource }: CollectionRef, apis: readonly Api[]): Api | undefined {
  return apis.find(({ document }) => document === resource.document);
}
