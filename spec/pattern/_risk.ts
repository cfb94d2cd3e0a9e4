import type { PatternNode } from './tree.ts';

/** What trying a pattern on a text may cost. */
export interface Risk {
  /** The longest text that can be tried in a few milliseconds, match or no match. */
  readonly longest: number;
  /** True when a text made from the pattern may still not match. */
  readonly conditional: boolean;
}

/** Repeats up to this count are counted as so many copies. */
const few = 8;
/** Steps of the matching engine that are affordable, as a power of two. */
const affordable = 21;

/**
 * Estimates the steps a backtracking engine may need, from above. Patterns come from documents:
 * `^(a+)+$` takes 2^n steps on a text of n letters, a row of k open repeats n^k.
 */
export function toRisk(root: PatternNode): Risk {
  const { open, aside, ways, growth, conditional } = weigh(root);
  const isAnchored = root.kind === 'sequence' && root.items[0]?.kind === 'start';
  const power = Math.max(1, Math.max(open, aside) + (isAnchored ? 0 : 1));
  const room = Math.max(0, affordable - ways);
  if (growth === 0) return { longest: Math.max(8, Math.floor(2 ** (room / power))), conditional };
  let longest = 4;
  while (growth * longest + power * Math.log2(longest) < room) longest++;
  return { longest, conditional };
}

/** Ways to match, as powers of two; the length of the text to the power `open` comes on top. */
interface Weight {
  readonly open: number;
  /** The same of what looks around: it is left at its first match, so it does not multiply. */
  readonly aside: number;
  readonly ways: number;
  /** Bits that every further character may add; 0 when the ways do not multiply. */
  readonly growth: number;
  readonly conditional: boolean;
}

const nothing: Weight = { open: 0, aside: 0, ways: 0, growth: 0, conditional: false };

function weigh(node: PatternNode): Weight {
  switch (node.kind) {
    case 'sequence':
      return node.items.map(weigh).reduce(add, nothing);
    case 'choice': {
      const sum = node.branches.map(weigh).reduce(add, nothing);
      return { ...sum, ways: sum.ways + Math.log2(node.branches.length) };
    }
    case 'repeat':
      return weighRepeat(node);
    case 'group':
      return weigh(node.item);
    case 'condition':
      return node.item ? weighAside(weigh(node.item)) : { ...nothing, conditional: true };
    case 'back':
      return { ...nothing, conditional: true };
    case 'start':
    case 'end':
    case 'set':
      return nothing;
  }
}

function weighAside({ open, aside, growth }: Weight): Weight {
  return { ...nothing, aside: Math.max(open, aside), growth, conditional: true };
}

function add(a: Weight, b: Weight): Weight {
  return {
    open: a.open + b.open,
    aside: Math.max(a.aside, b.aside),
    ways: a.ways + b.ways,
    growth: Math.max(a.growth, b.growth),
    conditional: a.conditional || b.conditional,
  };
}

function weighRepeat({ item, from, to }: Extract<PatternNode, { kind: 'repeat' }>): Weight {
  const once = weigh(item);
  const inner = { ...once, aside: once.conditional ? once.aside + 1 : 0 };
  if (to <= few) {
    const ways = inner.ways * to + Math.log2(to - from + 1);
    return { ...inner, open: inner.open * to, ways };
  }
  const isFixed = item.min === item.max && inner.ways === 0;
  if (!isFixed || inner.open > 0) {
    return { ...inner, open: inner.open + 1, growth: Math.max(1, inner.ways) };
  }
  return { ...inner, open: from === to ? 0 : 1 };
}
