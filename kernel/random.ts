/** A deterministic stream of numbers: the same seed gives the same stream on every machine. */
export interface Random {
  /** The next number, 0 <= n < 1. */
  next(): number;
  /** The next whole number, min <= n <= max. */
  integer(min: number, max: number): number;
}

/** Where a hash begins, and what each step of it multiplies by (FNV-1a). */
const basis = 0x811c9dc5;
const prime = 0x01000193;
/** Stands between parts; no character has this code. */
const delimiter = 0x10ffff;

/**
 * A 32-bit hash of texts and numbers (FNV-1a with an avalanche at the end). The parts are
 * delimited, so ('ab','c') and ('a','bc') differ.
 */
export function hash(...parts: readonly (string | number)[]): number {
  let state = basis;
  for (let index = 0; index < parts.length; index++) state = fold(state, parts[index] ?? '');
  return avalanche(state);
}

/** The state of a hash after one more part. */
function fold(start: number, part: string | number): number {
  const text = typeof part === 'string' ? part : String(part);
  let state = start;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), prime);
  }
  return Math.imul(state ^ delimiter, prime);
}

/** A stream seeded with a 32-bit number (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { next, integer: (min, max) => min + Math.floor(next() * (max - min + 1)) };
}

/** A version 4 UUID (RFC 9562 §5.4) that is a function of its parts. */
export function toUuid(...parts: readonly (string | number)[]): string {
  return compileUuid(...parts)();
}

/** Makes the UUIDs whose parts begin alike: `compileUuid(a)(b)` is `toUuid(a, b)`. */
export function compileUuid(
  ...first: readonly (string | number)[]
): (...rest: readonly (string | number)[]) => string {
  const starts = [0, 1, 2, 3].map((lane) => first.reduce(fold, fold(basis, lane)));
  const [start0 = 0, start1 = 0, start2 = 0, start3 = 0] = starts;
  return (...rest) => {
    let [a, b, c, d] = [start0, start1, start2, start3];
    for (let index = 0; index < rest.length; index++) {
      const part = rest[index] ?? '';
      // A number is written out once for the four.
      const text = typeof part === 'string' ? part : String(part);
      a = fold(a, text);
      b = fold(b, text);
      c = fold(c, text);
      d = fold(d, text);
    }
    return writeUuid(avalanche(a), avalanche(b), [avalanche(c), avalanche(d)]);
  };
}

/** The version and the variant are bits of the second and the third number. */
function writeUuid(a: number, second: number, [third, d]: readonly [number, number]): string {
  const b = (second & 0xffff0fff) | 0x4000;
  const c = (third & 0x3fffffff) | 0x80000000;
  const start = `${toHex(a >>> 16)}${toHex(a)}-${toHex(b >>> 16)}-${toHex(b)}`;
  return `${start}-${toHex(c >>> 16)}-${toHex(c)}${toHex(d >>> 16)}${toHex(d)}`;
}

/** The two digits of each byte: a table is faster than `toString(16)` and padding. */
const octets = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The low 16 bits as four digits. */
function toHex(value: number): string {
  return `${octets[(value >>> 8) & 255]}${octets[value & 255]}`;
}

function avalanche(state: number): number {
  let mixed = state ^ (state >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
