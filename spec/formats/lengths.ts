import { getOwn, type Json, toText } from '../../kernel/json.ts';
import { readPattern } from '../pattern/pattern.ts';
import type { PatternNode } from '../pattern/tree.ts';

/** How many characters the texts of a format have, and by how many they grow. */
interface Length {
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

const endless = Number.POSITIVE_INFINITY;

const lengths: ReadonlyMap<Json | undefined, Length> = new Map([
  ['uuid', { least: 36, most: 36, step: 1 }],
  ['date', { least: 10, most: 10, step: 1 }],
  ['date-time', { least: 20, most: endless, step: 1 }],
  ['ipv4', { least: 7, most: 15, step: 1 }],
  // Base64 (RFC 4648 §4).
  ['byte', { least: 0, most: endless, step: 4 }],
]);

/**
 * Why no text has the format of a schema and a length that the same schema allows, in words;
 * undefined when some may. Whoever writes such a schema means the lengths.
 */
export function findMisfit(node: Json): string | undefined {
  const format = getOwn(node, 'format');
  const known = lengths.get(format);
  if (!known) return undefined;
  const { least, most, step } = known;
  const [low, high] = [getOwn(node, 'minLength'), getOwn(node, 'maxLength')];
  if (typeof high === 'number' && high < least) {
    return `the format "${format}" takes ${least} characters, but "maxLength" is ${high}`;
  }
  if (typeof low === 'number' && low > most) {
    return `the format "${format}" takes ${most} characters, but "minLength" is ${low}`;
  }
  const pattern = readLengths(toText(getOwn(node, 'pattern')));
  const from = Math.max(least, typeof low === 'number' ? low : 0, pattern.min);
  const to = Math.min(most, typeof high === 'number' ? high : endless, pattern.max);
  if (Math.ceil(from / step) * step <= to) return undefined;
  return `no text of the format "${format}" has a length that is allowed beside it`;
}

/** How long the texts are that a pattern matches as a whole. */
function readLengths(pattern: string | undefined): Pick<PatternNode, 'min' | 'max'> {
  // How long a reference back is, is not known.
  const isKnown = pattern !== undefined && !/\\[1-9k]/.test(pattern);
  const tree = isKnown ? readPattern(pattern).tree : undefined;
  return tree && isAnchored(tree) ? tree : { min: 0, max: endless };
}

function isAnchored(tree: PatternNode): boolean {
  if (tree.kind !== 'sequence') return false;
  return tree.items[0]?.kind === 'start' && tree.items.at(-1)?.kind === 'end';
}
