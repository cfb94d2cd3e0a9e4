import { describe, expect, it } from 'vitest';
import { loadDocument } from '../../../spec/load.ts';
import { readBasePath } from '../../../spec/servers.ts';
import { writeFiles } from '../_document.ts';
import { level, levelOperation, toMessages } from './_level.ts';

describe('a document of Swagger 2.0', () => {
  it('becomes one of OpenAPI 3.0, with all that has no other name', async () => {
    const document = await level(`
      tags: [{ name: t }]
      externalDocs: { url: 'http://docs.test' }
      security: [{ k: [] }]
      x-more: yes
      components: { schemas: { Wrong: {} } }`);
    expect(document.version).toBe('3.0.4');
    expect(document.isLegacyDialect).toBe(true);
    expect(document.entry.root).toEqual({
      openapi: '3.0.4',
      info: { title: 'Test', version: '1' },
      paths: {},
      tags: [{ name: 't' }],
      externalDocs: { url: 'http://docs.test' },
      security: [{ k: [] }],
      'x-more': 'yes',
      components: {},
    });
  });

  it.each([2, '2.0', 2.0])('is known by the version %j', async (swagger) => {
    expect((await loadDocument({ swagger, paths: {} })).version).toBe('3.0.4');
  });

  it('of another version is refused', async () => {
    const document = await loadDocument({ swagger: '1.2', paths: {} });
    expect(() => toMessages(document)).toThrow('Swagger "1.2" is not read.');
  });

  it('says with OpenAPI 3 too that it is that', async () => {
    expect((await loadDocument({ swagger: '2.0', openapi: '3.1.0', paths: {} })).version).toBe(
      '3.1.0',
    );
  });

  it.each([
    ['basePath: /v1', '/v1', ['/v1']],
    ['basePath: v1/', '/v1', ['/v1/']],
    ['basePath: /', '', ['/']],
    ['host: a.test', '', ['//a.test']],
    [
      '{ host: a.test, basePath: /v1, schemes: [https, ws] }',
      '/v1',
      ['https://a.test/v1', 'ws://a.test/v1'],
    ],
    ['schemes: [https]', '', undefined],
  ])('%s is served below %j', async (yaml, path, urls) => {
    const document = await level(yaml);
    expect(readBasePath(document)).toBe(path);
    expect(document.entry.root).toHaveProperty('openapi');
    const servers = urls?.map((url) => ({ url: url.replace(/^v1/, '/v1') }));
    if (servers) expect(document.entry.root).toHaveProperty('servers', servers);
    else expect(document.entry.root).not.toHaveProperty('servers');
  });

  it.each([
    ['{ type: basic, description: D }', { type: 'http', scheme: 'basic', description: 'D' }],
    [
      '{ type: apiKey, in: query, name: k, x-a: 1 }',
      { type: 'apiKey', in: 'query', name: 'k', 'x-a': 1 },
    ],
    [
      '{ type: oauth2, flow: implicit, authorizationUrl: /a, scopes: { r: read } }',
      oauth('implicit', { scopes: { r: 'read' }, authorizationUrl: '/a' }),
    ],
    [
      '{ type: oauth2, flow: password, tokenUrl: /t }',
      oauth('password', { scopes: {}, tokenUrl: '/t' }),
    ],
    [
      '{ type: oauth2, flow: application, tokenUrl: /t }',
      oauth('clientCredentials', { scopes: {}, tokenUrl: '/t' }),
    ],
    [
      '{ type: oauth2, flow: accessCode, tokenUrl: /t, authorizationUrl: /a }',
      oauth('authorizationCode', { scopes: {}, tokenUrl: '/t', authorizationUrl: '/a' }),
    ],
    ['{ type: oauth2, flow: other }', { type: 'oauth2' }],
    ['5', 5],
  ])('secures with %s', async (yaml, scheme) => {
    const document = await level(`securityDefinitions: { s: ${yaml} }`);
    expect(document.entry.root).toHaveProperty('components.securitySchemes.s', scheme);
  });
});

function oauth(name: string, flow: object) {
  return { type: 'oauth2', flows: { [name]: flow } };
}

describe('schemas', () => {
  it('are levelled wherever they stand', async () => {
    const document = await level(`
      definitions:
        A:
          type: object
          discriminator: kind
          properties:
            kind: { type: string }
            none: { type: string, x-nullable: true }
            file: { type: file }
            ref: { $ref: '#/definitions/B' }
            empty: { $ref: '#/definitions/B', x-nullable: true }
            discriminator: { type: string, x-nullable: false }
            default: { type: file }
            pair: { items: [{ type: file }, { type: string }], additionalItems: false }
        B: { type: string, example: { x-nullable: true, type: file, $ref: '#/definitions/A' } }`);
    expect(document.entry.root).toHaveProperty('components.schemas', {
      A: {
        type: 'object',
        discriminator: { propertyName: 'kind' },
        properties: {
          kind: { type: 'string' },
          none: { type: 'string', 'x-nullable': true, nullable: true },
          file: { type: 'string', format: 'binary' },
          ref: { $ref: '#/components/schemas/B' },
          empty: {
            'x-nullable': true,
            allOf: [{ $ref: '#/components/schemas/B' }],
            nullable: true,
          },
          discriminator: { type: 'string', 'x-nullable': false },
          default: { type: 'string', format: 'binary' },
          pair: {
            prefixItems: [{ type: 'string', format: 'binary' }, { type: 'string' }],
            items: false,
          },
        },
      },
      B: { type: 'string', example: { 'x-nullable': true, type: 'file', $ref: '#/definitions/A' } },
    });
  });

  it('are referred to by whatever way leads to them', async () => {
    const document = await level(`
      definitions:
        A: { $ref: B }
        B: { type: string }
        C: { $ref: '#/paths/~1a/get/responses/200/schema' }
        D: { $ref: '#/definitions/C/type' }
        E: { $ref: '#/responses/R/schema' }
        F: { $ref: '#/x-own/G' }
        H: { $ref: '#/responses/R' }
      responses: { R: { description: R, schema: { $ref: '#/definitions/B' } } }
      x-own: { G: { type: integer } }
      paths: { /a: { get: { responses: { 200: { description: OK, schema: { type: number } } } } } }`);
    const node = (name: string) => {
      const at = document.resolve(`#/components/schemas/${name}`, document.root);
      return at && document.follow(at)?.node;
    };
    expect(node('A')).toEqual({ type: 'string' });
    expect(node('C')).toEqual({ type: 'number' });
    expect(node('E')).toEqual({ type: 'string' });
    expect(node('F')).toEqual({ type: 'integer' });
    expect(node('H')).toHaveProperty('description', 'R');
    expect(toMessages(document)).toContain('Nothing is at "#/definitions/C/type".');
  });

  it('in files that refer to each other', async () => {
    const path = await writeFiles({
      'api.yaml': `swagger: '2.0'
info: { title: T, version: '1' }
paths: { /a: { $ref: 'item.yaml' } }
definitions: { A: { type: string }, B: { $ref: 'more.yaml#/definitions/B' } }`,
      'item.yaml': `get:
  parameters: [{ $ref: 'more.yaml#/Q' }]
  responses: { 200: { description: OK, schema: { $ref: 'api.yaml#/definitions/B' } } }`,
      'more.yaml': `Q: { name: q, in: query, type: array, items: { $ref: 'api.yaml#/definitions/A' } }
definitions: { B: { type: object, properties: { a: { $ref: 'api.yaml#/definitions/A' }, b: { $ref: '#/definitions/B' } } } }`,
    });
    const document = await loadDocument(path);
    expect(toMessages(document)).toEqual([]);
    const names = [
      'paths',
      '/a',
      'get',
      'responses',
      '200',
      'content',
      'application/json',
      'schema',
    ];
    let at: ReturnType<typeof document.child> = document.root;
    for (const name of names) at = at && document.child(at, name);
    const schema = at && document.follow(at);
    expect(schema?.node).toHaveProperty('properties.b', { $ref: '#/definitions/B' });
    const inner = schema && document.resolve('api.yaml#/components/schemas/A', schema);
    expect(inner?.node).toEqual({ type: 'string' });
  });
});

describe('what OpenAPI 3 has no words for', () => {
  it('is told', async () => {
    const document = await level(`
      consumes: [json, application/json]
      parameters: { T: { name: t, in: header, type: array, items: {}, collectionFormat: tsv } }
      paths:
        /a:
          post:
            parameters:
              - { $ref: '#/parameters/T' }
              - { name: a, in: body }
              - { name: b, in: body }
              - { name: c, in: formData, type: string }
              - { name: d, in: query, type: array, items: { type: array }, collectionFormat: odd }
              - { name: e, in: query, type: array, items: { type: array } }
            responses: { 200: { description: OK } }
        /b: { get: { parameters: [{ $ref: '#/parameters/T' }], responses: {} } }`);
    expect(toMessages(document)).toEqual([
      'An array in the format "tsv" is taken as text here.',
      'An array in the format "odd" is taken as text here.',
      'An array within an array of a parameter is taken as text.',
      '"json" is no media type.',
      'A second parameter is the body; only the first is read.',
      'The operation has a body and form fields; either is accepted.',
    ]);
    expect(document.entry.root).toHaveProperty('paths./a.post.requestBody.required', false);
  });

  it('is left for the check when it cannot be understood at all', async () => {
    for (const paths of ['5', '{ /a: 5 }', '{ /a: { get: 5 } }', '{ /a: { parameters: 5 } }']) {
      const document = await level(`paths: ${paths}`);
      expect(document.entry.root).toHaveProperty('openapi');
    }
    const message = 'The parameter does not say what it is; it is left out.';
    for (const parameter of ['5', '{ in: body2, name: x }', '{ in: query }', '{ in: formData }']) {
      const document = await level(
        `paths: { /a: { get: { parameters: [${parameter}], responses: {} } } }`,
      );
      expect(toMessages(document), parameter).toContain(message);
    }
    expect(await levelOperation('responses: { 200: 5, 300: { $ref: "#/nowhere" } }')).toEqual({
      responses: { 200: 5, 300: { $ref: '#/nowhere' } },
    });
    expect(await levelOperation('responses: 5')).toEqual({ responses: 5 });
  });
});
