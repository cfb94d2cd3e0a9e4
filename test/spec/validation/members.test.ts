import { describe, expect, it } from 'vitest';
import { judge } from './_judge.ts';

const filter = `
Subject:
  oneOf:
    - properties: { op: { const: and }, of: { type: array, items: { $ref: '#/components/schemas/Subject' } } }
    - properties: { op: { const: or }, of: { type: array, items: { $ref: '#/components/schemas/Subject' } } }
    - { $ref: '#/components/schemas/Not' }
    - properties: { op: { const: maybe }, term: { $ref: '#/components/schemas/Subject' } }
    - properties: { op: { const: is }, value: { type: string } }
  required: [op]
Not: { properties: { op: { const: not }, term: { $ref: '#/components/schemas/Subject' } } }`;

function nest(depth: number, value: unknown) {
  let text = JSON.stringify({ op: 'is', value });
  for (let level = 0; level < depth; level++) {
    text = level % 2 ? `{"op":"and","of":[${text}]}` : `{"op":"not","term":${text}}`;
  }
  return JSON.parse(text);
}

// Each of them, judged member by member with everything written down, takes minutes.
describe('a value that would keep others waiting', () => {
  it.each(['3.0.3', '3.1.0'])('of filters in filters is judged (%s)', async (openapi) => {
    const { isValid, rules } = await judge(filter.replaceAll('const: ', 'pattern: ^'), { openapi });
    expect(isValid(nest(60, 'x'))).toBe(true);
    expect(isValid(nest(60, 1))).toBe(false);
    expect(rules(nest(60, 1)).length).toBeLessThanOrEqual(100);
  });

  it('is told of once, where a filter in it is wrong', async () => {
    const { rules } = await judge(filter);
    expect(rules({ op: 'is', value: 1 })).toContain('/value type');
  });

  it('of wrong items, or wrong members, is refused for as many as tell enough', async () => {
    const items = Array.from({ length: 300_000 }, () => ({}));
    const { rules } = await judge(`
Subject: { type: array, items: { $ref: '#/components/schemas/Item' } }
Item: { required: [a] }`);
    const found = rules(items);
    expect(found).toHaveLength(100);
    expect(found[99]).toBe('/99 required');
    const members = Object.fromEntries(items.map((item, index) => [`m${index}`, item]));
    for (const keyword of ['additionalProperties: {', 'patternProperties: { ^m: {']) {
      const text = `Subject: { ${keyword} required: [a] }${keyword.includes('^') ? ' }' : ''} }`;
      expect((await judge(text)).rules(members)).toHaveLength(100);
    }
    for (const keyword of ['unevaluatedProperties: false', 'additionalProperties: false']) {
      const { rules: rulesOf } = await judge(`Subject: { ${keyword} }`);
      expect(rulesOf(members)).toHaveLength(100);
    }
    const { rules: ofNames } = await judge('Subject: { propertyNames: { pattern: ^x } }');
    expect(ofNames(members)).toHaveLength(100);
  });

  it('of many items must have one that is meant', async () => {
    const { isValid, messages } = await judge(`
Subject: { contains: { $ref: '#/components/schemas/Meant' }, maxContains: 2 }
Meant: { required: [a] }`);
    const items = Array.from({ length: 50_000 }, () => ({}));
    expect(isValid([...items, { a: 1 }])).toBe(true);
    expect(messages(items)).toEqual([
      ' must contain at least 1 and at most 2 of the items that are meant',
    ]);
    expect(isValid([{ a: 1 }, { a: 2 }, { a: 3 }, ...items])).toBe(false);
  });

  it('of items that must differ is compared', async () => {
    const { isValid, messages } = await judge('Subject: { type: array, uniqueItems: true }');
    const items = Array.from({ length: 100_000 }, (_, index) => ({ a: index, b: [index] }));
    expect(isValid(items)).toBe(true);
    expect(messages([...items, { b: [7], a: 7 }])[0]).toContain('those at 7 and 100000 are');
  });
});

describe('items that must differ', () => {
  it.each([
    [[1, '1', true, 'true', null, 'null']],
    [[['a', 'b'], ['a,b'], ['a', 'b', '']]],
    [[{ a: 1, b: 2 }, { a: 12 }, { a: { b: 2 } }, { 'a:1': 2 }]],
    [[[], {}, '', 0, '{}', '[]']],
  ])('do in %j', async (items) => {
    const { isValid } = await judge('Subject: { uniqueItems: true }');
    expect(isValid(items)).toBe(true);
    for (const item of items) expect(isValid([...items, structuredClone(item)])).toBe(false);
  });
});

it('an alternative is found behind one that a hundred items break', async () => {
  const { isValid } = await judge(`
Subject:
  anyOf:
    - { items: { type: integer } }
    - { items: { type: string } }`);
  expect(isValid(Array.from({ length: 500 }, () => 'x'))).toBe(true);
  expect(isValid([...Array.from({ length: 500 }, () => 'x'), 1])).toBe(false);
});

it('items behind the first ones are judged by what is said of the others', async () => {
  const { rules } = await judge(
    'Subject: { prefixItems: [{ type: string }], items: { type: integer } }',
  );
  expect(rules(['a', 1, 2])).toEqual([]);
  expect(rules([1, 'b', 2])).toEqual(expect.arrayContaining(['/0 type', '/1 type']));
});

it('members that are declared, or whose names match, are none of the others', async () => {
  const { rules } = await judge(`
Subject:
  properties: { a: { type: string } }
  patternProperties: { ^x-: { type: boolean } }
  additionalProperties: { type: integer }`);
  expect(rules({ a: 'a', 'x-b': true, c: 1 })).toEqual([]);
  expect(rules({ a: 1, 'x-b': 1, c: 'c' }).sort()).toEqual(['/a type', '/c type', '/x-b type']);
});
