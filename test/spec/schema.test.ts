import { describe, expect, it } from 'vitest';
import { type SchemaView, viewSchema } from '../../spec/schema.ts';
import { findSchema, toSchemas } from './_document.ts';

async function view(yaml: string, openapi?: string): Promise<SchemaView> {
  const document = await toSchemas(`Subject: ${yaml}\n${named}`, openapi);
  return viewSchema(document, findSchema(document, 'Subject'));
}

const named = `
Named: { type: object, required: [id], properties: { id: { type: integer } }, description: Named }
Loop: { $ref: '#/components/schemas/Loop' }
Nested: { allOf: [{ $ref: '#/components/schemas/Nested' }, { required: [deep] }] }`;

describe('$ref and allOf', () => {
  it('are followed and merged', async () => {
    const { properties, required, types, sources } = await view(`
  required: [name]
  allOf:
    - $ref: '#/components/schemas/Named'
    - { properties: { id: { minimum: 1 }, name: {} } }`);
    expect([...properties.keys()]).toEqual(['id', 'name']);
    expect(properties.get('id')?.map(({ node }) => node)).toEqual([
      { type: 'integer' },
      { minimum: 1 },
    ]);
    expect(required).toEqual(new Set(['name', 'id']));
    expect(types).toEqual(new Set(['object']));
    expect(sources.map(({ pointer }) => pointer)).toEqual([
      '/components/schemas/Subject',
      '/components/schemas/Subject/allOf/0',
      '/components/schemas/Named',
      '/components/schemas/Subject/allOf/1',
    ]);
  });

  it('end where they began, or where nothing is', async () => {
    const loop = await view("{ $ref: '#/components/schemas/Loop' }", '3.0.3');
    expect(loop.sources).toEqual([]);
    expect((await view("{ $ref: '#/components/schemas/Loop' }")).sources).toHaveLength(2);
    expect((await view("{ $ref: '#/components/schemas/Nested' }")).required).toEqual(
      new Set(['deep']),
    );
    expect((await view("{ $ref: '#/nowhere', minLength: 1 }")).minLength).toBe(1);
  });

  it('what stands beside a $ref counts from OpenAPI 3.1 on', async () => {
    const yaml = "{ $ref: '#/components/schemas/Named', readOnly: true }";
    expect((await view(yaml)).readOnly).toBe(true);
    expect((await view(yaml, '3.0.3')).readOnly).toBe(false);
    expect((await view(yaml, '3.0.3')).properties.has('id')).toBe(true);
  });

  it('several places are read as one schema', async () => {
    const document = await toSchemas('A: { type: string, minLength: 1 }\nB: { maxLength: 3 }');
    const both = viewSchema(document, [findSchema(document, 'A'), findSchema(document, 'B')]);
    expect(both).toMatchObject({ minLength: 1, maxLength: 3, types: new Set(['string']) });
    expect(viewSchema(document, []).types).toBeUndefined();
  });

  it('are read once for each place', async () => {
    const document = await toSchemas('A: { type: string }');
    const schema = findSchema(document, 'A');
    expect(viewSchema(document, schema)).toBe(viewSchema(document, schema));
  });
});

describe('types and values', () => {
  it('are those that every branch allows', async () => {
    const types = async (yaml: string) => (await view(yaml)).types;
    expect(await types("{ type: [string, 'null'], allOf: [{ type: string }] }")).toEqual(
      new Set(['string']),
    );
    expect(await types('{ type: number, allOf: [{ type: integer }] }')).toEqual(
      new Set(['integer']),
    );
    expect(await types('{ type: integer, allOf: [{ type: [number, string] }] }')).toEqual(
      new Set(['integer']),
    );
    expect(await types('{}')).toBeUndefined();
    expect((await view('{ enum: [a, b], allOf: [{ enum: [b, c] }] }')).values).toEqual(['b']);
    expect((await view('{ const: { a: 1 } }')).values).toEqual([{ a: 1 }]);
  });

  it('that contradict each other allow nothing', async () => {
    expect((await view('{ type: string, allOf: [{ type: integer }] }')).never).toBe(true);
    expect((await view('{ enum: [a], allOf: [{ const: b }] }')).never).toBe(true);
    expect((await view('{ allOf: [false] }')).never).toBe(true);
    expect((await view('{ type: string }')).never).toBe(false);
  });

  it('nullable is a type in OpenAPI 3.0 only', async () => {
    const yaml = '{ type: string, nullable: true }';
    expect((await view(yaml, '3.0.3')).types).toEqual(new Set(['string', 'null']));
    expect((await view(yaml)).types).toEqual(new Set(['string']));
  });
});

describe('bounds', () => {
  it('are the narrowest of all', async () => {
    const all = await view(`
  { minLength: 1, maxLength: 9, minItems: 2, maxItems: 5, minProperties: 1, maxProperties: 3,
    minimum: 1, maximum: 10, exclusiveMinimum: 0, exclusiveMaximum: 20, multipleOf: 2, uniqueItems: true,
    allOf: [{ minLength: 3, maxLength: 20, minItems: 1, maxItems: 4, minimum: 0, maximum: 7, exclusiveMaximum: 8 }] }`);
    expect(all).toMatchObject({
      ...{
        minLength: 3,
        maxLength: 9,
        minItems: 2,
        maxItems: 4,
        minProperties: 1,
        maxProperties: 3,
      },
      ...{ minimum: 1, maximum: 7, exclusiveMinimum: 0, exclusiveMaximum: 8, multipleOf: 2 },
      uniqueItems: true,
    });
  });

  it('exclusive as a flag makes the bound beside it exclusive', async () => {
    const bounds = await view(
      '{ minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true }',
      '3.0.3',
    );
    expect(bounds).toMatchObject({ exclusiveMinimum: 1, exclusiveMaximum: 9 });
    expect(bounds).not.toHaveProperty('minimum');
    expect(await view('{ minimum: 1, exclusiveMinimum: false }', '3.0.3')).toMatchObject({
      minimum: 1,
    });
  });

  it('that are no numbers say nothing', async () => {
    const none = await view('{ minLength: short, multipleOf: 0 }');
    expect(none).not.toHaveProperty('minLength');
    expect(none).not.toHaveProperty('multipleOf');
  });
});

describe('applicators', () => {
  it('are kept with their places', async () => {
    const { items, prefixItems, additional, patternProperties, alternatives } = await view(`
  items: { type: string }
  prefixItems: [{ type: integer }]
  additionalProperties: { type: boolean }
  patternProperties: { '^x-': {} }
  oneOf: [{ title: a }, { title: b }]
  anyOf: [{ title: c }]`);
    expect(items).toMatchObject({ pointer: '/components/schemas/Subject/items' });
    expect(prefixItems.map(({ node }) => node)).toEqual([{ type: 'integer' }]);
    expect(additional).toMatchObject({ node: { type: 'boolean' } });
    expect([...patternProperties.keys()]).toEqual(['^x-']);
    expect(alternatives.map((branches) => branches.map(({ node }) => node))).toEqual([
      [{ title: 'a' }, { title: 'b' }],
      [{ title: 'c' }],
    ]);
  });

  it('false wins over a schema, true says nothing', async () => {
    const closed = await view(
      '{ additionalProperties: false, allOf: [{ additionalProperties: {}, items: false }] }',
    );
    expect(closed).toMatchObject({ additional: false, items: false });
    expect(await view('{ additionalProperties: true }')).not.toHaveProperty('additional');
  });
});

it('examples, formats, patterns and marks are gathered, the nearest first', async () => {
  const all = await view(`
  example: one
  examples: [two]
  default: three
  format: date
  pattern: ^a
  x-mock: { assign: now }
  allOf: [{ format: uuid, pattern: b$, example: four, writeOnly: true, x-mock: { assign: user, on: write } }]`);
  expect(all).toMatchObject({
    examples: ['one', 'two', 'three', 'four'],
    format: 'date',
    patterns: ['^a', 'b$'],
    writeOnly: true,
    readOnly: false,
    extension: { assign: 'now', on: 'write' },
  });
});
