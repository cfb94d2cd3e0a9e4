import type { Node } from './_tree-node.ts';

/**
 * Calls `visit` for the entries of a tree whose leaves another tree does not share, in ascending
 * order: all that differ, and their neighbours. Of two versions of one tree only what lies between
 * them is visited, whatever their size.
 */
export function visitUnshared<K, V>(
  root: Node<K, V>,
  other: Node<K, V>,
  visit: (value: V, key: K) => void,
): void {
  if (root === other) return;
  const shared = new Set<Node<K, V>>();
  collect(other, shared);
  walk(root, shared, visit);
}

function collect<K, V>(node: Node<K, V>, into: Set<Node<K, V>>): void {
  into.add(node);
  for (const child of node.children ?? []) collect(child, into);
}

function walk<K, V>(
  node: Node<K, V>,
  shared: ReadonlySet<Node<K, V>>,
  visit: (value: V, key: K) => void,
): void {
  if (shared.has(node)) return;
  if (node.children !== undefined) {
    for (const child of node.children) walk(child, shared, visit);
    return;
  }
  node.keys.forEach((key, index) => {
    const value = node.values[index];
    if (value !== undefined) visit(value, key);
  });
}
