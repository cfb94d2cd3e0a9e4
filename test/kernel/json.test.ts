import { describe, expect, it } from 'vitest';
import {
  getOwn,
  isEqual,
  isJsonArray,
  isJsonObject,
  type Json,
  toArray,
  toObject,
  toSnippet,
  toText,
  typeOf,
} from '../../kernel/json.ts';
import { fc } from '../support/properties.ts';

const json = fc.jsonValue({ depthSize: 'medium' }) as fc.Arbitrary<Json>; // fast-check types it as unknown.

describe('what a value is', () => {
  it.each<[Json, string]>([
    [null, 'null'],
    [true, 'boolean'],
    ['', 'string'],
    [[], 'array'],
    [{}, 'object'],
    [1, 'integer'],
    [1.0, 'integer'],
    [-0, 'integer'],
    [1e21, 'integer'],
    [1.5, 'number'],
  ])('typeOf(%j) is %s, as JSON Schema names it', (value, type) => {
    expect(typeOf(value)).toBe(type);
  });

  it('tells arrays and null from objects', () => {
    const values: Json[] = [null, [], {}, 'x', 1];
    expect(values.map(isJsonObject)).toEqual([false, false, true, false, false]);
    expect(values.map(isJsonArray)).toEqual([false, true, false, false, false]);
  });

  it('gives an empty value of the wanted kind for any other', () => {
    expect(toObject({ a: 1 })).toEqual({ a: 1 });
    expect([undefined, null, [1], 'a'].map(toObject)).toEqual([{}, {}, {}, {}]);
    expect(toArray([1])).toEqual([1]);
    expect([undefined, null, { 0: 1 }, 'a'].map(toArray)).toEqual([[], [], [], []]);
    expect(toText('a')).toBe('a');
    expect([undefined, null, 1, ['a']].map(toText)).toEqual(Array(4).fill(undefined));
  });
});

describe('getOwn', () => {
  it('finds own properties, whatever their name', () => {
    const value: Json = JSON.parse('{"a": 1, "__proto__": 2, "constructor": 3}');
    expect(['a', '__proto__', 'constructor'].map((name) => getOwn(value, name))).toEqual([1, 2, 3]);
  });

  it('finds nothing of the prototype, and nothing in what is no object', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'length']) {
      for (const value of [{}, [], 'text', null, undefined]) {
        expect(getOwn(value, name), `${name} of ${JSON.stringify(value)}`).toBeUndefined();
      }
    }
  });
});

describe('isEqual', () => {
  it('does not mind the order of members, but that of items', () => {
    expect(isEqual({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
    expect(isEqual([1, 2], [2, 1])).toBe(false);
  });

  it.each<[Json | undefined, Json | undefined]>([
    [1, '1'],
    [0, false],
    [null, undefined],
    [null, {}],
    [[], {}],
    [['a'], { 0: 'a' }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ toString: 1 }, {}],
    [{ a: 1 }, { constructor: 1 }],
  ])('%j is not %j, either way round', (a, b) => {
    expect(isEqual(a, b)).toBe(false);
    expect(isEqual(b, a)).toBe(false);
  });

  it('holds for a copy, and for one whose members are turned round', () => {
    const turned = (value: Json): Json => {
      if (isJsonArray(value)) return value.map(turned);
      if (!isJsonObject(value)) return value;
      const entries = Object.entries(value).reverse();
      return Object.fromEntries(entries.map(([name, member]) => [name, turned(member)]));
    };
    fc.assert(
      fc.property(json, (value) => {
        expect(isEqual(value, structuredClone(value))).toBe(true);
        expect(isEqual(value, turned(value))).toBe(true);
      }),
    );
  });

  it('does not hold once something was wrapped round', () => {
    fc.assert(fc.property(json, (value) => !isEqual(value, [value]) && !isEqual({ value }, value)));
  });
});

describe('toSnippet', () => {
  it('writes short values whole', () => {
    expect(toSnippet({ a: [1, 'x', null] })).toBe('{"a":[1,"x",null]}');
    expect(toSnippet(undefined)).toBe('nothing');
  });

  it('cuts long ones and marks the cut', () => {
    expect(toSnippet('x'.repeat(100), 10)).toBe('"xxxxxxxx…');
    expect(toSnippet(Array.from({ length: 100 }, (_, index) => index))).toBe('[0,1,2,3,4,5,6,7]');
  });

  it('never has more characters than were asked for', () => {
    fc.assert(
      fc.property(json, fc.integer({ min: 1, max: 80 }), (value, limit) => {
        expect(toSnippet(value, limit).length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
