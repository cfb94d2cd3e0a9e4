import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { withMarkedOf, withoutMarked } from '../../spec/access.ts';
import { fc } from '../support/properties.ts';
import { findSchema, toSchemas } from './_document.ts';

const schemas = `
User:
  type: object
  properties:
    id: { type: integer, readOnly: true }
    name: { type: string }
    password: { $ref: '#/Secret' }
    address: { $ref: '#/components/schemas/Address' }
    friends: { type: array, items: { $ref: '#/components/schemas/User' } }
    pair: { prefixItems: [{ $ref: '#/components/schemas/Address' }], items: false }
  additionalProperties: { $ref: '#/components/schemas/Address' }
Address:
  allOf:
    - { properties: { city: { type: string }, checked: { type: boolean, readOnly: true } } }
    - { properties: { code: { type: string, writeOnly: true } } }
Choice:
  oneOf:
    - $ref: '#/components/schemas/User'
    - anyOf: [{ $ref: '#/components/schemas/Address' }, { type: array, items: { $ref: '#/components/schemas/Address' } }]
`.replace("'#/Secret'", "'#/components/schemas/Secret'");
const secret = 'Secret: { type: string, writeOnly: true }';

async function strip(mark: 'readOnly' | 'writeOnly', value: Json, name = 'User') {
  const document = await toSchemas(`${schemas}\n${secret}`);
  return withoutMarked(document, findSchema(document, name), { mark, value });
}

describe('without what is marked', () => {
  it('takes marked properties away, through $ref and allOf, at any depth', async () => {
    const value = {
      id: 1,
      name: 'Ada',
      password: 'x',
      address: { city: 'London', checked: true, code: '7' },
      friends: [{ id: 2, password: 'y', friends: [{ id: 3, name: 'Cyd' }] }],
      pair: [{ city: 'Leeds', checked: false }, { checked: true }],
      other: { checked: true, code: '8' },
    };
    expect(await strip('readOnly', value)).toEqual({
      name: 'Ada',
      password: 'x',
      address: { city: 'London', code: '7' },
      friends: [{ password: 'y', friends: [{ name: 'Cyd' }] }],
      pair: [{ city: 'Leeds' }, { checked: true }],
      other: { code: '8' },
    });
    expect(await strip('writeOnly', value)).toEqual({
      id: 1,
      name: 'Ada',
      address: { city: 'London', checked: true },
      friends: [{ id: 2, friends: [{ id: 3, name: 'Cyd' }] }],
      pair: [{ city: 'Leeds', checked: false }, { checked: true }],
      other: { checked: true },
    });
  });

  it('looks into every branch of a choice, nested ones and arrays too', async () => {
    const user = { id: 1, password: 'x', city: 'Rome', checked: true };
    expect(await strip('readOnly', user, 'Choice')).toEqual({ password: 'x', city: 'Rome' });
    expect(await strip('writeOnly', [{ city: 'Rome', code: '7' }], 'Choice')).toEqual([
      { city: 'Rome' },
    ]);
  });

  it('answers the very value when there is nothing to take away', async () => {
    const value = { name: 'Ada', address: { city: 'London' }, friends: [{ name: 'Bob' }] };
    expect(await strip('readOnly', value)).toBe(value);
    expect(await strip('readOnly', 'text')).toBe('text');
    expect(await strip('readOnly', null)).toBe(null);
  });

  it('never finds anything marked in what it answered', async () => {
    const document = await toSchemas(`${schemas}\n${secret}`);
    const schema = findSchema(document, 'User');
    const toUser = (depth: number): fc.Arbitrary<Json> =>
      fc.record(
        {
          id: fc.integer(),
          name: fc.string(),
          address: fc.record({ city: fc.string(), checked: fc.boolean() }, { requiredKeys: [] }),
          friends: depth === 0 ? fc.constant([]) : fc.array(toUser(depth - 1), { maxLength: 3 }),
        },
        { requiredKeys: [] },
      );
    fc.assert(
      fc.property(toUser(3), (value) => {
        const once = withoutMarked(document, schema, { mark: 'readOnly', value });
        expect(JSON.stringify(once)).not.toMatch(/"(id|checked)":/);
        expect(withoutMarked(document, schema, { mark: 'readOnly', value: once })).toBe(once);
      }),
    );
  });
});

describe('with what was marked before', () => {
  async function restore(value: JsonObject, before: JsonObject) {
    const document = await toSchemas(`${schemas}\n${secret}`);
    const schema = findSchema(document, 'User');
    return withMarkedOf(document, schema, { mark: 'readOnly', value, before });
  }

  it('brings back readOnly values of objects, and nothing else', async () => {
    const before = { id: 1, name: 'Ada', address: { city: 'London', checked: true } };
    expect(await restore({ address: { city: 'Oslo' } }, before)).toEqual({
      id: 1,
      address: { city: 'Oslo', checked: true },
    });
    expect(await restore({ id: 9, name: 'Bob' }, before)).toEqual({ id: 1, name: 'Bob' });
    expect(await restore({ address: null }, before)).toEqual({ id: 1, address: null });
  });

  it('leaves the items of arrays as they are', async () => {
    const before = { friends: [{ id: 2, name: 'Bob' }] };
    expect(await restore({ friends: [{ name: 'Cyd' }] }, before)).toEqual({
      friends: [{ name: 'Cyd' }],
    });
  });
});
