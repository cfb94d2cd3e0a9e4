import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../kernel/json.ts';
import { compile, read } from './_request.ts';

function readAs(schema: JsonObject, text: string) {
  return read({ in: 'query', schema }, `color=${encodeURIComponent(text)}`);
}

describe('text becomes what its schema allows', () => {
  it.each<readonly [type: Json, text: string, value: Json]>([
    ['integer', '0', 0],
    ['integer', '-12', -12],
    ['integer', '-0', 0],
    ['integer', '1.0', 1],
    ['integer', '1.5', 1.5],
    ['integer', '9007199254740991', 9007199254740991],
    ['number', '1e5', 100000],
    ['number', '-1.25E-2', -0.0125],
    ['number', '12345678901234567890', 12345678901234567000],
    ['number', '1e999', '1e999'],
    ['boolean', 'true', true],
    ['boolean', 'false', false],
    ['null', 'null', null],
    ['string', '1', '1'],
    ['string', 'true', 'true'],
    ['string', 'null', 'null'],
  ])('%j reads %j as %j', async (type, text, value) => {
    expect(await readAs({ type }, text)).toBe(value);
  });

  it.each(['+1', '01', ' 1', '1 ', '', '.5', '5.', '0x10', '1e', 'NaN', 'Infinity', '１', '--1'])(
    'a number is only what JSON calls one: not %j',
    async (text) => {
      expect(await readAs({ type: 'number' }, text)).toBe(text);
      expect(await readAs({ type: 'integer' }, text)).toBe(text);
    },
  );

  it.each(['True', 'TRUE', '1', 'yes', ''])('nor is %j a boolean', async (text) => {
    expect(await readAs({ type: 'boolean' }, text)).toBe(text);
  });

  it('a string wins over a number unless JSON would write the number so', async () => {
    const either = { type: ['string', 'number'] };
    expect(await readAs(either, '15')).toBe(15);
    expect(await readAs(either, '1.5')).toBe(1.5);
    for (const text of ['1.0', '1e2', '-0', '9007199254740993']) {
      expect(await readAs(either, text)).toBe(text);
    }
    expect(await readAs({ type: ['string', 'integer'] }, '1.5')).toBe('1.5');
    expect(await readAs({ type: ['string', 'null'] }, 'null')).toBe(null);
  });

  it('an array or object of JSON wins over a string where it is allowed', async () => {
    const either = { oneOf: [{ type: 'string' }, { type: 'object' }] };
    expect(await readAs(either, '{"a":1}')).toEqual({ a: 1 });
    for (const text of ['[1]', ' {"a":1}', '{a}', '1'])
      expect(await readAs(either, text)).toBe(text);
  });

  it('a listed string wins over everything', async () => {
    expect(await readAs({ enum: ['1', 2, true] }, '1')).toBe('1');
    expect(await readAs({ enum: ['1', 2, true] }, '2')).toBe(2);
    expect(await readAs({ enum: ['1', 2, true] }, 'true')).toBe(true);
    expect(await readAs({ oneOf: [{ const: '5' }, { type: 'integer' }] }, '5')).toBe('5');
    expect(await readAs({ oneOf: [{ const: '5' }, { type: 'integer' }] }, '6')).toBe(6);
  });

  it('where a schema says nothing of types, text stays text', async () => {
    expect(await readAs({}, '1')).toBe('1');
    expect(await readAs({ minLength: 1 }, 'true')).toBe('true');
    expect(await read({ in: 'query' }, 'color=1')).toBe('1');
    expect(await read({ in: 'query', schema: {} }, 'color=1&color=2')).toEqual(['1', '2']);
  });
});

describe('types are found', () => {
  const components = {
    schemas: {
      Id: { type: 'integer' },
      Small: { allOf: [{ $ref: '#/components/schemas/Id' }, { maximum: 9 }] },
      Node: { anyOf: [{ $ref: '#/components/schemas/Node' }, { type: 'boolean' }] },
      Tree: {
        type: 'object',
        properties: { size: { type: 'integer' }, left: { $ref: '#/components/schemas/Tree' } },
      },
    },
  };
  async function readWith(schema: JsonObject, query: string, style = 'form') {
    const { decode } = await compile([{ name: 'color', in: 'query', style, schema }], {
      components,
    });
    return decode({ query }).values.query.color;
  }

  it('through $ref and allOf', async () => {
    expect(await readWith({ $ref: '#/components/schemas/Small' }, 'color=7')).toBe(7);
  });

  it('through oneOf and anyOf, which may contain themselves', async () => {
    const schema = { oneOf: [{ $ref: '#/components/schemas/Id' }, { type: 'null' }] };
    expect(await readWith(schema, 'color=7')).toBe(7);
    expect(await readWith(schema, 'color=null')).toBe(null);
    expect(await readWith({ $ref: '#/components/schemas/Node' }, 'color=true')).toBe(true);
  });

  it('where an alternative is silent about them', async () => {
    const schema = { type: 'integer', anyOf: [{ minimum: 5 }, { maximum: 2 }] };
    expect(await readWith(schema, 'color=7')).toBe(7);
    const object = {
      type: 'object',
      properties: { a: { type: 'integer' } },
      oneOf: [{ required: ['a'] }, { properties: { a: { minimum: 3 } } }],
    };
    expect(await readWith(object, 'a=7')).toEqual({ a: 7 });
  });

  it('where schemas narrow each other', async () => {
    const whole = { type: 'number', oneOf: [{ type: 'integer' }] };
    expect(await readWith(whole, 'color=9007199254740993')).toBeUndefined();
    const either = { type: ['integer', 'string'], anyOf: [{ type: ['number', 'string'] }] };
    expect(await readWith(either, 'color=7')).toBe(7);
  });

  it('where schemas contradict each other: the outer ones', async () => {
    const schema = { type: 'integer', anyOf: [{ type: 'string' }] };
    expect(await readWith(schema, 'color=7')).toBe(7);
  });

  it('in items by their place, and in properties however they are declared', async () => {
    const tuple = {
      type: 'array',
      prefixItems: [{ type: 'string' }, { type: 'integer' }],
      items: { type: 'boolean' },
    };
    expect(await readWith(tuple, 'color=1&color=1&color=true&color=false')).toEqual([
      '1',
      1,
      true,
      false,
    ]);
    const object = {
      type: 'object',
      properties: { a: { type: 'integer' } },
      patternProperties: { '^is': { type: 'boolean' } },
      additionalProperties: { type: 'number' },
    };
    expect(await readWith(object, 'a=1&isB=true&c=1.5')).toEqual({ a: 1, isB: true, c: 1.5 });
  });

  it('in schemas that contain themselves', async () => {
    const tree = { $ref: '#/components/schemas/Tree' };
    const query = 'color[left][left][size]=3&color[size]=1';
    expect(await readWith(tree, query, 'deepObject')).toEqual({
      left: { left: { size: 3 } },
      size: 1,
    });
  });

  it('in the nullable of OpenAPI 3.0', async () => {
    const schema = { type: 'integer', nullable: true };
    const { decode } = await compile([{ name: 'color', in: 'query', schema }], {
      openapi: '3.0.3',
    });
    expect(decode({ query: 'color=null' }).values.query.color).toBe(null);
  });

  it('between one value and several', async () => {
    const schema = { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };
    expect(await readWith(schema, 'color=a')).toBe('a');
    expect(await readWith(schema, 'color=a&color=b')).toEqual(['a', 'b']);
    expect(await read({ in: 'path', schema }, 'a,b')).toEqual(['a', 'b']);
  });
});
