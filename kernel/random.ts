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
  let state = 0x811c9dc5;
  for (const part of parts) {
    const text = String(part);
    for (let index = 0; index < text.length; index++) {
      state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
    }
    state = Math.imul(state ^ 0x10ffff, 0x01000193);
  }
  return avalanche(state);
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
  const hex = [0, 1, 2, 3].map((lane) => toHex(hash(lane, ...parts))).join('');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function toHex(value: number): string {
  return value.toString(16).padStart(8, '0');
}

function avalanche(state: number): number {
  let mixed = state ^ (state >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
