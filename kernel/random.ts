/** A deterministic stream of numbers: the same seed gives the same stream on every machine. */
export interface Random {
  /** The next number, 0 <= n < 1. */
  next(): number;
  /** The next whole number, min <= n <= max. */
  integer(min: number, max: number): number;
}

/**
 * A 32-bit hash of texts and numbers (FNV-1a with an avalanche at the end). The parts are
 * delimited, so ('ab','c') and ('a','bc') differ.
 */
export function hash(...parts: readonly (string | number)[]): number {
  return avalanche(fold(0x811c9dc5, parts));
}

/** The state of a hash after more parts; what begins alike need be read only once. */
function fold(start: number, parts: readonly (string | number)[]): number {
  let state = start;
  for (const part of parts) {
    const text = String(part);
    for (let index = 0; index < text.length; index++) {
      state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
    }
    state = Math.imul(state ^ 0x10ffff, 0x01000193);
  }
  return state;
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
  const [first0, first1, first2, first3] = [
    fold(0x811c9dc5, [0, ...first]),
    fold(0x811c9dc5, [1, ...first]),
    fold(0x811c9dc5, [2, ...first]),
    fold(0x811c9dc5, [3, ...first]),
  ];
  return (...rest) => {
    const a = avalanche(fold(first0, rest));
    // The version and the variant are bits of the second and third lanes.
    const b = (avalanche(fold(first1, rest)) & 0xffff0fff) | 0x4000;
    const c = (avalanche(fold(first2, rest)) & 0x3fffffff) | 0x80000000;
    const d = avalanche(fold(first3, rest));
    return `${toHex(a >>> 16)}${toHex(a)}-${toHex(b >>> 16)}-${toHex(b)}-${toHex(c >>> 16)}-${toHex(c)}${toHex(d >>> 16)}${toHex(d)}`;
  };
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
