import { toKeyNumber } from '../../spec/identity.ts';
import { EqualityIndex, type IndexTerm } from './_equality-index.ts';
import { Tree } from './_tree.ts';
import { compareKeys, type Entity } from './entity.ts';
import type { EntitySource, Slot } from './entity-source.ts';

/** What a collection starts with. */
export interface CollectionOptions {
  /** The properties that are filtered by equality. */
  readonly indexes: readonly string[];
  /** The names of the links that are looked up. */
  readonly links?: readonly string[];
  /** In strictly ascending order of their sequences. */
  readonly entities?: readonly Entity[];
}

/** What a collection over entities that are made on demand starts with. */
export interface LazyOptions {
  readonly source: EntitySource;
  /**
   * The properties that are filtered by equality, each with the canonical text of its value at
   * every place; undefined where an entity is without it.
   */
  readonly texts: ReadonlyMap<string, readonly (string | undefined)[]>;
}

/** What a collection consists of. */
export interface Parts {
  /** Without those of the source, which knows where its keys are. */
  readonly byKey: Tree<string, Entity>;
  readonly bySequence: Tree<number, Slot>;
  readonly source?: EntitySource;
  readonly indexes: readonly EqualityIndex[];
  /** Keys that were removed, where that is remembered. */
  readonly gone: Tree<string, true>;
  readonly nextSequence: number;
  readonly largestNumber: number;
}

/** Of entities that are there. Throws as `Collection.create` does. */
export function createParts({ indexes, links = [], entities = [] }: CollectionOptions): Parts {
  const sequences = entities.map(({ sequence }) => toNumber('sequence', sequence, 1));
  const sorted = entities.toSorted((a, b) => compareKeys(a.key, b.key));
  const keys = sorted.map(({ key }) => key);
  const twice = keys.find((key, index) => key === keys[index + 1]);
  if (twice !== undefined) throw new RangeError(`two entities have the key ${twice}`);
  return {
    byKey: Tree.fromSorted(compareKeys, keys, sorted),
    bySequence: Tree.fromSorted<number, Slot>(compareNumbers, sequences, entities),
    indexes: toTerms(indexes, links).map((term) => EqualityIndex.create(term, entities)),
    gone: Tree.empty<string, true>(compareKeys),
    nextSequence: (sequences.at(-1) ?? 0) + 1,
    largestNumber: keys.reduce((most, key) => Math.max(most, toKeyNumber(key)), 0),
  };
}

/** Of entities that are made on demand. */
export function createLazyParts({ source, texts }: LazyOptions): Parts {
  const places = Array.from({ length: source.size }, (_, place) => place);
  const sequences = places.map((place) => place + 1);
  return {
    source,
    byKey: Tree.empty<string, Entity>(compareKeys),
    bySequence: Tree.fromSorted<number, Slot>(compareNumbers, sequences, places),
    indexes: [...texts].map(([property, all]) => EqualityIndex.fromTexts({ property }, all)),
    gone: Tree.empty<string, true>(compareKeys),
    nextSequence: source.size + 1,
    largestNumber: source.largestNumber,
  };
}

/** With an entity that is new, or in the place of the one with its sequence. */
export function withEntity(parts: Parts, entity: Entity, before?: Entity): Parts {
  const { byKey, bySequence, indexes, gone, nextSequence, largestNumber, source } = parts;
  const isOfSource = source !== undefined && entity.sequence <= source.size;
  return {
    ...parts,
    gone: gone.size > 0 ? gone.delete(entity.key) : gone,
    byKey: isOfSource ? byKey : byKey.set(entity.key, entity),
    bySequence: bySequence.set(entity.sequence, entity),
    indexes: indexes.map((index) => index.with(before, entity)),
    nextSequence: Math.max(nextSequence, entity.sequence + 1),
    largestNumber: Math.max(largestNumber, toKeyNumber(entity.key)),
  };
}

/** Without an entity that is there. */
export function withoutEntity(parts: Parts, entity: Entity): Parts {
  return {
    ...parts,
    byKey: parts.byKey.delete(entity.key),
    bySequence: parts.bySequence.delete(entity.sequence),
    indexes: parts.indexes.map((index) => index.with(entity, undefined)),
  };
}

function toTerms(indexes: readonly string[], links: readonly string[]): IndexTerm[] {
  const linked = [...new Set(links)].map((property) => ({ property, isLink: true }));
  return [...[...new Set(indexes)].map((property) => ({ property })), ...linked];
}

function compareNumbers(a: number, b: number): number {
  return a - b;
}

/** The number itself; throws RangeError unless it is an integer from `least`. */
export function toNumber(name: string, number: number, least: number): number {
  if (Number.isInteger(number) && number >= least) return number;
  throw new RangeError(`${name} is ${number}, not an integer from ${least}`);
}
