/** What a tree holds as keys and values: anything but null and undefined. */
export type Item = NonNullable<unknown>;

/** The sign of the result orders `a` and `b`, as in `Array.prototype.sort`; a total order. */
export type Compare<K> = (a: K, b: K) => number;

/** The most entries of a leaf and the most children of a branch. */
export const maxWidth = 32;

/**
 * The fewest, except at the root. A quarter, not half: a node split late or merged early then has
 * room both ways, and a repeated add and delete at the border does not split and merge each time.
 */
export const minWidth = 8;

/** Entries in ascending order of their keys: `values[i]` belongs to `keys[i]`. */
export interface Leaf<K, V> {
  readonly keys: readonly K[];
  readonly values: readonly V[];
  readonly children: undefined;
  readonly ends: undefined;
}

/**
 * Children of equal height in ascending order: `keys[i]` is the smallest key below `children[i]`,
 * `ends[i]` the number of entries below `children[0]` to `children[i]`.
 */
export interface Branch<K, V> {
  readonly keys: readonly K[];
  readonly values: undefined;
  readonly children: readonly Node<K, V>[];
  readonly ends: readonly number[];
}

/** Never changed once made. Both kinds have the same members, so that reads see one object shape. */
export type Node<K, V> = Leaf<K, V> | Branch<K, V>;

/** `undefined` from a place that must be filled is a fault of the tree, never an answer. */
export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`nothing at ${index} of ${items.length}`);
  return item;
}

/** The number of entries below a node. */
export function sizeOf(node: Node<unknown, unknown>): number {
  return node.children === undefined ? node.keys.length : itemAt(node.ends, node.ends.length - 1);
}

export function createLeaf<K, V>(keys: readonly K[], values: readonly V[]): Leaf<K, V> {
  return { keys, values, children: undefined, ends: undefined };
}

/** A branch over at least one child. */
export function createBranch<K, V>(children: readonly Node<K, V>[]): Branch<K, V> {
  const keys = children.map((child) => itemAt(child.keys, 0));
  let end = 0;
  const ends = children.map((child) => {
    end += sizeOf(child);
    return end;
  });
  return { keys, values: undefined, children, ends };
}
