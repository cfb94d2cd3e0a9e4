import { describe, expect, it } from 'vitest';
import type { Operation } from '../../spec/model.ts';
import { readOperations } from '../../spec/operations.ts';
import { toDocument } from './_document.ts';

async function readAll(yaml: string): Promise<Operation[]> {
  return readOperations(await toDocument(yaml));
}

async function readOne(yaml: string): Promise<Operation> {
  const [operation] = await readAll(yaml);
  if (!operation) throw new Error('there is no operation');
  return operation;
}

describe('operations', () => {
  it('are those of every path and method, in the order of the document', async () => {
    const operations = await readAll(`
paths:
  /b: { put: { operationId: replaceB, summary: Replaces }, get: {} }
  /a: { $ref: '#/x-item' }
  x-c: { get: {} }
  d: { get: {} }
  /e: { get: none, fetch: {} }
x-item: { post: {} }`);
    expect(operations.map(({ id, method, path, summary }) => [id, method, path, summary])).toEqual([
      ['GET /b', 'GET', '/b', ''],
      ['replaceB', 'PUT', '/b', 'Replaces'],
      ['POST /a', 'POST', '/a', ''],
      ['GET /d', 'GET', '/d', ''],
    ]);
    expect(await readAll('paths: none')).toEqual([]);
  });

  it('have the extensions of their path item and their own', async () => {
    const { extension } = await readOne(
      'paths: { /a: { x-mock: { a: 1, b: 1 }, get: { x-mock: { b: 2 } } } }',
    );
    expect(extension).toEqual({ a: 1, b: 2 });
  });
});

describe('parameters', () => {
  it('of the path item are overridden by those of the operation', async () => {
    const { parameters } = await readOne(`
paths:
  /a:
    parameters:
      - { name: limit, in: query, schema: { type: string } }
      - { name: limit, in: header, schema: { type: string } }
    get:
      parameters: [{ name: limit, in: query, required: true, schema: { type: integer } }]`);
    expect(parameters.map((one) => [one.in, one.required, one.schema?.node])).toEqual([
      ['query', true, { type: 'integer' }],
      ['header', false, { type: 'string' }],
    ]);
  });

  it('have the style and explode that OpenAPI gives their place', async () => {
    const { parameters } = await readOne(`
paths:
  /a/{p}:
    get:
      parameters:
        - { name: p, in: path }
        - { name: q, in: query }
        - { name: h, in: header }
        - { name: c, in: cookie }
        - { name: d, in: query, style: deepObject }
        - { name: f, in: query, explode: false, allowEmptyValue: true }
        - { name: u, in: query, style: unheardOf }`);
    expect(
      parameters.map(({ name, style, explode, required }) => [name, style, explode, required]),
    ).toEqual([
      ['p', 'simple', false, true],
      ['q', 'form', true, false],
      ['h', 'simple', false, false],
      ['c', 'form', true, false],
      ['d', 'deepObject', false, false],
      ['f', 'form', false, false],
      ['u', 'form', true, false],
    ]);
    expect(parameters.find(({ name }) => name === 'f')?.allowEmptyValue).toBe(true);
  });

  it('may be written as a media type, may be referred to, and may be missing', async () => {
    const { parameters } = await readOne(`
paths:
  /a/{id}:
    get:
      parameters:
        - { name: where, in: query, content: { application/json: { schema: { type: object } } } }
        - { $ref: '#/components/parameters/Limit' }
        - { $ref: '#/components/parameters/Nobody' }
        - { name: nowhere, in: body }
components: { parameters: { Limit: { name: limit, in: query } } }`);
    expect(parameters.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ['where', 'application/json'],
      ['limit', undefined],
      ['id', undefined],
    ]);
    expect(parameters[0]?.schema?.node).toEqual({ type: 'object' });
    expect(parameters[2]).toMatchObject({ in: 'path', required: true, style: 'simple' });
  });

  it('called Accept, Content-Type or Authorization are no header parameters', async () => {
    const { parameters } = await readOne(`
paths:
  /a:
    get:
      parameters:
        - { name: Accept, in: header }
        - { name: content-type, in: header }
        - { name: AUTHORIZATION, in: header }
        - { name: accept, in: query }`);
    expect(parameters.map((one) => one.in)).toEqual(['query']);
  });
});

describe('bodies and responses', () => {
  it('are read with their content, through references', async () => {
    const { requestBody, responses } = await readOne(`
paths:
  /a:
    post:
      requestBody: { $ref: '#/components/requestBodies/A' }
      responses:
        201: { $ref: '#/components/responses/A' }
        4xx: { description: Yours }
        default: {}
        x-more: {}
        600: {}
components:
  requestBodies: { A: { required: true, content: { text/plain: {} } } }
  responses:
    A:
      description: Made
      content: { application/json: { schema: { type: object } } }
      headers:
        Location: { required: true, schema: { type: string } }
        X-Ids: { explode: true, $ref: '#/components/headers/Ids' }
        content-type: { schema: { type: string } }
  headers: { Ids: { explode: true } }`);
    expect(requestBody).toMatchObject({ required: true, content: [{ mediaType: 'text/plain' }] });
    expect(responses.map(({ key, description }) => [key, description])).toEqual([
      ['201', 'Made'],
      ['4XX', 'Yours'],
      ['default', ''],
    ]);
    expect(responses[0]?.content[0]?.schema?.node).toEqual({ type: 'object' });
    expect(
      responses[0]?.headers.map(({ name, required, explode }) => [name, required, explode]),
    ).toEqual([
      ['Location', true, false],
      ['X-Ids', false, true],
    ]);
  });

  it('need not be there', async () => {
    const operation = await readOne('paths: { /a: { get: {} } }');
    expect(operation.requestBody).toBeUndefined();
    expect(operation.responses).toEqual([]);
  });
});

describe('security', () => {
  const schemes = `
security: [{ key: [] }]
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    basic: { $ref: '#/components/securitySchemes/http' }
    http: { type: http, scheme: BASIC }
    login: { type: oauth2 }`;
  const read = async (operation: string) =>
    (await readOne(`paths: { /a: { get: ${operation} } }${schemes}`)).security;

  it('is that of the document unless the operation has its own', async () => {
    expect(await read('{}')).toMatchObject([
      [{ name: 'key', type: 'apiKey', in: 'header', parameterName: 'X-Key', scopes: [] }],
    ]);
    expect(await read('{ security: [] }')).toEqual([]);
    expect(await read('{ security: [{}] }')).toEqual([[]]);
  });

  it('is alternatives of schemes that must all hold, each with its scopes', async () => {
    expect(
      await read('{ security: [{ basic: [], login: [read, write] }, { nobody: [] }] }'),
    ).toMatchObject([
      [
        { name: 'basic', type: 'http', scheme: 'basic' },
        { name: 'login', type: 'oauth2', scopes: ['read', 'write'] },
      ],
      [{ name: 'nobody', type: '', scheme: '' }],
    ]);
  });
});
