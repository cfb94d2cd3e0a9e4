import { describe, expect, it } from 'vitest';
import { collectProperties } from '../../spec/choice.ts';
import type { ListParameters } from '../../spec/list-parameters.ts';
import { readOperations } from '../../spec/operations.ts';
import { readListParameters } from '../../spec/paging.ts';
import { findSchema, toDocument } from './_document.ts';

/** Reads parameters, one a line as `name schema`, against the properties of an item. */
async function read(parameters: readonly string[], properties = ''): Promise<ListParameters> {
  const list = parameters.map((line) => {
    const [name, ...schema] = line.split(' ');
    return `        - { name: '${name}', in: query, schema: ${schema.join(' ') || '{ type: string }'} }`;
  });
  const document = await toDocument(`
paths:
  /things:
    get:
      parameters:
        - { name: page, in: header, schema: { type: integer } }
${list.join('\n')}
      responses: {}
components: { schemas: { Thing: { type: object, properties: { ${properties} } } } }`);
  const [operation] = readOperations(document);
  if (!operation) throw new Error('there is no operation');
  return readListParameters(operation, collectProperties(document, findSchema(document, 'Thing')));
}

const integer = '{ type: integer }';

describe('roles', () => {
  it.each([
    ['offset', { offset: 'offset' }],
    ['skip', { offset: 'skip' }],
    ['startIndex', { offset: 'startIndex' }],
    ['from', { offset: 'from' }],
    ['limit', { limit: { name: 'limit' } }],
    ['per_page', { limit: { name: 'per_page' } }],
    ['pageSize', { limit: { name: 'pageSize' } }],
    ['page[size]', { limit: { name: 'page[size]' } }],
    ['$top', { limit: { name: '$top' } }],
    ['page', { page: { name: 'page', first: 1 } }],
    ['page[number]', { page: { name: 'page[number]', first: 1 } }],
  ])('%s is understood by its name', async (name, roles) => {
    expect(await read([`${name} ${integer}`])).toEqual({ ...roles, filters: [], unknown: [] });
  });

  it.each(['cursor', 'page_token', 'starting_after', 'after', 'nextToken', 'marker'])(
    '%s is a cursor when it is a text without a format',
    async (cursor) => {
      expect(await read([cursor])).toEqual({ cursor, filters: [], unknown: [] });
      const date = '{ type: string, format: date-time }';
      const roles = { filters: [], unknown: [cursor] };
      expect(await read([`${cursor} ${date}`])).toEqual(roles);
      expect(await read([`${cursor} ${integer}`])).toEqual(roles);
    },
  );

  it('needs a number where it counts', async () => {
    const roles = { filters: [], unknown: ['limit', 'page', 'offset'] };
    expect(await read(['limit', 'page {}', 'offset { type: boolean }'])).toEqual(roles);
  });

  it('takes the plainest of several names, wherever it stands', async () => {
    const parameters = [`count ${integer}`, `size ${integer}`, `limit ${integer}`];
    const { limit, unknown } = await read(parameters);
    expect(limit).toEqual({ name: 'limit' });
    expect(unknown).toEqual(['count', 'size']);
  });

  it('knows the default and the maximum of a limit', async () => {
    expect((await read(['limit { type: integer, default: 20, maximum: 100 }'])).limit).toEqual({
      name: 'limit',
      default: 20,
      maximum: 100,
    });
    expect((await read(['limit { type: integer, default: many }'])).limit).toEqual({
      name: 'limit',
    });
  });

  it('counts pages from 0 where 0 is the least or the default', async () => {
    const first = async (schema: string) => (await read([`page ${schema}`])).page?.first;
    expect(await first('{ type: integer, minimum: 0 }')).toBe(0);
    expect(await first('{ type: integer, default: 0 }')).toBe(0);
    expect(await first('{ type: integer, minimum: 1 }')).toBe(1);
    expect(await first('{ type: integer }')).toBe(1);
  });
});

describe('filters', () => {
  it('are scalars of the same name, however it is spelled', async () => {
    const { filters } = await read(
      ['first-name', 'isOpen { type: boolean }', 'kind { enum: [a, b] }', `age ${integer}`],
      'firstName: { type: string }, is_open: { type: boolean }, kind: { enum: [a, b] }, age: { type: number }',
    );
    expect(filters).toEqual([
      { parameter: 'first-name', property: 'firstName' },
      { parameter: 'isOpen', property: 'is_open' },
      { parameter: 'kind', property: 'kind' },
      { parameter: 'age', property: 'age' },
    ]);
  });

  it('may be written filter[name], and may take a list of values', async () => {
    const { filters } = await read(
      ['filter[name]', 'kind { type: array, items: { type: string } }'],
      'name: { type: string }, kind: { type: string }',
    );
    expect(filters).toEqual([
      { parameter: 'filter[name]', property: 'name' },
      { parameter: 'kind', property: 'kind' },
    ]);
  });

  it.each([
    ['no property has the name', 'name', 'title: { type: string }'],
    ['the property is an object', 'name', 'name: { type: object }'],
    ['the property is a list', 'name', 'name: { type: array }'],
    ['nothing is known of the property', 'name', 'name: {}'],
    ['the types cannot meet', `name ${integer}`, 'name: { type: string }'],
    ['only null is shared', "name { type: [integer, 'null'] }", "name: { type: [string, 'null'] }"],
  ])('do not exist where %s', async (_why, parameter, properties) => {
    expect(await read([parameter], properties)).toEqual({ filters: [], unknown: ['name'] });
  });

  it('come before a role that has the name of a property, but not before a plain one', async () => {
    const properties = 'size: { type: integer }, limit: { type: integer }, after: { type: string }';
    expect(await read([`size ${integer}`, `limit ${integer}`, 'after'], properties)).toEqual({
      limit: { name: 'limit' },
      filters: [
        { parameter: 'size', property: 'size' },
        { parameter: 'after', property: 'after' },
      ],
      unknown: [],
    });
  });

  it('leave the size beside a page to the page', async () => {
    const properties = 'size: { type: integer }';
    expect(await read([`size ${integer}`, `page ${integer}`], properties)).toEqual({
      limit: { name: 'size' },
      page: { name: 'page', first: 1 },
      filters: [],
      unknown: [],
    });
    expect(await read([`size ${integer}`], properties)).toMatchObject({
      filters: [{ parameter: 'size', property: 'size' }],
    });
  });
});
