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
  return Math.imul(addText(start, text) ^ delimiter, prime);
}

/** The state of a hash after more text of one part. */
function addText(start: number, text: string): number {
  let state = start;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), prime);
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
  return Stem.of(parts).uuid();
}

/** The four hashes that a UUID is made of. */
type Lanes = readonly [number, number, number, number];

/**
 * The beginning of a list of parts, read once for all the hashes and UUIDs that begin with it:
 * `Stem.of(['a'], 'b').end('c').hash('d')` is `hash('a', 'bc', 'd')`.
 */
export class Stem {
  readonly #plain: number;
  /** Of what comes before `#rest`: most stems make no UUID. */
  readonly #lanes: Lanes;
  readonly #rest: string | undefined;

  private constructor(plain: number, lanes: Lanes, rest?: string) {
    this.#plain = plain;
    this.#lanes = lanes;
    this.#rest = rest;
  }

  /** Whole parts, and the beginning of the next one. */
  static of(parts: readonly (string | number)[], start = ''): Stem {
    const begin = (state: number) => addText(parts.reduce(fold, state), start);
    const lane = (number: number) => begin(fold(basis, number));
    return new Stem(begin(basis), [lane(0), lane(1), lane(2), lane(3)]);
  }

  /** With the rest of the part that was begun. */
  end(rest: string): Stem {
    const lanes = this.#rest === undefined ? this.#lanes : foldEach(this.#lanes, this.#rest);
    return new Stem(fold(this.#plain, rest), lanes, rest);
  }

  /** `hash` of the parts so far and one more. */
  hash(last: string): number {
    return avalanche(fold(this.#plain, last));
  }

  /** `toUuid` of the parts so far and these. */
  uuid(...rest: readonly (string | number)[]): string {
    let lanes = this.#rest === undefined ? this.#lanes : foldEach(this.#lanes, this.#rest);
    for (const part of rest) lanes = foldEach(lanes, String(part));
    const [a, b, c, d] = lanes;
    return writeUuid(avalanche(a), avalanche(b), [avalanche(c), avalanche(d)]);
  }
}

function foldEach([a, b, c, d]: Lanes, part: string): Lanes {
  return [fold(a, part), fold(b, part), fold(c, part), fold(d, part)];
}

/** The text of one UUID after another: put together of parts, each would be a rope, slow to compare. */
const scratch = Buffer.from('00000000-0000-0000-0000-000000000000', 'latin1');
const digits = Buffer.from('0123456789abcdef', 'latin1');

/** The version and the variant are bits of the second and the third number. */
function writeUuid(a: number, second: number, [third, d]: readonly [number, number]): string {
  const b = (second & 0xffff0fff) | 0x4000;
  const c = (third & 0x3fffffff) | 0x80000000;
  writeHex(a >>> 16, 0);
  writeHex(a, 4);
  writeHex(b >>> 16, 9);
  writeHex(b, 14);
  writeHex(c >>> 16, 19);
  writeHex(c, 24);
  writeHex(d >>> 16, 28);
  writeHex(d, 32);
  return scratch.toString('latin1');
}

/** The low 16 bits as four digits. */
function writeHex(value: number, at: number): void {
  for (let digit = 0; digit < 4; digit++) {
    scratch[at + digit] = digits[(value >>> (12 - 4 * digit)) & 15] ?? 0;
  }
}

function avalanche(state: number): number {
  let mixed = state ^ (state >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
