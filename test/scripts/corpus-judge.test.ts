import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findRival } from '../../scripts/corpus/_ambiguous.mjs';
import { Files } from '../../scripts/corpus/_files.mjs';
import { findIdentities } from '../../scripts/corpus/_identity.mjs';
import { Judge } from '../../scripts/corpus/_judge.mjs';
import { findContradiction } from '../../scripts/corpus/_unsatisfiable.mjs';

const folder = mkdtempSync(join(tmpdir(), 'standin-judge-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;

/** A document of one operation, and what the judge says of a JSON reply to it. */
function judgeOf(version: object, responses: object, more: object = {}) {
  const path = join(folder, `${++count}.json`);
  const paths = { '/things': { get: { responses } } };
  writeFileSync(path, JSON.stringify({ ...version, paths, ...more }));
  const judge = new Judge(new Files(path));
  const [declared] = judge.operations;
  if (!declared) throw new Error('The operation was not read');
  return async (status: number, body: unknown, headers: Record<string, string> = {}) => {
    const fields = { 'content-type': 'application/json', ...headers };
    const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const found = await judge.reply(declared, { status, headers: fields, body: bytes });
    return found.map(({ kind }) => kind);
  };
}

const json = (schema: object) => ({ content: { 'application/json': { schema } } });

describe('a schema of OpenAPI 3.0', () => {
  const reply = (schema: object, components = {}) => {
    const judge = judgeOf({ openapi: '3.0.3' }, { 200: json(schema) }, { components });
    return (body: unknown) => judge(200, body);
  };

  it.each([
    [{ type: 'string', nullable: true }, null, []],
    [{ nullable: true, allOf: [{ type: 'string' }] }, null, ['body: type']],
    [{ type: 'number', minimum: 1, exclusiveMinimum: true }, 1, ['body: minimum']],
    [{ type: 'string', format: 'date' }, '2025-02-30', ['body: format']],
    [{ type: 'string', format: 'byte' }, 'not base64!', ['body: format']],
    [{ type: 'string', pattern: '^[\\_]$' }, '_', []],
    [{ type: 'string', pattern: '^(' }, 'x', []],
    [{ $ref: '#/components/schemas/Gone' }, 'x', []],
    [{ type: 'object', additionalProperties: false }, { a: 1 }, ['body: additionalProperties']],
  ])('%j says of %j: %j', async (schema, body, expected) => {
    expect(await reply(schema)(body)).toEqual(expected);
  });

  it('hides what is writeOnly, wherever it is declared, and does not require it', async () => {
    const Base = { type: 'object', required: ['id', 'secret'] };
    const Whole = {
      allOf: [{ $ref: '#/components/schemas/Base' }],
      properties: {
        id: { type: 'string', readOnly: true },
        secret: { $ref: '#/components/schemas/Secret' },
      },
    };
    const Secret = { type: 'string', writeOnly: true };
    const judge = reply(
      { $ref: '#/components/schemas/Whole' },
      { schemas: { Base, Whole, Secret } },
    );
    expect(await judge({ id: '1' })).toEqual([]);
    expect(await judge({ id: '1', secret: 'x' })).toContain('body: writeOnly');
    expect(await judge({})).toEqual(['body: required']);
  });
});

describe('a reply', () => {
  it('is judged by the response its status names, by its range, or by the default', async () => {
    const judge = judgeOf({ openapi: '3.1.0' }, { '2XX': json({ type: 'string' }), default: {} });
    expect(await judge(202, 'x')).toEqual([]);
    expect(await judge(202, 1)).toEqual(['body: type']);
    expect(await judge(404, 'x')).toEqual(['status 404']);
    const other = judgeOf({ openapi: '3.1.0' }, { default: json({ type: 'string' }) });
    expect(await other(200, 'x')).toEqual([]);
    expect(await other(500, 'x')).toEqual(['status 500']);
  });

  it('has no body where none is declared, and a header where one is required', async () => {
    const headers = { 'X-Left': { required: true, schema: { type: 'integer' } } };
    const judge = judgeOf({ openapi: '3.1.0' }, { 200: { headers } });
    expect(await judge(200, undefined, { 'x-left': '3' })).toEqual([]);
    expect(await judge(200, 'x', { 'x-left': '3' })).toEqual(['body not declared']);
    expect(await judge(200, undefined)).toEqual(['header missing']);
    expect(await judge(200, undefined, { 'x-left': 'many' })).toEqual(['header invalid']);
  });

  it('is in no media type that is none', async () => {
    const schema = { type: 'string' };
    const content = { 'application/json': { schema }, examples: {}, any: {}, 'x-note': {} };
    const judge = judgeOf({ openapi: '3.1.0' }, { 200: { content } });
    expect(await judge(200, 'x')).toEqual([]);
    for (const type of ['examples', 'any', 'x-note']) {
      expect(await judge(200, 'x', { 'content-type': type })).toEqual(['media type not declared']);
    }
  });

  it('of Swagger 2.0 has its schema in every media type that is produced', async () => {
    const schema = { $ref: '#/definitions/Thing' };
    const definitions = { Thing: { type: 'object', required: ['id'] } };
    const more = { definitions, produces: ['application/json'] };
    const judge = judgeOf({ swagger: '2.0' }, { 200: { schema } }, more);
    expect(await judge(200, { id: 1 })).toEqual([]);
    expect(await judge(200, {})).toEqual(['body: required']);
    expect(await judge(200, {}, { 'content-type': 'text/html' })).toEqual([
      'media type not declared',
    ]);
  });
});

describe('the identity of a new item', () => {
  const find = (location: string, template: string) => {
    const reply = { status: 201, headers: { location }, body: Buffer.from('') };
    return findIdentities(reply, { sid: 'a b' }, template).map(({ text, property }) => [
      text,
      property,
    ]);
  };

  it('is what stands in its Location where the template has the name, and no more', () => {
    expect(find('/things/a%20b.json', '/things/{Sid}.json')).toEqual([['a%20b', 'sid']]);
    expect(find('/things/a%20b', '/things/{Sid}')).toEqual([['a%20b', 'sid']]);
    expect(find('/things/7.json?x', '/things/{Sid}')[0]).toEqual(['7.json', undefined]);
  });
});

describe('templates that differ in names alone', () => {
  const parameter = (name: string, more: object) => [{ name, in: 'path', required: true, ...more }];
  const body = (...required: string[]) => ({
    required: true,
    ...json({ type: 'object', required }),
  });
  const paths = {
    '/auth/{door}/login': {
      parameters: parameter('door', { schema: { type: 'string', default: 'door' } }),
      post: { requestBody: body('code'), responses: { 200: json({ const: 'door' }) } },
    },
    '/auth/{gate}/login': {
      parameters: parameter('gate', { schema: { type: 'string', pattern: '^[a-z]+$' } }),
      post: { requestBody: body('plate'), responses: { 200: json({ const: 'gate' }) } },
    },
  };
  const path = join(folder, 'twins.json');
  writeFileSync(path, JSON.stringify({ openapi: '3.1.0', paths }));
  const judge = new Judge(new Files(path));
  const blame = (index: number, target: string, reply: { status: number; body: unknown }) => {
    const declared = judge.operations[index];
    if (!declared) throw new Error('The operation was not read');
    const bytes = Buffer.from(JSON.stringify(reply.body));
    const headers = { 'content-type': 'application/json' };
    const sent = { target, headers: {}, body: { plate: 1, ...(index === 0 && { code: 1 }) } };
    return findRival(judge, declared, {
      ...sent,
      reply: { status: reply.status, headers, body: bytes },
    });
  };
  const [door, gate] = [0, 1];

  it('are to blame where the other operation answers what it declares', async () => {
    expect(await blame(gate, '/auth/other/login', { status: 200, body: 'door' })).toBe(
      'ambiguous templates: POST /auth/{door}/login has the same path',
    );
  });

  it('are to blame where the other operation refuses what it does not take', async () => {
    expect(await blame(gate, '/auth/other/login', { status: 400, body: {} })).toContain(
      'ambiguous',
    );
  });

  it.each([
    ['the path names the operation', door, '/auth/door/login', { status: 200, body: 'gate' }],
    ['the reply is nobody’s', gate, '/auth/other/login', { status: 200, body: 'roof' }],
    ['the other would have taken it', door, '/auth/other/login', { status: 400, body: {} }],
    ['the server failed', gate, '/auth/other/login', { status: 500, body: {} }],
    ['the path does not fit the other', door, '/auth/7/login', { status: 200, body: 'gate' }],
  ])('are not where %s', async (_where, index, target, reply) => {
    expect(await blame(index, target, reply)).toBeUndefined();
  });
});

describe('a contradiction', () => {
  const find = (Main: object, schemas: object = {}) => {
    const path = join(folder, `${++count}.json`);
    writeFileSync(path, JSON.stringify({ openapi: '3.1.0', schemas: { Main, ...schemas } }));
    const files = new Files(path);
    const place = files.resolve('#/schemas/Main', files.entry);
    return place && findContradiction(files, place);
  };

  const kind = { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } };
  const toRoute = (...more: object[]) => ({ allOf: [{ $ref: '#/schemas/Route' }, ...more] });
  const routes = {
    Route: kind,
    Letter: toRoute(),
    Call: toRoute(),
    Push: toRoute({ required: ['device'] }),
    Shut: { ...kind, additionalProperties: false },
  };

  it.each([
    [{ type: 'string', minLength: 3, maxLength: 2 }],
    [{ type: 'integer', enum: ['a', 'b'] }],
    [{ allOf: [{ type: 'string' }, { type: 'object' }] }],
    [{ oneOf: [{ type: 'string' }, { type: 'string' }] }],
    [
      {
        oneOf: [
          { type: 'string', title: 'a type' },
          { type: 'string', title: 'an id' },
        ],
      },
    ],
    [
      {
        oneOf: [
          { $ref: '#/schemas/Letter' },
          { $ref: '#/schemas/Call' },
          { $ref: '#/schemas/Push' },
        ],
      },
    ],
    [{ oneOf: [{ enum: ['a'] }, { enum: ['b', 'a'] }, { enum: ['a', 'b'] }] }],
    [{ type: 'string', format: 'uuid', minLength: 24, maxLength: 24 }],
    [{ type: 'object', required: ['a'], additionalProperties: false }],
    [{ type: 'object', required: ['a'], properties: { a: { $ref: '#/schemas/Main' } } }],
    [{ type: 'array', minItems: 1, items: { type: 'number', minimum: 2, maximum: 1 } }],
  ])('is proven of %j', (schema) => {
    expect(find(schema, routes)).toEqual(expect.any(String));
  });

  it.each([
    [{ minLength: 3, maxLength: 2 }],
    [{ type: ['string', 'null'], minLength: 3, maxLength: 2 }],
    [{ allOf: [{ type: 'integer' }, { type: 'number' }] }],
    [{ oneOf: [{ type: 'string' }, { type: 'string', maxLength: 2 }] }],
    [{ oneOf: [{ type: 'string', nullable: true }, { type: 'string' }] }],
    [{ oneOf: [{ enum: ['a'] }, { enum: ['b', 'a'] }] }],
    [{ oneOf: [{ $ref: '#/schemas/Push' }, { $ref: '#/schemas/Call' }] }],
    [{ oneOf: [{ $ref: '#/schemas/Shut' }, { $ref: '#/schemas/Call' }] }],
    [{ type: ['string', 'null'], format: 'uuid', maxLength: 24 }],
    [{ type: 'string', format: 'uuid', maxLength: 36 }],
    [{ type: 'object', properties: { a: { $ref: '#/schemas/Main' } } }],
    [{ type: 'array', items: { type: 'number', minimum: 2, maximum: 1 } }],
  ])('is not claimed of %j', (schema) => {
    expect(find(schema, routes)).toBeUndefined();
  });
});
