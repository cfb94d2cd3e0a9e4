import { decodePercent } from './parameters/percent.ts';

/** One segment of a path template, compiled. */
export type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'mixed'; readonly key: string; readonly literals: readonly string[] }
  | { readonly kind: 'name' };

/** How concrete a kind of segment is; the lowest is tried first. */
export const ranks = { literal: 0, mixed: 1, name: 2 } as const;

/** Compiles one segment. Literal text is kept decoded; malformed escapes in it are kept as text. */
export function toSegment(text: string): Segment {
  const parts = text.split(/\{[^{}]*\}/).map((part) => decodePercent(part) ?? part);
  const [first = '', second] = parts;
  if (second === undefined) return { kind: 'literal', text: first };
  if (parts.every((part) => part === '') && parts.length === 2) return { kind: 'name' };
  return { kind: 'mixed', key: parts.join('{}'), literals: parts.map(toBytes) };
}

/**
 * Matches a raw segment against the literals round the names of a mixed segment and appends the raw
 * text of each name to `values`, the shortest that fits from the left. Literals written plainly are
 * preferred to percent-encoded ones: in `a%2Db-c` the names of `{x}-{y}` are `a%2Db` and `c`.
 * Takes time linear in the segment, whatever it holds.
 */
export function matchMixed(literals: readonly string[], raw: string, values: string[]): boolean {
  if (!raw.includes('%')) return cut(literals, { text: raw, raw }, values);
  return cut(literals, toUnits(raw, true), values) || cut(literals, toUnits(raw, false), values);
}

/** Text that literals are compared with, and where each of its characters begins in `raw`. */
interface Units {
  readonly text: string;
  readonly raw: string;
  readonly offsets?: readonly number[];
}

/** The leftmost place of each literal is always a right one, so nothing is ever tried twice. */
function cut(literals: readonly string[], units: Units, values: string[]): boolean {
  const { text } = units;
  const prefix = literals[0] ?? '';
  const suffix = literals.at(-1) ?? '';
  if (!text.startsWith(prefix) || !text.endsWith(suffix)) return false;
  const bounds: number[] = [];
  let from = prefix.length;
  for (let index = 1; index < literals.length - 1; index++) {
    const literal = literals[index] ?? '';
    const at = text.indexOf(literal, from + 1);
    if (at < 0) return false;
    bounds.push(from, at);
    from = at + literal.length;
  }
  const end = text.length - suffix.length;
  if (end <= from) return false;
  bounds.push(from, end);
  for (let index = 0; index < bounds.length; index += 2) {
    values.push(
      units.raw.slice(toOffset(units, bounds[index]), toOffset(units, bounds[index + 1])),
    );
  }
  return true;
}

function toOffset(units: Units, index = 0): number {
  return units.offsets ? (units.offsets[index] ?? units.raw.length) : index;
}

const plain = /[\w\-.~!$&'()*+,;=:@]/;
const hidden = 0x100;

/** One character per plain character or escape, so that no literal matches inside an escape. */
function toUnits(raw: string, isStrict: boolean): Units {
  const offsets: number[] = [];
  let text = '';
  for (const match of raw.matchAll(/%([0-9a-f]{2})|[\s\S]/gi)) {
    offsets.push(match.index);
    const byte = match[1] === undefined ? undefined : Number.parseInt(match[1], 16);
    const char = byte === undefined ? match[0] : String.fromCharCode(byte);
    const isHidden = isStrict && byte !== undefined && plain.test(char);
    text += isHidden ? String.fromCharCode(byte + hidden) : char;
  }
  return { text, raw, offsets };
}

/** The UTF-8 bytes of a text as characters, the form in which escapes are compared. */
function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
