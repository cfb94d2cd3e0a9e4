import type { CompiledTemplate } from './_nearest.ts';
import { matchMixed, ranks, type Segment } from './_segment.ts';

/** Two templates that both match some path, neither being the more concrete in every segment. */
export interface AmbiguousTemplates {
  /** The template that such a path is given to. */
  readonly taken: string;
  /** The one that it is not given to. */
  readonly passed: string;
}

/** Every ambiguous pair (OpenAPI 3.1 §4.8.8.2 calls them a matter of the tool). */
export function findAmbiguous(templates: readonly CompiledTemplate[]): AmbiguousTemplates[] {
  const found: AmbiguousTemplates[] = [];
  for (const [index, a] of templates.entries()) {
    for (let other = index + 1; other < templates.length; other++) {
      const b = templates[other];
      if (!b || a.segments.length !== b.segments.length) continue;
      if (!isAmbiguous(a.segments, b.segments)) continue;
      const [taken, passed] = compareTemplates(a, b) <= 0 ? [a, b] : [b, a];
      found.push({ taken: taken.template, passed: passed.template });
    }
  }
  return found;
}

/** True when some path fits both and neither is the more concrete in every segment. */
export function isAmbiguous(a: readonly Segment[], b: readonly Segment[]): boolean {
  let isAFirst = false;
  let isBFirst = false;
  for (const [index, segment] of a.entries()) {
    const other = b[index];
    if (!other || !isOverlapping(segment, other)) return false;
    const order = ranks[segment.kind] - ranks[other.kind];
    const isRival = segment.kind === 'mixed' && other.kind === 'mixed' && segment.key !== other.key;
    if (order < 0 || isRival) isAFirst = true;
    if (order > 0 || isRival) isBFirst = true;
  }
  return isAFirst && isBFirst;
}

/** Of two mixed segments only the ends are compared: it may say yes where no text fits both. */
function isOverlapping(a: Segment, b: Segment): boolean {
  if (ranks[a.kind] > ranks[b.kind]) return isOverlapping(b, a);
  if (b.kind === 'name') return a.kind !== 'literal' || a.text !== '';
  if (a.kind === 'literal') {
    if (b.kind === 'literal') return a.text === b.text;
    return matchMixed(b.literals, encodeURIComponent(a.text.toWellFormed()), []);
  }
  if (a.kind !== 'mixed' || b.kind !== 'mixed') return true;
  const [firstA = '', firstB = ''] = [a.literals[0], b.literals[0]];
  const [lastA = '', lastB = ''] = [a.literals.at(-1), b.literals.at(-1)];
  return (
    (firstA.startsWith(firstB) || firstB.startsWith(firstA)) &&
    (lastA.endsWith(lastB) || lastB.endsWith(lastA))
  );
}

/** The order in which a router tries two templates: by the first segment that differs in kind. */
function compareTemplates(a: CompiledTemplate, b: CompiledTemplate): number {
  for (const [index, segment] of a.segments.entries()) {
    const other = b.segments[index];
    if (!other) continue;
    const order = ranks[segment.kind] - ranks[other.kind];
    if (order !== 0) return order;
    if (segment.kind !== 'mixed' || other.kind !== 'mixed') continue;
    const rivals = compareMixed(segment, other);
    if (rivals !== 0) return rivals;
  }
  return 0;
}

interface Mixed {
  readonly key: string;
  readonly literals: readonly string[];
}

/** Of two mixed segments the one with more literal text comes first, then the one of fewer names. */
export function compareMixed(a: Mixed, b: Mixed): number {
  const weigh = (mixed: Mixed) => mixed.literals.join('').length;
  const order = weigh(b) - weigh(a) || a.literals.length - b.literals.length;
  return order || (a.key < b.key ? -1 : Number(a.key > b.key));
}
