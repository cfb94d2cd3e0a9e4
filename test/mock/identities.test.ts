import { describe, expect, it } from 'vitest';
import { getOwn, type Json, type JsonObject } from '../../kernel/json.ts';
import { createMock } from '../../mock/index.ts';
import { ask } from '../support/shipped.ts';

const toContent = (schema: Json) => ({ content: { 'application/json': { schema } } });

interface Shapes {
  readonly reply: JsonObject;
  readonly request?: JsonObject;
}

/** A document with a collection and its items. */
function toDocument(key: JsonObject, { reply, request = reply }: Shapes): JsonObject {
  const one = { description: 'One', ...toContent(reply) };
  const any = { description: 'Any error', ...toContent({ type: 'object' }) };
  return {
    openapi: '3.1.0',
    info: { title: 'Orders', version: '1.0.0' },
    paths: {
      '/orders': {
        get: {
          responses: { 200: { description: 'All', ...toContent({ type: 'array', items: reply }) } },
        },
        post: {
          requestBody: { required: true, ...toContent(request) },
          responses: { 201: one, default: any },
        },
      },
      '/orders/{orderId}': {
        parameters: [{ name: 'orderId', in: 'path', required: true, schema: key }],
        get: { responses: { 200: one, default: any } },
      },
    },
  };
}

const toItem = (properties: JsonObject, ...required: string[]): JsonObject => ({
  ...{ type: 'object', properties, required },
});
const name = { type: 'string' };

describe('the identity of what is posted', () => {
  it.each<[string, JsonObject, RegExp]>([
    ['a UUID', { type: 'string', format: 'uuid', readOnly: true }, /^[0-9a-f-]{36}$/],
    [
      'a text of its pattern',
      { type: 'string', pattern: '^ord_[0-9]{6}$', readOnly: true },
      /^ord_\d{6}$/,
    ],
    ['a UUID where any text will do', { type: 'string', readOnly: true }, /^[0-9a-f-]{36}$/],
    ['the next number', { type: 'integer', readOnly: true }, /^11$/],
    ['a number from the least', { type: 'integer', minimum: 1000, readOnly: true }, /^10\d\d$/],
  ])('is %s', async (_, id, pattern) => {
    const { readOnly, ...key } = id;
    expect(readOnly).toBe(true);
    const documents = toDocument(key, { reply: toItem({ id, name }, 'id', 'name') });
    const mock = await createMock({ documents });
    const made = await ask(mock, 'POST /orders', { body: { name: 'a', id: 'ignored' } });
    expect(made.status, made.text).toBe(201);
    expect(String(getOwn(made.json, 'id'))).toMatch(pattern);
    expect((await ask(mock, `GET ${made.headers.get('Location')}`)).json).toEqual(made.json);
    const other = await ask(mock, 'POST /orders', { body: { name: 'a' } });
    expect(getOwn(other.json, 'id')).not.toEqual(getOwn(made.json, 'id'));
  });

  it('is the client’s to choose where nothing says otherwise, once', async () => {
    const documents = toDocument({ type: 'string' }, { reply: toItem({ id: name, name }, 'id') });
    const mock = await createMock({ documents });
    const body = { id: 'mine / & yours', name: 'a' };
    const made = await ask(mock, 'POST /orders', { body });
    expect(made.headers.get('Location')).toBe('/orders/mine%20%2F%20%26%20yours');
    expect((await ask(mock, `GET ${made.headers.get('Location')}`)).json).toEqual(body);
    const again = await ask(mock, 'POST /orders', { body });
    expect(again.status).toBe(409);
    expect(again.headers.get('X-Mock-Findings')).toContain('"rule":"unique"');
  });
});

describe('a reply of another form than the request', () => {
  const id = { type: 'integer', readOnly: true };
  const closed = { additionalProperties: false };
  const owner = { ...toItem({ id: name, label: name }, 'id'), ...closed };
  const reply = {
    ...toItem(
      { id, name, owner, tags: { type: 'array', items: toItem({ name }, 'name') } },
      'id',
      'name',
    ),
    ...closed,
  };
  const request = toItem(
    { name, owner: name, tags: { type: 'array', items: name }, note: name },
    'name',
  );

  it('shows what fits of it: references become what they name, the rest stays out', async () => {
    const mock = await createMock({
      documents: toDocument({ type: 'integer' }, { reply, request }),
    });
    const body = { name: 'a', owner: '7', tags: ['x', 'y'], note: 'for nobody' };
    const made = await ask(mock, 'POST /orders', { body });
    expect(made.status, made.text).toBe(201);
    expect(made.json).toEqual({
      ...{ id: 11, name: 'a', owner: { id: '7' } },
      tags: [{ name: 'x' }, { name: 'y' }],
    });
    expect((await ask(mock, 'GET /orders/11')).json).toEqual(made.json);
  });

  it('leaves out what nothing can be made of', async () => {
    const odd = toItem({ name, owner: { type: 'array', items: name }, tags: toItem({ x: name }) });
    const documents = toDocument({ type: 'integer' }, { reply, request: odd });
    const mock = await createMock({ documents });
    const made = await ask(mock, 'POST /orders', {
      body: { name: 'a', owner: ['7'], tags: { x: 'y' } },
    });
    expect(made.status, made.text).toBe(201);
    expect(made.json).toMatchObject({ name: 'a' });
  });
});

describe('the requests that a mock proposes', () => {
  it('fill paths and queries that no resource knows, by example or by schema', async () => {
    const sky = { description: 'The sky', ...toContent({ type: 'object' }) };
    const query = { in: 'query', required: true };
    const documents: JsonObject = {
      openapi: '3.1.0',
      info: { title: 'Sky', version: '1.0.0' },
      paths: {
        '/sky/{planet}/at/{hour}/colour': {
          parameters: [
            { name: 'planet', in: 'path', required: true, schema: { enum: ['mars', 'earth'] } },
            {
              name: 'hour',
              in: 'path',
              required: true,
              schema: { type: 'integer', maximum: 23, minimum: 0 },
            },
          ],
          get: {
            parameters: [
              { ...query, name: 'unit', schema: { type: 'string', enum: ['nm', 'rgb'] } },
              { ...query, name: 'for', example: 'you & me', schema: { type: 'string' } },
              {
                ...query,
                name: 'size',
                schema: { type: 'array', items: { type: 'integer' }, minItems: 2 },
              },
            ],
            responses: { 200: sky },
          },
        },
      },
    };
    const mock = await createMock({ documents });
    const [{ target = '' } = {}] = mock.operations;
    expect(target).toMatch(
      /^\/sky\/(mars|earth)\/at\/\d+\/colour\?unit=(nm|rgb)&for=you%20%26%20me&size=/,
    );
    expect((await ask(mock, `GET ${target}`)).status).toBe(200);
  });
});
