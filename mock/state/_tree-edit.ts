import {
  type Branch,
  type Compare,
  createBranch,
  createLeaf,
  type Item,
  itemAt,
  maxWidth,
  minWidth,
  type Node,
  sizeOf,
} from './_tree-node.ts';
import { search, toChildIndex } from './_tree-search.ts';

/** The root of a tree that also holds the entry; it takes the place of one with the same key. */
export function insert<K extends Item, V extends Item>(
  root: Node<K, V>,
  entry: readonly [K, V],
  compare: Compare<K>,
): Node<K, V> {
  const next = insertBelow(root, entry, compare);
  return next.keys.length > maxWidth ? createBranch(split(next, maxWidth - minWidth)) : next;
}

/** The root of a tree without the key; the same root when the key is absent. */
export function remove<K extends Item, V extends Item>(
  root: Node<K, V>,
  key: K,
  compare: Compare<K>,
): Node<K, V> {
  const next = removeBelow(root, key, compare);
  return next.children?.length === 1 ? itemAt(next.children, 0) : next;
}

/** May answer a node one wider than the most: the branch above splits it. */
function insertBelow<K extends Item, V extends Item>(
  node: Node<K, V>,
  entry: readonly [K, V],
  compare: Compare<K>,
): Node<K, V> {
  const [key, value] = entry;
  const found = search(node.keys, key, compare);
  if (node.children !== undefined) {
    const index = toChildIndex(found);
    return withChild(node, index, insertBelow(itemAt(node.children, index), entry, compare));
  }
  if (found >= 0) return createLeaf(node.keys, node.values.with(found, value));
  return createLeaf(node.keys.toSpliced(~found, 0, key), node.values.toSpliced(~found, 0, value));
}

/** May answer a node one narrower than the fewest: the branch above joins it to a neighbour. */
function removeBelow<K extends Item, V extends Item>(
  node: Node<K, V>,
  key: K,
  compare: Compare<K>,
): Node<K, V> {
  const found = search(node.keys, key, compare);
  if (node.children !== undefined) {
    const index = toChildIndex(found);
    const child = itemAt(node.children, index);
    const next = removeBelow(child, key, compare);
    return next === child ? node : withChild(node, index, next);
  }
  if (found < 0) return node;
  return createLeaf(node.keys.toSpliced(found, 1), node.values.toSpliced(found, 1));
}

/** The branch with one child replaced, and the child's width put right. */
function withChild<K extends Item, V extends Item>(
  branch: Branch<K, V>,
  index: number,
  child: Node<K, V>,
): Branch<K, V> {
  if (child.keys.length > maxWidth) {
    // A last child splits late: appending in order then leaves nodes three quarters full, not half.
    const isLast = index === branch.children.length - 1;
    const halves = split(child, isLast ? maxWidth - minWidth : maxWidth >>> 1);
    return createBranch(branch.children.toSpliced(index, 1, ...halves));
  }
  if (child.keys.length < minWidth) {
    const left = Math.max(0, index - 1);
    const right = left + 1;
    const pair = [
      left === index ? child : itemAt(branch.children, left),
      right === index ? child : itemAt(branch.children, right),
    ] as const;
    return createBranch(branch.children.toSpliced(left, 2, ...join(pair)));
  }
  return withChildOfFairWidth(branch, index, child);
}

/** Shares the arrays that did not change with the branch it was made from. */
function withChildOfFairWidth<K extends Item, V extends Item>(
  branch: Branch<K, V>,
  index: number,
  child: Node<K, V>,
): Branch<K, V> {
  const { keys, children, ends } = branch;
  const growth = sizeOf(child) - sizeOf(itemAt(children, index));
  const first = itemAt(child.keys, 0);
  return {
    keys: keys[index] === first ? keys : keys.with(index, first),
    values: undefined,
    children: children.with(index, child),
    ends: growth === 0 ? ends : shift(ends, index, growth),
  };
}

/** The ends with those from `index` on moved by `growth`. */
function shift(ends: readonly number[], index: number, growth: number): readonly number[] {
  const shifted = ends.slice();
  for (let at = index; at < shifted.length; at++) shifted[at] = itemAt(ends, at) + growth;
  return shifted;
}

function split<K, V>(node: Node<K, V>, at: number): readonly [Node<K, V>, Node<K, V>] {
  if (node.children !== undefined) {
    return [createBranch(node.children.slice(0, at)), createBranch(node.children.slice(at))];
  }
  const { keys, values } = node;
  return [
    createLeaf(keys.slice(0, at), values.slice(0, at)),
    createLeaf(keys.slice(at), values.slice(at)),
  ];
}

/** One node of two neighbours; two of even width when one would be too wide. */
function join<K, V>(pair: readonly [Node<K, V>, Node<K, V>]): readonly Node<K, V>[] {
  const joined = concat(...pair);
  const width = joined.keys.length;
  return width > maxWidth ? split(joined, width >>> 1) : [joined];
}

function concat<K, V>(left: Node<K, V>, right: Node<K, V>): Node<K, V> {
  if (left.children !== undefined && right.children !== undefined) {
    return createBranch([...left.children, ...right.children]);
  }
  if (left.children === undefined && right.children === undefined) {
    return createLeaf([...left.keys, ...right.keys], [...left.values, ...right.values]);
  }
  throw new TypeError('neighbours differ in height');
}
