import { type Compare, type Item, itemAt, type Node } from './_tree-node.ts';

/** Ranks from `from` up to, not including, `to`. */
export interface RankRange {
  readonly from: number;
  readonly to: number;
}

/** The position of `key`, or, when it is absent, `~p` where `p` is the position it would take. */
export function search<K>(keys: readonly K[], key: K, compare: Compare<K>): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const sign = compare(itemAt(keys, middle), key);
    if (sign === 0) return middle;
    if (sign < 0) low = middle + 1;
    else high = middle - 1;
  }
  return ~low;
}

/** The child that holds `key` or would take it, given what `search` found in the branch. */
export function toChildIndex(found: number): number {
  return found >= 0 ? found : Math.max(0, ~found - 1);
}

export function findValue<K extends Item, V>(
  root: Node<K, V>,
  key: K,
  compare: Compare<K>,
): V | undefined {
  let node = root;
  for (;;) {
    const found = search(node.keys, key, compare);
    if (node.children === undefined) return found < 0 ? undefined : node.values[found];
    node = itemAt(node.children, toChildIndex(found));
  }
}

/** The number of keys strictly smaller than `key`, which itself need not be there. */
export function findRank<K extends Item>(
  root: Node<K, unknown>,
  key: K,
  compare: Compare<K>,
): number {
  let node = root;
  let before = 0;
  for (;;) {
    const found = search(node.keys, key, compare);
    if (node.children === undefined) return before + (found >= 0 ? found : ~found);
    const index = toChildIndex(found);
    before += startOf(node.ends, index);
    node = itemAt(node.children, index);
  }
}

/** The entry with exactly `rank` entries before it; undefined outside the tree. */
export function findEntry<K extends Item, V extends Item>(
  root: Node<K, V>,
  rank: number,
): readonly [K, V] | undefined {
  let node = root;
  let rest = rank;
  while (node.children !== undefined) {
    const index = findChildOfRank(node.ends, rest);
    rest -= startOf(node.ends, index);
    const child = node.children[index];
    if (child === undefined) return undefined;
    node = child;
  }
  const key = node.keys[rest];
  const value = node.values[rest];
  return key === undefined || value === undefined ? undefined : [key, value];
}

/**
 * Calls `test` for the entries of the range in ascending order until it answers false; true when
 * it never did. Ranks outside the tree are passed over.
 */
export function everyEntry<K extends Item, V extends Item>(
  node: Node<K, V>,
  range: RankRange,
  test: (value: V, key: K) => boolean,
): boolean {
  if (node.children === undefined) {
    const end = Math.min(node.keys.length, range.to);
    for (let index = Math.max(0, range.from); index < end; index++) {
      if (!test(itemAt(node.values, index), itemAt(node.keys, index))) return false;
    }
    return true;
  }
  for (let index = findChildOfRank(node.ends, range.from); index < node.ends.length; index++) {
    const start = startOf(node.ends, index);
    if (start >= range.to) break;
    const below = { from: range.from - start, to: range.to - start };
    if (!everyEntry(itemAt(node.children, index), below, test)) return false;
  }
  return true;
}

/** The number of entries below the children before the one at `index`. */
function startOf(ends: readonly number[], index: number): number {
  return index === 0 ? 0 : itemAt(ends, index - 1);
}

/** The first child that ends after `rank`; one past the last when none does. */
function findChildOfRank(ends: readonly number[], rank: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (itemAt(ends, middle) > rank) high = middle;
    else low = middle + 1;
  }
  return low;
}
