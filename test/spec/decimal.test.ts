import { describe, expect, it } from 'vitest';
import { isMultipleOf, toLeastCommonMultiple } from '../../spec/decimal.ts';
import { fc } from '../support/properties.ts';

describe('multiples', () => {
  it.each([
    [19.99, 0.01, true],
    [0.3, 0.1, true],
    [0.35, 0.1, false],
    [1e-8, 1e-9, true],
    [1e308, 0.123456789, false],
    [1e308, 1, true],
    [9, 3, true],
    [10, 3, false],
    [-4.5, 1.5, true],
    [0, 0.7, true],
    [4, 0, false],
    [Number.POSITIVE_INFINITY, 1, false],
  ])('%d of %d: %s', (value, step, expected) => {
    expect(isMultipleOf(value, step)).toBe(expected);
  });

  it('are decimals, not binary fractions', () => {
    const cents = fc.integer({ min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(cents, fc.integer({ min: 0, max: 6 }), (count, places) => {
        expect(isMultipleOf(Number(`${count}e-${places}`), Number(`1e-${places}`))).toBe(true);
      }),
    );
  });

  it('of two numbers are multiples of both', () => {
    expect(toLeastCommonMultiple(4, 6)).toBe(12);
    expect(toLeastCommonMultiple(0.5, 0.2)).toBe(1);
    expect(toLeastCommonMultiple(0.01, 0.01)).toBe(0.01);
  });
});
