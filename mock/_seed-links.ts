import type { SeedEntity } from '../fixtures/seed-model.ts';
import type { JsonObject } from '../kernel/json.ts';
import { readLinkValues } from '../spec/ancestors.ts';
import { fromKey } from '../spec/identity.ts';
import { countNames } from '../spec/path-template.ts';
import { type Links, readLinks, toLink } from '../spec/relations.ts';
import type { Resource, View } from '../spec/resource.ts';
import type { Validate } from '../spec/validation/validators.ts';
import type { CollectionRef } from './state/state.ts';

/** What the seeds of a collection are linked with. */
export interface Linking {
  /** The seeds of any collection, without their links. */
  readonly bare: (ref: CollectionRef) => readonly SeedEntity[];
  /** Their keys, in the same order. */
  readonly listKeys: (ref: CollectionRef) => readonly string[];
  /** True when nobody said what there is, so that every seed may be seen somewhere. */
  readonly isFree: boolean;
  readonly validate: Validate | undefined;
}

/** How many of the items above get some of the seeds. */
const most = 3;

/**
 * The seeds of a collection, each seen below the items that it names; one that names none that
 * exists is given to one of the first few items, and names that from then on.
 */
export function linkSeeds(ref: CollectionRef, linking: Linking): readonly SeedEntity[] {
  const entities = linking.bare(ref);
  const views = ref.resource.views.filter(({ parent }) => parent);
  if (views.length === 0) return entities;
  const places = views.map((view) => {
    const above = listAbove(ref, view, linking.listKeys);
    return { view, above, names: new Set(above.map(({ text }) => text)) };
  });
  return entities.map((entity, index) => {
    let linked: SeedEntity = { ...entity, links: entity.links ?? {} };
    for (const place of places) linked = linkOne(ref, linked, { ...place, index, ...linking });
    return linked;
  });
}

/** An item below which a view is: the values of its path, and its name among the links. */
interface Above {
  readonly values: readonly string[];
  readonly text: string;
}

interface One extends Linking {
  readonly view: View;
  readonly above: readonly Above[];
  /** What they are called. */
  readonly names: ReadonlySet<string>;
  readonly index: number;
}

function linkOne({ resource }: CollectionRef, entity: SeedEntity, one: One): SeedEntity {
  const { view, above, names, index } = one;
  if (entity.links?.[view.id]) return entity;
  const named = readLinks(resource, entity.value)[view.id] ?? [];
  const isMeant = entity.isWritten && !one.isFree;
  const known = isMeant ? named : named.filter((key) => names.has(key));
  if (known.length > 0) return withLink(entity, view, known);
  if (isMeant) return entity;
  const place = chooseAbove(resource, view, { above, index });
  if (!place) return entity;
  const value = toNaming(resource, entity.value, { view, place, validate: one.validate });
  return { ...withLink(entity, view, [place.text]), value };
}

function withLink(entity: SeedEntity, { id }: View, keys: readonly string[]): SeedEntity {
  const links: Links = { ...entity.links, [id]: keys };
  return { ...entity, links };
}

/** In turn; of a collection below its own items, the first few have the others below them. */
function chooseAbove(
  resource: Resource,
  { parent }: View,
  { above, index }: Pick<One, 'above' | 'index'>,
): Above | undefined {
  const few = above.slice(0, most);
  if (parent === resource && index < few.length) return undefined;
  return few[index % few.length];
}

interface Naming {
  readonly view: View;
  readonly place: Above;
  readonly validate: Validate | undefined;
}

/** The entity with the item above it named in it, where its schema admits that. */
function toNaming(resource: Resource, value: JsonObject, { view, place, validate }: Naming) {
  const named = [...readLinkValues(resource, view, place.values)];
  const own = named.filter(([name]) => Object.hasOwn(value, name));
  if (own.length === 0) return value;
  const naming = { ...value, ...Object.fromEntries(own) };
  return !validate || validate(naming).length === 0 ? naming : value;
}

/** The items below which a view may be, those nearest to the collection's own place. */
function listAbove(
  ref: CollectionRef,
  view: View,
  listKeys: Linking['listKeys'],
): readonly Above[] {
  if (!view.parent) return [];
  const values = listPaths(view.parent, ref.parents, listKeys);
  return values.map((one) => ({ values: one, text: toLink(ref.resource, one) }));
}

/** The values that name the seeds of a resource, below one item of each resource above it. */
function listPaths(
  resource: Resource,
  given: readonly string[],
  listKeys: Linking['listKeys'],
): readonly (readonly string[])[] {
  const count = countNames(resource.id);
  const known = given.slice(0, count);
  const [above] =
    known.length === count || !resource.parent
      ? [known]
      : listPaths(resource.parent, given, listKeys);
  if (!above || above.length < count) return [];
  const parents = above.slice(0, count);
  const keys = listKeys({ resource, parents });
  return keys.map((key) => [...parents, ...fromKey(key, resource.arity)]);
}
