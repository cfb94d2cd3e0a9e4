import type { Tree } from '../../../mock/state/_tree.ts';
import { maxWidth, minWidth, type Node } from '../../../mock/state/_tree-node.ts';

type Numbers = Tree<number, string>;

/** The height of a node, after a look at every rule that its structure must obey. */
export function checkNode(node: Node<number, string>, isRoot = true): number {
  const width = node.keys.length;
  const sound = width <= maxWidth && (isRoot || width >= minWidth);
  if (!sound) throw new Error(`a node of width ${width}`);
  if (node.children === undefined) {
    if (node.values.length !== width) throw new Error('keys without values');
    return 1;
  }
  if (isRoot && width < 2) throw new Error('a root with one child');
  if (node.children.length !== width || node.ends.length !== width) throw new Error('uneven');
  let end = 0;
  const heights = node.children.map((child, index) => {
    const height = checkNode(child, false);
    end += child.children === undefined ? child.keys.length : (child.ends.at(-1) ?? 0);
    if (node.ends[index] !== end) throw new Error(`counted ${node.ends[index]}, not ${end}`);
    if (node.keys[index] !== child.keys[0]) throw new Error('not the smallest key of the child');
    return height;
  });
  if (new Set(heights).size !== 1) throw new Error(`heights ${heights.join()}`);
  return 1 + (heights[0] ?? 0);
}

/** The node and all below it. */
export function toNodes(node: Node<number, string>): Node<number, string>[] {
  return [node, ...(node.children ?? []).flatMap(toNodes)];
}

/** The number of nodes of `next` that `tree` does not have: what a change has copied. */
export function countCopied(tree: Numbers, next: Numbers): number {
  const old = new Set(toNodes(tree.root));
  return toNodes(next.root).filter((node) => !old.has(node)).length;
}
