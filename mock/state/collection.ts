import type { JsonObject } from '../../kernel/json.ts';
import type { Links } from '../../spec/relations.ts';
import {
  type CollectionOptions,
  createLazyParts,
  createParts,
  type LazyOptions,
  type Parts,
  toNumber,
  withEntity,
  withoutEntity,
} from './_collection-parts.ts';
import { EntityView, toEntity } from './_entity-view.ts';
import { type Selection, toHead, toPage, toSelection } from './_selection.ts';
import { visitUnshared } from './_tree-difference.ts';
import type { Condition, Entity } from './entity.ts';

/** Which part of a collection to read: integers from 0; a limit may be Infinity. */
export interface ListOptions {
  readonly offset: number;
  readonly limit: number;
  /** All of them hold. */
  readonly where?: readonly Condition[];
}

/**
 * The entities of one kind in creation order. Immutable: a change makes a new collection that
 * shares with the old one all but O(log n), so that holding both costs what changed. Reading by
 * key, adding, listing at any offset and filtering by an indexed property take O(log n), the last
 * two plus what they return.
 */
export class Collection {
  readonly #parts: Parts;
  /** The key that was looked for last and is not there: it is about to be added. */
  #missing: string | undefined;
  #mark: object | undefined;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * A collection over the entities, in O(n log n) at worst. Throws RangeError when the sequences
   * are not positive integers in strictly ascending order, or when two keys are equal.
   */
  static create(options: CollectionOptions): Collection {
    return new Collection(createParts(options));
  }

  /**
   * A collection over entities that are made when they are looked at: none is made here. What was
   * changed or added since stands beside them.
   */
  static createLazy(options: LazyOptions): Collection {
    return new Collection(createLazyParts(options));
  }

  /** Stands for this very collection, and keeps nothing of it alive. */
  get mark(): object {
    this.#mark ??= {};
    return this.#mark;
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
    const { byKey, bySequence, source } = this.#parts;
    const known = byKey.get(key);
    const place = known ? undefined : source?.placeOf(key);
    const slot = place === undefined ? undefined : bySequence.get(place + 1);
    const entity = slot === undefined ? known : toEntity(slot, source);
    if (!entity) this.#missing = key;
    return entity;
  }

  /** Whether there is an entity with the key; none is made for it. */
  has(key: string): boolean {
    const { byKey, bySequence, source } = this.#parts;
    const place = byKey.has(key) ? undefined : source?.placeOf(key);
    return place === undefined ? byKey.has(key) : bySequence.has(place + 1);
  }

  /** True for a key that was removed with `remember` and not added since. */
  isGone(key: string): boolean {
    return this.#parts.gone.size > 0 && this.#parts.gone.has(key);
  }

  /** With the entity as the last in creation order. Throws RangeError when the key exists. */
  add(entity: Omit<Entity, 'sequence'>): Collection {
    const { nextSequence } = this.#parts;
    if (this.#missing !== entity.key && this.has(entity.key))
      throw new RangeError(`the key ${entity.key} exists`);
    return new Collection(withEntity(this.#parts, { ...entity, sequence: nextSequence }));
  }

  /**
   * With another value under the key, and with other links where some are given. Throws RangeError
   * when the key does not exist.
   */
  replace(key: string, value: JsonObject, links?: Links): Collection {
    const before = this.get(key);
    if (before === undefined) throw new RangeError(`the key ${key} does not exist`);
    const entity = { ...before, value, ...(links && { links }) };
    return new Collection(withEntity(this.#parts, entity, before));
  }

  /**
   * Without the key, which is remembered as gone on request; this very collection when the key does
   * not exist and nothing is to be remembered.
   */
  delete(key: string, { remember = false } = {}): Collection {
    const before = this.get(key);
    const parts = before ? withoutEntity(this.#parts, before) : this.#parts;
    if (remember) return new Collection({ ...parts, gone: parts.gone.set(key, true) });
    return before ? new Collection(parts) : this;
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

  /**
   * Those entities that another collection does not hold, or not as they are here, in creation
   * order. Between versions of one collection it costs what differs, whatever their size.
   */
  listDifferent(other: Collection): Entity[] {
    const { bySequence, source } = this.#parts;
    const theirs = other.#parts;
    const different: Entity[] = [];
    visitUnshared(bySequence.root, theirs.bySequence.root, (slot, sequence) => {
      const isSame = source === theirs.source && theirs.bySequence.get(sequence) === slot;
      if (!isSame) different.push(toEntity(slot, source));
    });
    return different;
  }

  #select(where: readonly Condition[], after: number): Selection {
    const { bySequence, indexes, source } = this.#parts;
    const all = () => bySequence.view({ from: bySequence.rankOf(after + 1), to: bySequence.size });
    return toSelection({
      where,
      after,
      indexes,
      all,
      toView: (slots) => new EntityView(slots, source),
    });
  }
}

function toLimit(limit: number): number {
  return limit === Number.POSITIVE_INFINITY ? limit : toNumber('limit', limit, 0);
}
