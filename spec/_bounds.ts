import type { Json } from '../kernel/json.ts';

/** How many levels a file may have; the deepest of those that people write have about 25. */
const maxDepth = 200;

/** How many values it may have when each alias of YAML is counted as what it stands for. */
const maxSize = 5_000_000;

/** Why a value cannot be walked through, and where. */
export interface Excess {
  /** The names that lead there. */
  readonly tokens: readonly string[];
  readonly message: string;
  readonly mend: string;
}

/**
 * What makes a value too deep or too large to be walked through, a part that contains itself
 * included; undefined when whatever reads it may follow everything in it to its end.
 */
export function findExcess(root: Json): Excess | undefined {
  const walk: Walk = { tokens: [], known: new Map(), open: new Set() };
  measure(root, walk);
  return walk.excess;
}

/** The same of a value that was read from a text without aliases: such a one is never too large. */
export function findDepth(root: Json): Excess | undefined {
  return isWithin(root, maxDepth) ? undefined : findExcess(root);
}

function isWithin(node: Json, levels: number): boolean {
  if (typeof node !== 'object' || node === null) return true;
  if (levels === 0) return false;
  return Object.values(node).every((member: Json) => isWithin(member, levels - 1));
}

interface Extent {
  readonly size: number;
  readonly height: number;
}

interface Walk {
  /** Where it is. */
  readonly tokens: string[];
  /** What was walked through already. */
  readonly known: Map<object, Extent>;
  /** What it is inside of. */
  readonly open: Set<object>;
  excess?: Excess;
}

const leaf: Extent = { size: 1, height: 0 };

function measure(node: Json, walk: Walk): Extent {
  if (typeof node !== 'object' || node === null || walk.excess) return leaf;
  const { tokens, known, open } = walk;
  const before = known.get(node);
  if (open.has(node)) return exceed(walk, 'It contains itself.');
  if (tokens.length + (before?.height ?? 1) > maxDepth) {
    return exceed(walk, `It has more than ${maxDepth} levels.`);
  }
  if (before) return before;
  open.add(node);
  const extent = measureMembers(node, walk);
  open.delete(node);
  known.set(node, extent);
  return extent.size > maxSize ? exceed(walk, `It has more than ${maxSize} values.`) : extent;
}

function measureMembers(node: object, walk: Walk): Extent {
  let [size, height] = [1, 1];
  for (const [name, member] of Object.entries(node)) {
    walk.tokens.push(name);
    const inner = measure(member, walk);
    walk.tokens.pop();
    size += inner.size;
    height = Math.max(height, inner.height + 1);
  }
  return { size, height };
}

function exceed(walk: Walk, message: string): Extent {
  const mend = 'Give parts of it names, and refer to them by $ref.';
  walk.excess ??= { tokens: [...walk.tokens], message, mend };
  return leaf;
}
