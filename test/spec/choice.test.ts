import { describe, expect, it } from 'vitest';
import type { Json } from '../../kernel/json.ts';
import { collectProperties, settleSchema } from '../../spec/choice.ts';
import { findSchema, toSchemas } from './_document.ts';

const schemas = `
Pet:
  oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
  properties: { name: { type: string } }
Cat: { properties: { kind: { const: cat }, lives: { type: integer } }, required: [kind] }
Dog:
  allOf:
    - properties: { kind: { const: dog }, tricks: { type: array } }
    - anyOf:
        - { properties: { breed: { type: string } }, required: [breed] }
        - { properties: { mix: { type: boolean } }, required: [mix] }
Named:
  oneOf: [{ $ref: '#/components/schemas/BigBox' }, { $ref: '#/components/schemas/SmallBox' }]
BigBox: { properties: { type: { type: string }, size: { type: integer } } }
SmallBox: { properties: { type: { type: string }, size: { type: integer } } }
Mixed: { oneOf: [{ type: string }, { type: array, items: { type: integer } }, { type: object, properties: { a: {} } }] }
Closed:
  oneOf:
    - { additionalProperties: false, properties: { a: {} } }
    - { properties: { b: {} } }
Typed: { oneOf: [{ properties: { value: { type: string } } }, { properties: { value: { type: number } } }] }
Endless: { oneOf: [{ $ref: '#/components/schemas/Endless' }], properties: { a: {} } }
Loose: { oneOf: [{ properties: { x: {}, y: {}, z: {} } }, { properties: { kind: { const: a } } }] }
Hopeless: { anyOf: [false, { type: 'null' }] }`;

async function settle(name: string, value: Json): Promise<string[]> {
  const document = await toSchemas(schemas);
  const view = settleSchema(document, findSchema(document, name), value);
  return [...view.properties.keys()];
}

describe('a schema settled for a value', () => {
  it('goes by the constant of a branch', async () => {
    expect(await settle('Pet', { kind: 'cat' })).toEqual(['name', 'kind', 'lives']);
    expect(await settle('Pet', { kind: 'dog', mix: true })).toEqual([
      'name',
      'kind',
      'tricks',
      'mix',
    ]);
  });

  it('goes by the constant even where other properties speak for another branch', async () => {
    expect(await settle('Pet', { kind: 'cat', tricks: [], breed: 'x' })).toContain('lives');
  });

  it('goes by the constant even where another branch, which has none, knows more', async () => {
    expect(await settle('Loose', { kind: 'a', x: 1, y: 2, z: 3 })).toEqual(['kind']);
    expect(await settle('Loose', { kind: 'b', x: 1 })).toEqual(['x', 'y', 'z']);
  });

  it('goes by the properties a branch knows, and then by those it lacks', async () => {
    expect(await settle('Pet', { lives: 9 })).toContain('lives');
    expect(await settle('Pet', { tricks: [], breed: 'Pug' })).toEqual([
      'name',
      'kind',
      'tricks',
      'breed',
    ]);
  });

  it('goes by the name of a schema, where a discriminator has no constants', async () => {
    const document = await toSchemas(schemas);
    const names = (type: string) =>
      settleSchema(document, findSchema(document, 'Named'), { type, size: 1 }).sources.map(
        ({ pointer }) => pointer,
      );
    expect(names('BigBox')).toContain('/components/schemas/BigBox');
    expect(names('small_box')).toContain('/components/schemas/SmallBox');
    expect(names('small_box')).not.toContain('/components/schemas/BigBox');
  });

  it('goes by types, of the value and of its members', async () => {
    const document = await toSchemas(schemas);
    const typesOf = (value: Json) =>
      settleSchema(document, findSchema(document, 'Mixed'), value).types;
    expect(typesOf('text')).toEqual(new Set(['string']));
    expect(typesOf([1])).toEqual(new Set(['array']));
    expect(typesOf({ a: 1 })).toEqual(new Set(['object']));
    const [value] = [
      ...settleSchema(document, findSchema(document, 'Typed'), { value: 1 }).properties,
    ];
    expect(value?.[1].map(({ node }) => node)).toEqual([{ type: 'number' }]);
  });

  it('counts it against a branch that it is closed', async () => {
    expect(await settle('Closed', { a: 1 })).toEqual(['a']);
    expect(await settle('Closed', { a: 1, c: 2 })).toEqual(['b']);
  });

  it('takes the first branch when none will do, and ends where it began', async () => {
    expect(await settle('Pet', 'no object')).toContain('lives');
    expect(await settle('Endless', {})).toEqual(['a']);
    const document = await toSchemas(schemas);
    expect(settleSchema(document, findSchema(document, 'Hopeless'), 1).never).toBe(true);
  });
});

it('collects the properties of every branch, each place once', async () => {
  const document = await toSchemas(schemas);
  const properties = collectProperties(document, findSchema(document, 'Pet'));
  expect([...properties.keys()]).toEqual(['name', 'kind', 'lives', 'tricks', 'breed', 'mix']);
  expect(properties.get('kind')?.map(({ node }) => node)).toEqual([
    { const: 'cat' },
    { const: 'dog' },
  ]);
  expect([...collectProperties(document, findSchema(document, 'Endless'))]).toHaveLength(1);
});
