import type { JsonObject } from '../../kernel/json.ts';
import { memoise } from '../../kernel/memo.ts';
import { toKey } from '../../spec/identity.ts';
import { levelOf } from '../../spec/path-template.ts';
import type { Resource } from '../../spec/resource.ts';
import { Tree } from './_tree.ts';
import { Collection } from './collection.ts';

/** One collection: a resource and the identities of its ancestors, outermost first. */
export interface CollectionRef {
  readonly resource: Resource;
  readonly parents: readonly string[];
}

/**
 * Everything that changed since the start. A value: whoever holds one holds that state for good.
 * Collections that nobody changed are not in it; they come from the seeds.
 */
export type State = Tree<string, Collection>;

/** How far the preparation of a large collection is. */
export interface SeedProgress {
  /** Its path, such as `/users/7/posts`. */
  readonly collection: string;
  /** How many of its entities were gone through. */
  readonly done: number;
  readonly total: number;
}

/** What a collection holds before anybody changed it: the same answer each time it is asked. */
export interface Seeds {
  collection(ref: CollectionRef): Collection;
  /** True where an item stands under every identity that nobody removed. */
  readonly isOpen: boolean;
  /** What would stand under an identity that nobody spoke of. */
  imagine(ref: CollectionRef, key: string): JsonObject | undefined;
  /** The collections that are worth listing. */
  refs(): readonly CollectionRef[];
  /**
   * Makes the large ones among them ready, so that nobody waits for it later; it can be left half
   * done. Each step takes some milliseconds and tells how far it is.
   */
  prepare(): Iterable<SeedProgress>;
  /**
   * Makes the first entities of the large ones, in short steps, by turns: the code that makes them
   * is compiled then, and a first list of a thousand keeps nobody waiting. It can be left half done.
   */
  makeAhead(): Iterable<SeedProgress>;
}

/** The state in which nothing changed yet. */
export function createState(): State {
  return Tree.empty<string, Collection>(compareText);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const separator = '\u0000';

/**
 * The key of a collection, which begins with its document; that of one below an item of it begins
 * with the same identities.
 */
export const toCollectionKey: (ref: CollectionRef) => string = memoise(({ resource, parents }) => {
  const prefix = toPrefix(resource);
  return parents.length === 0 ? prefix : `${prefix}${parents.join(separator)}${separator}`;
});

const toPrefix = memoise(({ document, id }: Resource): string =>
  [document.place.key, id, ''].join(separator),
);

/** The same for values that are made from it: they do not depend on what else is served. */
export const toCollectionName: (ref: CollectionRef) => string = memoise(({ resource, parents }) =>
  [resource.id, ...parents, ''].join(separator),
);

/** The key of a notebook, which is no collection of any document. */
export function toNoteKey(book: string): string {
  return ['', 'note', book, ''].join(separator);
}

/** What a key was made of: the key of the document, the resource's id and the identities. */
export function fromCollectionKey(key: string): {
  readonly document: string;
  readonly id: string;
  readonly parents: string[];
} {
  const [document = '', id = '', ...parents] = key.split(separator).slice(0, -1);
  return { document, id, parents };
}

/** The keys under which everything of a resource below these identities is kept. */
export function findKeysBelow(state: State, ref: CollectionRef): string[] {
  const prefix = toCollectionKey(ref);
  const range = { from: state.rankOf(prefix), to: state.rankOf(`${prefix}\uffff`) };
  return state.entries(range).map(([key]) => key);
}

/** The concrete path of a collection, as scenarios write it. */
export function toPath({ resource, parents }: CollectionRef): string {
  let next = 0;
  const path = resource.id.replace(/\{\}/g, () => encodeURIComponent(parents[next++] ?? ''));
  return resource.document.place.base + path;
}

/** The collection a resource's parent item is in, and that item's key. */
export const toParentRef: (ref: CollectionRef) => ItemRef | undefined = memoise(
  ({ resource: { parent }, parents }) => parent && toItemRef(parent, parents),
);

/** An item: the collection it is in, and its key. */
export interface ItemRef {
  readonly ref: CollectionRef;
  readonly key: string;
}

/** The item of a resource that these values of a path name; undefined when there are too few. */
export function toItemRef(resource: Resource, values: readonly string[]): ItemRef | undefined {
  const count = levelOf(resource);
  const parts = values.slice(count, count + resource.arity);
  if (parts.length < resource.arity) return undefined;
  return { ref: { resource, parents: values.slice(0, count) }, key: toKey(parts) };
}

/** A collection with nothing in it. */
export function createEmpty(resource: Resource): Collection {
  return Collection.create(toLookups(resource));
}

/** What a collection of the resource is looked up by. */
export function toLookups({ indexes, views }: Resource): {
  readonly indexes: readonly string[];
  readonly links: readonly string[];
} {
  return { indexes, links: views.flatMap(({ id, parent }) => (parent ? [id] : [])) };
}
