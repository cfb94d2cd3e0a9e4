import { isMultipleOf } from '../decimal.ts';

/** Inclusive limits of the integer formats. */
const limits = {
  int8: [-(2 ** 7), 2 ** 7 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  // The largest integers of 64 bits have no double of their own: they are read as the power of two.
  int64: [-(2 ** 63), 2 ** 63],
  uint8: [0, 2 ** 8 - 1],
  uint16: [0, 2 ** 16 - 1],
  uint32: [0, 2 ** 32 - 1],
  uint64: [0, 2 ** 64],
  'double-int': [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  'sf-integer': [-999_999_999_999_999, 999_999_999_999_999],
} as const satisfies { readonly [format: string]: readonly [number, number] };

/** The integer formats by name, with their limits. */
export const integerLimits: ReadonlyMap<string, readonly [number, number]> = new Map(
  Object.entries(limits),
);

/** The limits of 64 bits, where digits are written as text. */
const exact = {
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
} as const;

/** True for decimal digits that fit into 64 bits. */
export function isWideText(text: string, format: keyof typeof exact): boolean {
  if (!/^-?\d{1,20}$/.test(text)) return false;
  const value = BigInt(text);
  const [least, most] = exact[format];
  return value >= least && value <= most;
}

/** The largest finite number of 32 bits (IEEE 754). */
const largestFloat = 3.4028234663852886e38;

export function isFloat(value: number): boolean {
  return Math.abs(value) <= largestFloat;
}

/** True for a decimal of RFC 8941 §3.3.2: twelve digits before the point, three behind it. */
export function isStructuredDecimal(value: number): boolean {
  return Math.abs(value) < 1e12 && isMultipleOf(value, 0.001);
}

const decimals = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** True for a decimal number written as text. */
export function isDecimalText(text: string): boolean {
  return decimals.test(text);
}

/** True for a decimal of 128 bits written as text: 34 significant digits, or no number at all. */
export function isDecimal128Text(text: string): boolean {
  if (/^(?:NaN|-?INF)$/.test(text)) return true;
  if (!decimals.test(text)) return false;
  const digits = text.replace(/[eE].*$/, '').replace(/[+.-]/g, '');
  return digits.replace(/^0+/, '').length <= 34;
}
