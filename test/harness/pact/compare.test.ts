import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { type Comparison, comparePact, type Mismatch, readPact } from '../../../harness/index.ts';
import type { Json, JsonObject } from '../../../kernel/json.ts';
import { loadDocument } from '../../../spec/load.ts';

const folder = mkdtempSync(`${tmpdir()}/standin-compare-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shop = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
servers: [{ url: https://shop.example.com/api }]
security: [{ key: [] }]
paths:
  /orders/{orderId}:
    parameters:
      - { name: orderId, in: path, required: true, schema: { type: integer } }
      - { name: X-Region, in: header, required: true, schema: { enum: [eu, us] } }
    get:
      responses:
        '200': &order
          description: An order
          headers: { ETag: { schema: { type: string, pattern: ^W } } }
          content:
            application/json:
              schema: { $ref: 'shop-schemas.yaml#/Order' }
        '404': { description: No such order }
    put:
      parameters:
        - { name: dry, in: query, schema: { type: boolean } }
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: 'shop-schemas.yaml#/Order' }
      responses: { '200': *order, '400': { description: A bad order } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
`;

const schemas = `Order:
  allOf:
    - { $ref: '#/Entity' }
    - type: object
      required: [total]
      properties:
        total: { type: number, minimum: 0 }
        note: { type: [string, 'null'] }
Entity:
  type: object
  required: [id]
  properties:
    id: { type: integer, readOnly: true }
    related:
      type: array
      items: { $ref: '#/Entity' }
`;

writeFileSync(`${folder}/shop.yaml`, shop);
writeFileSync(`${folder}/shop-schemas.yaml`, schemas);

interface Exchange {
  readonly request?: JsonObject;
  readonly response?: JsonObject;
}

const body = (content: Json) => ({ content, contentType: 'application/json', encoded: false });
const headers = { 'X-Key': ['k'], 'X-Region': ['eu'] };
const right = {
  request: { method: 'GET', path: '/orders/7', headers },
  response: { status: 200, body: body({ id: 7, total: 9.5 }) },
};
const put = {
  request: {
    method: 'PUT',
    path: '/orders/7',
    headers: { ...headers, 'Content-Type': ['application/json'] },
    body: body({ total: 1 }),
  },
};

/** Compares a pact of one interaction with the shop; what is not said is right. */
async function compare({ request, response }: Exchange): Promise<Comparison> {
  const interaction = {
    type: 'Synchronous/HTTP',
    description: 'planted',
    request: { ...right.request, ...request },
    response: { ...right.response, ...response },
  };
  const pact = {
    consumer: { name: 'web' },
    provider: { name: 'shop' },
    interactions: [interaction],
    metadata: { pactSpecification: { version: '4.0' } },
  };
  writeFileSync(`${folder}/pact.json`, JSON.stringify(pact, null, 2));
  return comparePact(await readPact(`${folder}/pact.json`), [
    await loadDocument(`${folder}/shop.yaml`),
  ]);
}

/** The line of the file that a mismatch points at. */
function lineOf({ position: { file, line } }: Mismatch['pact']): string {
  return readFileSync(file, 'utf8').split('\n')[line - 1]?.trim() ?? '';
}

describe('a pact inside the document', () => {
  it.each<[string, Exchange]>([
    ['has no mismatch', {}],
    ['may be below the path of the server', { request: { path: '/api/orders/7' } }],
    ['need not send what the server assigns', put],
    ['may expect a part of a reply', { response: { body: body({ total: 1 }) } }],
    ['may expect null where null may be', { response: { body: body({ note: null }) } }],
    ['may say nothing of a body', { response: { status: 200, body: null } }],
    ['may expect an error without a body', { response: { status: 404, body: null } }],
    [
      'may ask what is wrong where it expects to be told',
      {
        ...put,
        request: { ...put.request, body: body({}) },
        response: { status: 400, body: null },
      },
    ],
  ])('%s', async (_, exchange) => {
    const { mismatches } = await compare(exchange);
    expect(mismatches).toEqual([]);
  });

  it('counts with the document that knows its paths', async () => {
    const { pact } = await compare({});
    const [one, other] = await Promise.all([
      loadDocument(`${folder}/shop.yaml`),
      loadDocument({ openapi: '3.1.0', info: { title: 'Other', version: '1' }, paths: {} }),
    ]);
    const { document, mismatches } = await comparePact(pact, [other, one]);
    expect(document).toBe(one);
    expect(mismatches).toEqual([]);
  });
});

const bearer = { 'X-Region': ['eu'] };
const region = { 'X-Key': ['k'] };

describe('a mismatch is found, and pointed at in both files:', () => {
  it.each<[string, Exchange, { code: string; also?: string[]; pact: string; document: string }]>([
    [
      'a path that is not there',
      { request: { path: '/order/7' } },
      { code: 'request.path-or-method.unknown', pact: '"path": "/order/7"', document: 'paths:' },
    ],
    [
      'a method that is not there',
      { request: { method: 'DELETE' } },
      { code: 'request.path-or-method.unknown', pact: '"path": "/orders/7"', document: 'paths:' },
    ],
    [
      'a path parameter of the wrong type',
      { request: { path: '/orders/seven' } },
      {
        code: 'request.path-or-method.unknown',
        pact: '"path": "/orders/seven"',
        document: 'paths:',
      },
    ],
    [
      'credentials that are missing',
      { request: { headers: bearer } },
      { code: 'request.authorization.missing', pact: '"headers": {', document: 'get:' },
    ],
    [
      'a header that is missing',
      { request: { headers: region } },
      { code: 'request.header.incompatible', pact: '"headers": {', document: '- { name: X-Region' },
    ],
    [
      'a header of a wrong value',
      { request: { headers: { ...headers, 'X-Region': ['mars'] } } },
      {
        code: 'request.header.incompatible',
        pact: '"X-Region": [',
        document: '- { name: X-Region',
      },
    ],
    [
      'a query parameter of a wrong value',
      { ...put, request: { ...put.request, query: { dry: ['maybe'] } } },
      { code: 'request.query.incompatible', pact: '"dry": [', document: '- { name: dry' },
    ],
    [
      'a media type that is not taken',
      {
        ...put,
        request: { ...put.request, headers: { ...headers, 'Content-Type': ['text/csv'] } },
      },
      {
        code: 'request.content-type.incompatible',
        also: ['request.body.unknown'],
        pact: '"Content-Type": [',
        document: 'requestBody:',
      },
    ],
    [
      'a body that lacks something',
      { ...put, request: { ...put.request, body: body({ note: 'x' }) } },
      { code: 'request.body.incompatible', pact: '"content": {', document: 'required: [total]' },
    ],
    [
      'a body with a wrong value deep in it',
      { ...put, request: { ...put.request, body: body({ total: 1, related: [{ related: 5 }] }) } },
      { code: 'request.body.incompatible', pact: '"related": 5', document: 'type: array' },
    ],
    [
      'a media type that is not answered',
      { request: { headers: { ...headers, Accept: ['text/html'] } } },
      { code: 'request.accept.incompatible', pact: '"Accept": [', document: 'get:' },
    ],
    [
      'a status that is not declared',
      { response: { status: 418, body: null } },
      { code: 'response.status.unknown', pact: '"status": 418', document: 'responses:' },
    ],
    [
      'a reply of a wrong type',
      { response: { body: body({ id: '7' }) } },
      { code: 'response.body.incompatible', pact: '"id": "7"', document: 'id: { type: integer' },
    ],
    [
      'a reply with more than the document knows',
      { response: { body: body({ id: 7, colour: 'red' }) } },
      { code: 'response.body.incompatible', pact: '"content": {', document: 'Order:' },
    ],
    [
      'a reply where none is described',
      { response: { status: 404, body: body({ error: 'gone' }) } },
      { code: 'response.body.unknown', pact: '"content": {', document: "'404': { description" },
    ],
    [
      'a reply of another media type',
      { response: { headers: { 'Content-Type': ['text/html'] } } },
      {
        code: 'response.content-type.incompatible',
        pact: '"Content-Type": [',
        document: "'200': &order",
      },
    ],
    [
      'a reply with a header of a wrong value',
      { response: { headers: { ETag: ['1'] } } },
      { code: 'response.header.incompatible', pact: '"ETag": [', document: 'headers: { ETag' },
    ],
    [
      'a reply with a header that is not declared',
      { response: { headers: { 'X-Colour': ['red'] } } },
      { code: 'response.header.unknown', pact: '"X-Colour": [', document: "'200': &order" },
    ],
  ])('%s', async (_, exchange, { code, also = [], pact, document }) => {
    const { mismatches } = await compare(exchange);
    const errors = mismatches.filter(({ severity }) => severity === 'error');
    expect(errors.map((mismatch) => mismatch.code)).toEqual([code, ...also]);
    const [first] = errors;
    expect(first && lineOf(first.pact)).toContain(pact);
    expect(first && lineOf(first.document)).toContain(document);
  });

  it.each<[string, Exchange, string]>([
    [
      'a query parameter nobody declared',
      { request: { query: { colour: ['red'] } } },
      'request.query.unknown',
    ],
    [
      'a header nobody declared',
      { request: { headers: { ...headers, 'X-Colour': ['red'] } } },
      'request.header.unknown',
    ],
  ])('%s, as a warning', async (_, exchange, code) => {
    const { mismatches } = await compare(exchange);
    expect(mismatches.map(({ severity, code: found }) => [severity, found])).toEqual([
      ['warning', code],
    ]);
  });

  it.each([
    ['/order/7', /Nearest: \/orders\/\{orderId\}$/],
    ['/orders/seven', /is known, but a value in the path is not what its parameter takes$/],
  ])('%s is told what there is', async (path, hint) => {
    const { mismatches } = await compare({ request: { path } });
    expect(mismatches[0]?.message).toMatch(hint);
  });
});
