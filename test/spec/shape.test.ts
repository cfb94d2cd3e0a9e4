import { describe, expect, it } from 'vitest';
import { findItem, viewEnvelope } from '../../spec/item-shape.ts';
import { viewSchema } from '../../spec/schema.ts';
import { findList, isObject, isScalar } from '../../spec/shape.ts';
import { findSchema, toSchemas } from './_document.ts';

const thing = '{ type: object, properties: { id: { type: integer } } }';
const things = `{ type: array, items: ${thing} }`;

async function toPath(properties: string, plural = 'things') {
  const document = await toSchemas(`Body: { type: object, properties: { ${properties} } }`);
  return findList(document, findSchema(document, 'Body'), { plural })?.path;
}

describe('a list in a body', () => {
  it('is the body itself, when it is an array of objects', async () => {
    const document = await toSchemas(`
Things: ${things}
Choice: { type: array, items: { oneOf: [${thing}] } }
Texts: { type: array, items: { type: string } }
Anything: { type: array }
Untyped: { items: ${thing} }`);
    const find = (name: string) =>
      findList(document, findSchema(document, name), { plural: 'things' });
    expect(find('Things')).toMatchObject({ path: [], items: { node: { type: 'object' } } });
    expect(find('Choice')?.path).toEqual([]);
    expect(find('Untyped')?.path).toEqual([]);
    expect(find('Texts')).toBeUndefined();
    expect(find('Anything')).toBeUndefined();
  });

  it.each([
    ['by the name of the collection', `errors: ${things}, things: ${things}`, ['things']],
    ['by its singular', `errors: ${things}, thing: ${things}`, ['thing']],
    ['by a usual name', `included: ${things}, data: ${things}`, ['data']],
    ['alone in an envelope', `stuff: ${things}, total: { type: integer }`, ['stuff']],
    [
      'beside the bounds of a page',
      `stuff: ${things}, uri: {}, page_size: {}, start: {}, end: {}`,
      ['stuff'],
    ],
    ['two envelopes deep', `data: { properties: { things: ${things} } }`, ['data', 'things']],
    [
      'beside anything, when it has the name',
      `id: { type: integer }, things: ${things}`,
      ['things'],
    ],
  ])('is found %s', async (_how, properties, path) => {
    expect(await toPath(properties)).toEqual(path);
  });

  it.each([
    ['it is a part of something that has an identity', `id: { type: integer }, items: ${things}`],
    ['it is one property among others', `colour: { type: string }, stuff: ${things}`],
    [
      'the same one level deeper',
      `cart: { type: object, properties: { id: { type: integer }, items: ${things} } }`,
    ],
    [
      'it is one property between two dates',
      `stuff: ${things}, start: { type: string }, end: { type: string }`,
    ],
    ['there are two that could be it', `stuff: ${things}, others: ${things}`],
    [
      'it is three envelopes deep',
      `a: { properties: { b: { properties: { items: ${things} } } } }`,
    ],
    ['its items are texts', 'items: { type: array, items: { type: string } }'],
    ['there is none', 'total: { type: integer }'],
  ])('is not found where %s', async (_why, properties) => {
    expect(await toPath(properties)).toBeUndefined();
  });

  it('has the name of a plural that only looks irregular', async () => {
    expect(await toPath(`others: ${things}, movies: ${things}`, 'movies')).toEqual(['movies']);
    expect(await toPath(`others: ${things}, category: ${things}`, 'categories')).toEqual([
      'category',
    ]);
  });
});

describe('an item in a body', () => {
  const find = async (schema: string, plural = 'things') => {
    const document = await toSchemas(`Body: ${schema}`);
    return findItem(document, findSchema(document, 'Body'), plural);
  };
  const object = (properties: string) => `{ type: object, properties: { ${properties} } }`;

  it.each([
    ['its own name', `thing: ${thing}`, 'thing'],
    ['the usual name', `data: ${thing}, meta: { type: object }`, 'data'],
    ['its name beside a status', `success: { type: boolean }, thing: ${thing}`, 'thing'],
    ['its name beside something else', `token: { type: string }, thing: ${thing}`, 'thing'],
    ['whatever alone has an identity', `ssh_key: ${thing}, links: { type: object }`, 'ssh_key'],
    ['its name without an identity', 'thing: { type: object, properties: { a: {} } }', 'thing'],
  ])('is wrapped in %s', async (_how, properties, name) => {
    expect(await find(object(properties))).toMatchObject({ path: [name], item: { node: {} } });
  });

  it.each([
    ['it has an identity of its own', `thing: ${thing}, id: { type: string }, colour: {}`],
    ['what has an identity is one among others', `owner: ${thing}, colour: { type: string }`],
    ['nothing has an identity', 'owner: { type: object }, links: {}'],
    ['what has its name is no object', 'thing: { type: string }'],
  ])('is the body where %s', async (_why, properties) => {
    expect((await find(object(properties)))?.path).toEqual([]);
  });

  it('is nowhere in an array or a text', async () => {
    expect(await find(things)).toBeUndefined();
    expect(await find('{ type: string }')).toBeUndefined();
  });

  it('is wrapped under the singular of any plural', async () => {
    expect((await find(object(`movie: ${thing}`), 'movies'))?.path).toEqual(['movie']);
    expect((await find(object(`lineItem: ${thing}`), 'line-items'))?.path).toEqual(['lineItem']);
  });
});

it('a choice of itself is looked into without end by nobody', async () => {
  const document = await toSchemas(`
Self: { oneOf: [{ $ref: "#/components/schemas/Self" }] }
Ring: { anyOf: [{ $ref: "#/components/schemas/Back" }, ${thing}] }
Back: { anyOf: [{ $ref: "#/components/schemas/Ring" }, ${things}] }`);
  for (const name of ['Self', 'Ring', 'Back']) {
    const schema = findSchema(document, name);
    expect(findItem(document, schema, 'things')?.path ?? []).toEqual([]);
    expect(findList(document, schema, { plural: 'things' })?.path ?? []).toEqual([]);
    expect(viewEnvelope(document, schema, 'data').properties.has('data')).toBe(false);
  }
});

it('tells objects and scalars from the rest, typed or not', async () => {
  const document = await toSchemas(`
Typed: { type: [array, 'null'] }
Items: { items: { type: string } }
Properties: { properties: { a: {} } }
Choice: { anyOf: [{ type: object }] }
Format: { format: date }
Values: { enum: [1, 2] }
Text: { type: string }
Nothing: {}`);
  const kind = (name: string) => {
    const view = viewSchema(document, findSchema(document, name));
    return [isObject(view) ? 'object' : '', isScalar(view) ? 'scalar' : ''].join('');
  };
  expect(kind('Typed')).toBe('');
  expect(kind('Items')).toBe('');
  expect(kind('Properties')).toBe('object');
  expect(kind('Choice')).toBe('object');
  expect(kind('Format')).toBe('scalar');
  expect(kind('Values')).toBe('scalar');
  expect(kind('Text')).toBe('scalar');
  expect(kind('Nothing')).toBe('');
});
