import type { JsonObject } from '../../kernel/json.ts';
import { fromKey } from '../../spec/identity.ts';
import type { Resource } from '../../spec/resource.ts';
import { Collection } from './collection.ts';
import type { Entity } from './entity.ts';
import {
  type CollectionRef,
  createEmpty,
  findKeysBelow,
  type Seeds,
  type State,
  toCollectionKey,
  toNoteKey,
  toParentRef,
} from './state.ts';

/** What is put into a collection. */
export type Item = Pick<Entity, 'key' | 'value' | 'links'>;

/** An item that does not exist. */
export interface Missing {
  readonly resource: Resource;
  readonly key: string;
}

/** What a transaction reads from. */
export interface TransactionBase {
  readonly state: State;
  readonly seeds: Seeds;
  /** The resources below the items of one, for removing what hangs below an item. */
  readonly below: (resource: Resource) => readonly Resource[];
}

/** What a transaction found where it looked: enough to know that it would find the same again. */
export interface Reads {
  readonly state: State;
  readonly seeds: Seeds;
  readonly places: readonly { readonly key: string; readonly stood: Collection | undefined }[];
}

/** The same by marks: what they stand for may be gone meanwhile, such as states nobody is in. */
export interface KnownReads {
  readonly state: object;
  readonly seeds: Seeds;
  readonly places: readonly { readonly key: string; readonly stood: object | undefined }[];
}

/** What is to be remembered of reads. */
export function toKnown({ state, seeds, places }: Reads): KnownReads {
  const known = places.map(({ key, stood }) => ({ key, stood: stood?.mark }));
  return { state: state.mark, seeds, places: known };
}

/** True when a transaction on this base would find what that one found. */
export function isUpToDate(
  { state, seeds, places }: KnownReads,
  now: Pick<TransactionBase, 'state' | 'seeds'>,
): boolean {
  if (seeds !== now.seeds) return false;
  return (
    state === now.state.mark || places.every(({ key, stood }) => now.state.get(key)?.mark === stood)
  );
}

/**
 * Reads and writes on a draft of the state. Nothing outside sees the draft until its `state` is
 * put in the place of the old one; dropping the transaction drops every change.
 */
export class Transaction {
  readonly #base: TransactionBase;
  readonly #before: State;
  readonly #seeds: Seeds;
  #state: State;
  /** The collections of one state that were looked at: a request asks for the same ones again. */
  #looked: { readonly state: State; readonly ref: CollectionRef; readonly found: Collection }[] =
    [];
  readonly #places: { readonly key: string; readonly stood: Collection | undefined }[] = [];

  constructor(base: TransactionBase) {
    this.#base = base;
    this.#before = base.state;
    this.#seeds = base.seeds;
    this.#state = base.state;
  }

  /** What it found so far, as long as it changed nothing. */
  get reads(): Reads | undefined {
    if (this.isChanged) return undefined;
    return { state: this.#before, seeds: this.#seeds, places: this.#places };
  }

  /** The draft. The same instance as before when nothing was changed. */
  get state(): State {
    return this.#state;
  }

  get isChanged(): boolean {
    return this.#state !== this.#before;
  }

  /** The collection as this transaction sees it. */
  collection(ref: CollectionRef): Collection {
    const looked = this.#looked.find((one) => one.state === this.#state && isSame(one.ref, ref));
    if (looked) return looked.found;
    const found = this.#find(ref);
    this.#looked.push({ state: this.#state, ref, found });
    return found;
  }

  #find(ref: CollectionRef): Collection {
    const changed = this.#read(toCollectionKey(ref));
    if (changed) return changed;
    const isThere = ref.resource.isSingle || this.#isSeeded(ref);
    return isThere ? this.#seeds.collection(ref) : createEmpty(ref.resource);
  }

  #read(key: string): Collection | undefined {
    const stood = this.#state.get(key);
    this.#places.push({ key, stood });
    return stood;
  }

  /** True where nobody said what exists: the seeds imagine what is asked for. */
  get isOpen(): boolean {
    return this.#seeds.isOpen;
  }

  /** The item; where the seeds imagine items, also one that nobody spoke of and nobody removed. */
  get(ref: CollectionRef, key: string): Entity | undefined {
    const collection = this.collection(ref);
    return collection.get(key) ?? (collection.isGone(key) ? undefined : this.#imagine(ref, key));
  }

  /** The outermost ancestor that does not exist, when there is one. */
  findMissingParent(ref: CollectionRef): Missing | undefined {
    const parent = toParentRef(ref);
    return parent && this.findMissing(parent.ref, parent.key);
  }

  /** The item itself or its outermost ancestor that does not exist, when one does not. */
  findMissing(ref: CollectionRef, key: string): Missing | undefined {
    const missing = this.findMissingParent(ref);
    if (missing) return missing;
    const { resource } = ref;
    const isThere = resource.exists === 'always' && !resource.schema;
    if (isThere || this.get(ref, key) || this.isSupposed(ref, key)) return undefined;
    return { resource, key };
  }

  /**
   * True of an item that would be there if its schema admitted one: nobody said what exists, and
   * nobody removed it.
   */
  isSupposed(ref: CollectionRef, key: string): boolean {
    const isImaginable = this.isOpen && ref.resource.schema !== undefined && this.#isSeeded(ref);
    return isImaginable && !this.collection(ref).isGone(key) && !this.get(ref, key);
  }

  /** Appends an item. Throws RangeError when its key is taken. */
  add(ref: CollectionRef, item: Item): void {
    this.#put(ref, this.collection(ref).add({ ...item, origin: 'created' }));
  }

  /** Puts another representation in the place of an item's. Throws RangeError when there is none. */
  replace(ref: CollectionRef, item: Item): void {
    const collection = this.collection(ref);
    const isImagined = !collection.get(item.key) && this.get(ref, item.key) !== undefined;
    const changed = isImagined
      ? collection.add({ ...item, origin: 'seed' })
      : collection.replace(item.key, item.value, item.links);
    this.#put(ref, changed);
  }

  /** Removes an item and every collection below it. */
  remove(ref: CollectionRef, key: string): void {
    const remember = this.#canImagine(ref);
    this.#put(ref, this.collection(ref).delete(key, { remember }));
    const parents = [...ref.parents, ...fromKey(key, ref.resource.arity)];
    for (const resource of this.#base.below(ref.resource)) {
      for (const below of findKeysBelow(this.#state, { resource, parents })) {
        this.#state = this.#state.delete(below);
      }
    }
  }

  /** Puts a collection back as it was at the start. */
  reset(ref: CollectionRef): void {
    this.#state = this.#state.delete(toCollectionKey(ref));
  }

  /** What nothing lists or makes can be known by nobody, so that there is one under any identity. */
  #canImagine({ resource }: CollectionRef): boolean {
    return this.#seeds.isOpen || (resource.exists === 'always' && !resource.isSingle);
  }

  /** What the seeds would have under a key, whether or not anything is there. */
  imagine(ref: CollectionRef, key: string): JsonObject | undefined {
    return this.#seeds.imagine(ref, key);
  }

  #imagine(ref: CollectionRef, key: string): Entity | undefined {
    if (!this.#canImagine(ref) || !this.#isSeeded(ref)) return undefined;
    const value = this.#seeds.imagine(ref, key);
    return value && { key, sequence: 0, value, origin: 'seed' };
  }

  /** What is remembered beside the collections, by the name of the notebook and the note's key. */
  findNote(book: string, key: string): JsonObject | undefined {
    return this.#read(toNoteKey(book))?.get(key)?.value;
  }

  /** Remembers a value in the place of an older one; beyond `most` notes the oldest is forgotten. */
  note(
    book: string,
    {
      key,
      value,
      most,
    }: { readonly key: string; readonly value: JsonObject; readonly most: number },
  ): void {
    const before = this.#read(toNoteKey(book)) ?? Collection.create({ indexes: [] });
    const notes = before.delete(key).add({ key, value, origin: 'created' });
    const [oldest] = notes.size > most ? notes.list({ offset: 0, limit: 1 }).entities : [];
    this.#state = this.#state.set(toNoteKey(book), oldest ? notes.delete(oldest.key) : notes);
  }

  #put(ref: CollectionRef, collection: Collection): void {
    this.#state = this.#state.set(toCollectionKey(ref), collection);
  }

  /**
   * Seeds belong to what was there from the start: an item that a request made has nothing below
   * it, even under an identity that the seeds know, save what stands alone.
   */
  #isSeeded(ref: CollectionRef): boolean {
    const parent = toParentRef(ref);
    if (!parent) return true;
    const entity = this.get(parent.ref, parent.key);
    if (!entity) return parent.ref.resource.exists === 'always' && this.#isSeeded(parent.ref);
    return entity.origin === 'seed';
  }
}

function isSame(a: CollectionRef, b: CollectionRef): boolean {
  if (a.resource !== b.resource || a.parents.length !== b.parents.length) return false;
  return a.parents.every((parent, index) => parent === b.parents[index]);
}
