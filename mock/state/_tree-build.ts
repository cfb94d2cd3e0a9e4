import {
  type Compare,
  createBranch,
  createLeaf,
  type Item,
  itemAt,
  type Node,
} from './_tree-node.ts';

/** Less than the most, so that the first entry added to a node built here does not split it. */
const builtWidth = 28;

/** The root of a tree without entries. */
export const emptyRoot: Node<never, never> = createLeaf([], []);

/**
 * The root of a tree over entries in strictly ascending order of their keys, in O(n), its nodes
 * nearly full. Throws RangeError when the order is not strict or the lengths differ.
 */
export function build<K extends Item, V extends Item>(
  keys: readonly K[],
  values: readonly V[],
  compare: Compare<K>,
): Node<K, V> {
  if (keys.length !== values.length) {
    throw new RangeError(`${keys.length} keys for ${values.length} values`);
  }
  for (let index = 1; index < keys.length; index++) {
    if (compare(itemAt(keys, index - 1), itemAt(keys, index)) >= 0) {
      throw new RangeError(`the key at ${index} is not above the one before it`);
    }
  }
  if (keys.length === 0) return emptyRoot;
  let level: readonly Node<K, V>[] = toParts(keys.length, (from, to) =>
    createLeaf(keys.slice(from, to), values.slice(from, to)),
  );
  while (level.length > 1) {
    const below = level;
    level = toParts(below.length, (from, to) => createBranch(below.slice(from, to)));
  }
  return itemAt(level, 0);
}

/** As few parts as the width allows, even to within one: the last is no remainder. */
function toParts<T>(count: number, toPart: (from: number, to: number) => T): readonly T[] {
  const parts = Math.ceil(count / builtWidth);
  return Array.from({ length: parts }, (_, index) =>
    toPart(Math.floor((count * index) / parts), Math.floor((count * (index + 1)) / parts)),
  );
}
