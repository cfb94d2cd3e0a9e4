/** A number as digits times a power of ten. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/**
 * True when a number is a whole multiple of another, both taken as the decimals they are written
 * as: 19.99 of 0.01, although no binary fraction is either.
 */
export function isMultipleOf(value: number, step: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(step)) return value % step === 0;
  if (!Number.isFinite(value) || !Number.isFinite(step) || step === 0) return false;
  const a = toDecimal(value);
  const b = toDecimal(step);
  const exponent = Math.min(a.exponent, b.exponent);
  return shift(a, exponent) % shift(b, exponent) === 0n;
}

/** The least number that is a whole multiple of both. */
export function toLeastCommonMultiple(a: number, b: number): number {
  const [first, second] = [toDecimal(a), toDecimal(b)];
  const exponent = Math.min(first.exponent, second.exponent);
  const [x, y] = [shift(first, exponent), shift(second, exponent)];
  const multiple = (x / gcd(x, y)) * y;
  return Number(`${multiple}e${exponent}`);
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

/** The shortest decimal that stands for a number, which is what a person or a program wrote. */
function toDecimal(value: number): Decimal {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  const digits = BigInt(`${sign}${whole}${fraction}` || '0');
  return { digits, exponent: Number(power) - fraction.length };
}

function shift({ digits, exponent }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(exponent - to);
}
