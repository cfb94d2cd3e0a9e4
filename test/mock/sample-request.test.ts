import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../../kernel/json.ts';
import { createMock, type OperationInfo } from '../../mock/index.ts';
import { ask } from '../support/shipped.ts';

const yaml = `
openapi: 3.1.0
info: { title: Samples, version: '1' }
components:
  securitySchemes: { session: { type: apiKey, in: cookie, name: sid } }
paths:
  /form:
    post:
      operationId: form
      requestBody:
        content:
          multipart/form-data: { schema: { type: object } }
          application/x-www-form-urlencoded: { schema: { type: object, required: [a], properties: { a: { const: 'x y' } } } }
      responses: { 204: { description: Done } }
  /any:
    post:
      operationId: any
      requestBody: { content: { '*/*': { schema: { type: object, required: [a], properties: { a: { const: 1 } } } } } }
      responses: { 204: { description: Done } }
  /file:
    post:
      operationId: file
      requestBody: { content: { image/png: {} } }
      responses: { 204: { description: Done } }
  /fields/{id}:
    get:
      operationId: fields
      security: [{ session: [] }]
      parameters:
        - { name: id, in: path, required: true, schema: { type: string }, example: a/b }
        - { name: X-Kind, in: header, required: true, schema: { const: cat } }
        - { name: X-Free, in: header, required: true }
        - { name: theme, in: cookie, required: true, schema: { const: dark } }
        - { name: q, in: query, required: true, schema: { const: 'a&b' } }
        - { name: s, in: query, schema: { type: string } }
      responses: { 204: { description: Done } }
`;

const document: JsonObject = parse(yaml);
const mock = await createMock({ documents: document });
const samples = new Map(mock.operations.map((one) => [one.id, one]));
const get = (id: string): OperationInfo => {
  const sample = samples.get(id);
  if (!sample) throw new Error(`no operation ${id}`);
  return sample;
};

describe('a request that works', () => {
  it('has the identities, the query, the fields and the cookies that are asked for', async () => {
    const { target, fields, body } = get('fields');
    expect(target).toMatch(/^\/fields\/a%2Fb\?q=a%26b$/);
    expect(Object.fromEntries(fields)).toEqual({
      'X-Kind': 'cat',
      'X-Free': 'x',
      Cookie: 'theme=dark; sid=any-key',
    });
    expect(body).toBeUndefined();
    const reply = await ask(mock, `GET ${target}`, { fields: Object.fromEntries(fields) });
    expect(reply.status, reply.text).toBe(204);
  });

  it('has a body where one can be typed: JSON, or a form', () => {
    expect(get('form')).toMatchObject({
      body: { a: 'x y' },
      fields: [['Content-Type', 'application/x-www-form-urlencoded']],
    });
    expect(get('any')).toMatchObject({
      body: { a: 1 },
      fields: [['Content-Type', 'application/json']],
    });
    expect(get('file')).toMatchObject({ body: undefined, fields: [] });
  });
});
