import { matchMixed, type Segment } from './_segment.ts';
import { decodePercent } from './parameters/percent.ts';
import { toSegments } from './path-template.ts';

/** A template with its compiled segments. */
export interface CompiledTemplate {
  readonly template: string;
  readonly segments: readonly Segment[];
}

/** The longest part of a segment that is compared: a message about a huge path must stay cheap. */
const longest = 64;
const deepest = 32;

/**
 * The templates that an unknown path was most likely meant for, the nearest first. Segments are
 * aligned; a name costs nothing, a segment too many or too few a little, and at least one literal
 * must be alike.
 */
export function findNearestTemplates(
  rawPath: string,
  templates: Iterable<CompiledTemplate>,
  count: number,
): string[] {
  const path = toSegments(rawPath).slice(0, deepest).map(toShort);
  const distances = new Map<string, number>();
  const toLiteralDistance = (text: string, literal: string) => {
    const key = `${text}/${literal}`;
    const distance = distances.get(key) ?? toDistance(text, literal.slice(0, longest));
    distances.set(key, distance);
    return distance;
  };
  const isAlike = (segment: Segment) =>
    segment.kind === 'mixed' ||
    (segment.kind === 'literal' &&
      path.some((text) => Number.isFinite(toLiteralDistance(text, segment.text))));
  const ranked = [...templates]
    .filter(({ segments }) => segments.some(isAlike))
    .map(({ template, segments }) => ({
      template,
      distance: align(path.length, segments.length, {
        swap: (i, j) => toSwapCost(path[i] ?? '', segments[j], toLiteralDistance),
        dropLeft: () => gap,
        dropRight: (j) => (segments[j]?.kind === 'name' ? 1 : gap),
      }),
    }));
  ranked.sort((a, b) => a.distance - b.distance || (a.template < b.template ? -1 : 1));
  return ranked.slice(0, count).map(({ template }) => template);
}

const gap = 3;

function toShort(raw: string): string {
  const short = raw.slice(0, longest);
  return decodePercent(short) ?? short;
}

function toSwapCost(
  text: string,
  segment: Segment | undefined,
  toLiteralDistance: (text: string, literal: string) => number,
): number {
  if (!segment || text === '') return segment?.kind === 'literal' && segment.text === '' ? 0 : gap;
  if (segment.kind === 'name') return 0;
  if (segment.kind === 'literal') return toLiteralDistance(text, segment.text);
  return matchMixed(segment.literals, encodeURIComponent(text.toWellFormed()), []) ? 0 : gap;
}

/** Edit distance; infinite when more than half of the longer text differs. */
function toDistance(a: string, b: string): number {
  if (a === b) return 0;
  const distance = align(a.length, b.length, {
    swap: (i, j) => (a[i] === b[j] ? 0 : 1),
    dropLeft: () => 1,
    dropRight: () => 1,
  });
  return distance * 2 <= Math.max(a.length, b.length) ? distance : Number.POSITIVE_INFINITY;
}

interface Costs {
  readonly swap: (i: number, j: number) => number;
  readonly dropLeft: (i: number) => number;
  readonly dropRight: (j: number) => number;
}

/** The least cost of turning one sequence into another (Wagner and Fischer, 1974). */
function align(left: number, right: number, costs: Costs): number {
  let row = [0];
  for (let j = 0; j < right; j++) row.push((row[j] ?? 0) + costs.dropRight(j));
  for (let i = 0; i < left; i++) {
    const next = [(row[0] ?? 0) + costs.dropLeft(i)];
    for (let j = 0; j < right; j++) {
      const swapped = (row[j] ?? 0) + costs.swap(i, j);
      const shorter = (row[j + 1] ?? 0) + costs.dropLeft(i);
      next.push(Math.min(swapped, shorter, (next[j] ?? 0) + costs.dropRight(j)));
    }
    row = next;
  }
  return row[right] ?? 0;
}
