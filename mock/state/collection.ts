import type { JsonObject } from '../../kernel/json.ts';
import type { Links } from '../../spec/relations.ts';
import { EqualityIndex, type IndexTerm } from './_equality-index.ts';
import { type Selection, toHead, toPage, toSelection } from './_selection.ts';
import { Tree } from './_tree.ts';
import { type Condition, compareKeys, type Entity, toKeyNumber } from './entity.ts';

/** What a collection starts with. */
export interface CollectionOptions {
  /** The properties that are filtered by equality. */
  readonly indexes: readonly string[];
  /** The names of the links that are looked up. */
  readonly links?: readonly string[];
  /** In strictly ascending order of their sequences. */
  readonly entities?: readonly Entity[];
}

/** Which part of a collection to read: integers from 0; a limit may be Infinity. */
export interface ListOptions {
  readonly offset: number;
  readonly limit: number;
  /** All of them hold. */
  readonly where?: readonly Condition[];
}

interface Parts {
  readonly byKey: Tree<string, Entity>;
  readonly bySequence: Tree<number, Entity>;
  readonly indexes: readonly EqualityIndex[];
  /** Keys that were removed, where that is remembered. */
  readonly gone: Tree<string, true>;
  readonly nextSequence: number;
  readonly largestNumber: number;
}

/**
 * The entities of one kind in creation order. Immutable: a change makes a new collection that
 * shares with the old one all but O(log n), so that holding both costs what changed. Reading by
 * key, adding, listing at any offset and filtering by an indexed property take O(log n), the last
 * two plus what they return.
 */
export class Collection {
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * A collection over the entities, in O(n log n) at worst. Throws RangeError when the sequences
   * are not positive integers in strictly ascending order, or when two keys are equal.
   */
  static create({ indexes, links = [], entities = [] }: CollectionOptions): Collection {
    const sequences = entities.map(({ sequence }) => toNumber('sequence', sequence, 1));
    const sorted = entities.toSorted((a, b) => compareKeys(a.key, b.key));
    const keys = sorted.map(({ key }) => key);
    const twice = keys.find((key, index) => key === keys[index + 1]);
    if (twice !== undefined) throw new RangeError(`two entities have the key ${twice}`);
    return new Collection({
      byKey: Tree.fromSorted(compareKeys, keys, sorted),
      bySequence: Tree.fromSorted(compareNumbers, sequences, entities),
      indexes: toTerms(indexes, links).map((term) => EqualityIndex.create(term, entities)),
      gone: Tree.empty<string, true>(compareKeys),
      nextSequence: (sequences.at(-1) ?? 0) + 1,
      largestNumber: keys.reduce((most, key) => Math.max(most, toKeyNumber(key)), 0),
    });
  }

  get size(): number {
    return this.#parts.bySequence.size;
  }

  /** One above the largest sequence ever used; a deletion does not free it. */
  get nextSequence(): number {
    return this.#parts.nextSequence;
  }

  /** The largest key ever used that is an integer (`42`, not `042` or `4.2`); 0 when none was. */
  get largestNumber(): number {
    return this.#parts.largestNumber;
  }

  get(key: string): Entity | undefined {
    return this.#parts.byKey.get(key);
  }

  /** True for a key that was removed with `remember` and not added since. */
  isGone(key: string): boolean {
    return this.#parts.gone.size > 0 && this.#parts.gone.has(key);
  }

  /** With the entity as the last in creation order. Throws RangeError when the key exists. */
  add(entity: Omit<Entity, 'sequence'>): Collection {
    const { byKey, nextSequence } = this.#parts;
    if (byKey.has(entity.key)) throw new RangeError(`the key ${entity.key} exists`);
    return this.#put({ ...entity, sequence: nextSequence });
  }

  /**
   * With another value under the key, and with other links where some are given. Throws RangeError
   * when the key does not exist.
   */
  replace(key: string, value: JsonObject, links?: Links): Collection {
    const before = this.get(key);
    if (before === undefined) throw new RangeError(`the key ${key} does not exist`);
    return this.#put({ ...before, value, ...(links && { links }) }, before);
  }

  /**
   * Without the key, which is remembered as gone on request; this very collection when the key does
   * not exist and nothing is to be remembered.
   */
  delete(key: string, { remember = false } = {}): Collection {
    const before = this.get(key);
    const gone = remember ? this.#parts.gone.set(key, true) : this.#parts.gone;
    if (before === undefined) return remember ? new Collection({ ...this.#parts, gone }) : this;
    const { byKey, bySequence, indexes, nextSequence, largestNumber } = this.#parts;
    return new Collection({
      gone,
      byKey: byKey.delete(key),
      bySequence: bySequence.delete(before.sequence),
      indexes: indexes.map((index) => index.with(before, undefined)),
      nextSequence,
      largestNumber,
    });
  }

  /**
   * A page in creation order and the number of entities it is a page of. Several conditions cost
   * a scan of the entities that the most selective index finds, one without an index a scan of
   * all. Throws RangeError for an offset or limit that is not an integer from 0.
   */
  list({ offset, limit, where = [] }: ListOptions): {
    readonly entities: readonly Entity[];
    readonly total: number;
  } {
    const selection = this.#select(where, 0);
    return toPage(selection, toNumber('offset', offset, 0), toLimit(limit));
  }

  /**
   * The first entities with a greater sequence, and whether more follow; 0 starts at the
   * beginning. The sequence may be of an entity that is gone: paging by it neither skips nor
   * repeats. Throws RangeError for a sequence or limit that is not an integer from 0.
   */
  after(
    sequence: number,
    limit: number,
    where: readonly Condition[] = [],
  ): { readonly entities: readonly Entity[]; readonly hasMore: boolean } {
    // A cursor from outside may be huge; such a number must not reach the keys of an index.
    const start = Math.min(toNumber('sequence', sequence, 0), this.#parts.nextSequence);
    return toHead(this.#select(where, start), toLimit(limit));
  }

  #select(where: readonly Condition[], after: number): Selection {
    const { bySequence, indexes } = this.#parts;
    const all = () => bySequence.view({ from: bySequence.rankOf(after + 1), to: bySequence.size });
    return toSelection({ where, after, indexes, all });
  }

  #put(entity: Entity, before?: Entity): Collection {
    const { byKey, bySequence, indexes, gone, nextSequence, largestNumber } = this.#parts;
    return new Collection({
      gone: gone.size > 0 ? gone.delete(entity.key) : gone,
      byKey: byKey.set(entity.key, entity),
      bySequence: bySequence.set(entity.sequence, entity),
      indexes: indexes.map((index) => index.with(before, entity)),
      nextSequence: Math.max(nextSequence, entity.sequence + 1),
      largestNumber: Math.max(largestNumber, toKeyNumber(entity.key)),
    });
  }
}

function toTerms(indexes: readonly string[], links: readonly string[]): IndexTerm[] {
  const linked = [...new Set(links)].map((property) => ({ property, isLink: true }));
  return [...[...new Set(indexes)].map((property) => ({ property })), ...linked];
}

function compareNumbers(a: number, b: number): number {
  return a - b;
}

function toLimit(limit: number): number {
  return limit === Number.POSITIVE_INFINITY ? limit : toNumber('limit', limit, 0);
}

/** The number itself; throws RangeError unless it is an integer from `least`. */
function toNumber(name: string, number: number, least: number): number {
  if (Number.isInteger(number) && number >= least) return number;
  throw new RangeError(`${name} is ${number}, not an integer from ${least}`);
}
