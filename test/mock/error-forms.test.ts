import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { createMock } from '../../mock/index.ts';
import { pets } from '../support/pets.ts';
import { ask } from '../support/shipped.ts';

const text = { type: 'string' } as const;
const integer = { type: 'integer' } as const;
const toObject = (properties: JsonObject, ...required: string[]): JsonObject => ({
  ...{ type: 'object', properties },
  ...(required.length > 0 && { required }),
});

/** What comes back where a document writes its errors in this form. */
async function fail(schema: Json, type = 'application/json', status = 400) {
  const content = { [type]: { schema } };
  const responses = { Error: { description: 'Any error', content } };
  const components = { ...pets.components, responses };
  const mock = await createMock({
    documents: { ...pets, components },
    clock: '2025-03-01T12:00:00Z',
  });
  const answer = await ask(mock, 'GET /pets?limit=0&offset=-1');
  expect(answer.status).toBe(status);
  return answer;
}

const limit = expect.stringContaining('The query parameter limit');
const offset = expect.stringContaining('The query parameter offset');

const forms: readonly (readonly [what: string, schema: JsonObject, body: unknown])[] = [
  [
    'code and message',
    toObject({ code: text, message: text }, 'code', 'message'),
    { code: 'BAD_REQUEST', message: limit },
  ],
  ['a number for the code', toObject({ code: integer, error: text }), { code: 400, error: limit }],
  [
    'a code from a list',
    toObject({ code: { enum: ['invalid', 'bad-request', 'other'] }, detail: text }),
    { code: 'bad-request', detail: limit },
  ],
  [
    'a code from a list that knows only statuses',
    toObject({ code: { type: 'string', enum: ['400', '404'] }, detail: text }),
    { code: '400', detail: limit },
  ],
  [
    'time, path and status',
    toObject({
      timestamp: { type: 'string', format: 'date-time' },
      ...{ path: text, status: integer, statusCode: text, title: text, description: text },
    }),
    {
      timestamp: '2025-03-01T12:00:00Z',
      ...{ path: '/pets', status: 400, statusCode: '400', title: 'Bad Request' },
      description: limit,
    },
  ],
  [
    'a list of findings inside',
    toObject({
      errors: { type: 'array', items: toObject({ field: text, rule: text, message: text }) },
    }),
    {
      errors: [
        { field: 'offset', rule: 'minimum', message: offset },
        { field: 'limit', rule: 'minimum', message: limit },
      ],
    },
  ],
  ['a list of texts', { type: 'array', items: text, maxItems: 1 }, [offset]],
  [
    'a choice of forms',
    { oneOf: [toObject({ message: text }, 'message'), toObject({ title: text, x: integer }, 'x')] },
    { message: limit },
  ],
  [
    'a message that must be short',
    toObject({ message: { type: 'string', maxLength: 20 } }, 'message'),
    { message: expect.stringMatching(/^The query .{10}$/) },
  ],
  [
    'something required that means nothing here',
    toObject({ message: text, trace: { type: 'string', format: 'uuid' } }, 'message', 'trace'),
    { message: limit, trace: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  ],
  [
    'an example for what means nothing here',
    toObject({ message: text, docs: { ...text, examples: ['https://example.com/e'] } }, 'docs'),
    { message: limit, docs: 'https://example.com/e' },
  ],
  ['form in form', toObject({ error: toObject({ message: text }) }), { error: { message: limit } }],
];

describe('an error is told in the form of the document', () => {
  it.each(forms)('%s', async (_, schema, body) => {
    const { json, headers } = await fail(schema);
    expect(headers.get('Content-Type')).toBe('application/json');
    expect(json).toEqual(body);
  });

  it('plain text, where errors are just that', async () => {
    expect((await fail(text)).json).toEqual(limit);
  });

  it('problem details, with their own media type', async () => {
    const schema = toObject({
      type: { type: 'string', format: 'uri-reference' },
      ...{ title: text, status: integer, detail: text, instance: text },
    });
    const { json, headers } = await fail(schema, 'application/problem+json');
    expect(headers.get('Content-Type')).toBe('application/problem+json');
    expect(json).toEqual({
      ...{ type: 'about:blank', title: 'Bad Request', status: 400, instance: '/pets' },
      detail: limit,
    });
  });
});

describe('a form that nothing fits', () => {
  it.each<[string, Json]>([
    ['forbids everything', toObject({ x: { not: {} } }, 'x')],
    ['admits nothing', false],
  ])(
    'that %s is told in problem details (RFC 9457), in the status that it has',
    async (_, schema) => {
      const { json, headers } = await fail(schema, 'application/json', 400);
      expect(headers.get('Content-Type')).toBe('application/problem+json');
      expect(json).toMatchObject({ status: 400, code: 'BAD_REQUEST', detail: limit });
      expect(headers.get('X-Mock-Findings')).toContain('minimum');
    },
  );
});
