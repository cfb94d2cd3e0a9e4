import { describe, expect, it } from 'vitest';
import { isEqual, type Json } from '../../../kernel/json.ts';
import { toCanonicalText } from '../../../mock/state/canonical-text.ts';
import { fc } from '../../support/properties.ts';

describe('the canonical text of a value', () => {
  it('tells values of different types apart', () => {
    const values: Json[] = [1, '1', true, 'true', null, 'null', [], {}, [1], ['1'], '', '[]'];
    expect(new Set(values.map(toCanonicalText)).size).toBe(values.length);
    expect(toCanonicalText({ 'a":1,"b': 2 })).not.toBe(toCanonicalText({ a: 1, b: 2 }));
    expect(toCanonicalText({ 'a:1,b': 2 })).not.toBe(toCanonicalText({ a: 1, b: 2 }));
  });

  it('is the same for members in another order and for another way to write a number', () => {
    expect(toCanonicalText({ a: 1, b: { c: 2, d: 3 } })).toBe(
      toCanonicalText({ b: { d: 3, c: 2 }, a: 1.0 }),
    );
    expect(toCanonicalText(-0)).toBe(toCanonicalText(0));
  });

  it('is bounded, and large values still differ', () => {
    const large = 'x'.repeat(1_000_000);
    expect(toCanonicalText(large).length).toBeLessThanOrEqual(120);
    expect(toCanonicalText(large)).not.toBe(toCanonicalText(`${large}x`));
    expect(toCanonicalText({ a: large, b: 1 })).toBe(toCanonicalText({ b: 1, a: large }));
    expect(toCanonicalText(toCanonicalText(large))).not.toBe(toCanonicalText(large));
  });

  it('is equal exactly when the values are', () => {
    const { value } = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<Json>(null, true, 0, -0, 1, 1.5, '', '1', '"', ',', 'a', '\ud800', 'é'),
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom('a', 'b', '__proto__', ','), tie('value'), { maxKeys: 2 }),
      ),
    }));
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(toCanonicalText(a) === toCanonicalText(b)).toBe(isEqual(a, b));
        expect(toCanonicalText(reverse(a))).toBe(toCanonicalText(a));
      }),
      { numRuns: 3000 },
    );
  });
});

/** The same value with its members in the opposite order. */
function reverse(value: Json): Json {
  if (Array.isArray(value)) return value.map(reverse);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, item]) => [name, reverse(item)] as const);
  return Object.fromEntries(members.reverse());
}
