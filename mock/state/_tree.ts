import { build, emptyRoot } from './_tree-build.ts';
import { insert, remove } from './_tree-edit.ts';
import { type Compare, type Item, type Node, sizeOf } from './_tree-node.ts';
import { everyEntry, findEntry, findRank, findValue, type RankRange } from './_tree-search.ts';

/**
 * An immutable sorted map that counts: a B+ tree whose branches know how many entries lie below
 * them. Every change makes a new tree that shares all but one path of nodes with the old one.
 * Reading and changing by key or by rank (position in key order, from 0) cost O(log n).
 */
export class Tree<K extends Item, V extends Item> {
  readonly compare: Compare<K>;
  /** For those who look at the structure; its nodes are never changed. */
  readonly root: Node<K, V>;

  #mark: object | undefined;

  private constructor(compare: Compare<K>, root: Node<K, V>) {
    this.compare = compare;
    this.root = root;
  }

  static empty<K extends Item, V extends Item>(compare: Compare<K>): Tree<K, V> {
    return new Tree<K, V>(compare, emptyRoot);
  }

  /**
   * A tree of `values[i]` under `keys[i]`, in O(n). Throws RangeError unless the keys ascend
   * strictly and there are as many values.
   */
  static fromSorted<K extends Item, V extends Item>(
    compare: Compare<K>,
    keys: readonly K[],
    values: readonly V[],
  ): Tree<K, V> {
    return new Tree<K, V>(compare, build(keys, values, compare));
  }

  get size(): number {
    return sizeOf(this.root);
  }

  /** Stands for this very tree, and keeps nothing of it alive. */
  get mark(): object {
    this.#mark ??= {};
    return this.#mark;
  }

  get(key: K): V | undefined {
    return findValue(this.root, key, this.compare);
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  /** A tree that holds `value` under `key`, whether or not the key was there. */
  set(key: K, value: V): Tree<K, V> {
    return new Tree(this.compare, insert(this.root, [key, value], this.compare));
  }

  /** A tree without `key`; this very tree when the key is absent. */
  delete(key: K): Tree<K, V> {
    const root = remove(this.root, key, this.compare);
    return root === this.root ? this : new Tree(this.compare, root);
  }

  /** The entry with `rank` entries before it; undefined when there are no more than `rank`. */
  at(rank: number): readonly [K, V] | undefined {
    return findEntry(this.root, rank);
  }

  /** The number of keys strictly smaller than `key`, whether or not `key` is there. */
  rankOf(key: K): number {
    return findRank(this.root, key, this.compare);
  }

  /** The entries of the range, or all, in ascending order of their keys. */
  entries(range: RankRange = { from: 0, to: this.size }): (readonly [K, V])[] {
    const entries: (readonly [K, V])[] = [];
    everyEntry(this.root, range, (value, key) => {
      entries.push([key, value]);
      return true;
    });
    return entries;
  }

  /** The values of the range, to be paged or walked without copying them. */
  view(range: RankRange): TreeView<V> {
    return new TreeView(this.root, range);
  }
}

/** A run of neighbouring values of a tree, in the order of their keys; a window, not a copy. */
export class TreeView<V extends Item> {
  readonly #root: Node<Item, V>;
  readonly #from: number;
  readonly size: number;

  /** Ranks outside the tree are left out. */
  constructor(root: Node<Item, V>, range: RankRange) {
    this.#root = root;
    this.#from = Math.max(0, range.from);
    this.size = Math.max(0, Math.min(sizeOf(root), range.to) - this.#from);
  }

  /** Up to `limit` values after the first `offset`, in O(log n + limit). */
  page(offset: number, limit: number): V[] {
    const values: V[] = [];
    const from = this.#from + offset;
    const to = Math.min(from + limit, this.#from + this.size);
    everyEntry(this.#root, { from, to }, (value) => {
      values.push(value);
      return true;
    });
    return values;
  }

  /** Calls `test` for the values in order until it answers false; true when it never did. */
  every(test: (value: V) => boolean): boolean {
    const range = { from: this.#from, to: this.#from + this.size };
    return everyEntry(this.#root, range, test);
  }
}
