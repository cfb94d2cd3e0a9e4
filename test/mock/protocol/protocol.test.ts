import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../kernel/json.ts';
import { compileApi } from '../../../mock/compile.ts';
import { loadDocument } from '../../../spec/load.ts';

/** The protocol of GET and of POST /a of a document that declares these parts of them. */
async function compile(part: JsonObject, method = 'get') {
  const document = await loadDocument({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { [method]: { responses: { 200: { description: 'OK' } }, ...part } } },
  });
  return compileApi(document).operations[0]?.protocol;
}

const header = (name: string, more: JsonObject = {}) => ({
  parameters: [{ name, in: 'header', schema: { type: 'string' }, ...more }],
});
const answers = (headers: JsonObject, status = '200') => ({
  responses: { [status]: { description: 'OK', headers } },
});

describe('an operation that asks for nothing', () => {
  it.each([
    [{}, 'get'],
    [header('X-Trace'), 'get'],
    [header('X-Request-Id', { description: 'Names the request.' }), 'post'],
    [header('Idempotency-Key'), 'get'],
    [header('Prefer'), 'get'],
    [{ parameters: [{ name: 'If-Match', in: 'query', schema: {} }] }, 'get'],
  ])('%j has no protocol', async (part, method) => {
    expect(await compile(part, method)).toBeUndefined();
  });
});

describe('conditions', () => {
  const tags = { isEvaluated: true, hasTags: true, hasDates: false };
  const dates = { isEvaluated: true, hasTags: false, hasDates: true };
  it.each([
    [header('if-none-match'), tags],
    [header('If-Match'), tags],
    [answers({ etag: {} }), tags],
    [{ responses: { 200: { description: 'OK' }, 304: { description: 'Same' } } }, tags],
    [header('If-Modified-Since'), dates],
    [answers({ 'Last-Modified': {} }), dates],
    [answers({ 'Last-Modified': {}, ETag: {} }), { ...dates, hasTags: true }],
  ])('of %j', async (part, wanted) => {
    expect((await compile(part))?.conditions).toMatchObject(wanted);
  });

  it.each([
    ['put', true],
    ['get', false],
  ])('are required of %s where 428 is declared', async (method, wanted) => {
    const part = { responses: { 200: { description: 'OK' }, 428: { description: 'How?' } } };
    expect((await compile(part, method))?.conditions?.isRequired).toBe(wanted);
  });

  it.each([
    [{ example: 'W/"1"' }, true],
    [{ schema: { type: 'string', pattern: '^W/"' } }, true],
    [{ example: '"1"' }, false],
  ])('are weak where the tag is: %j', async (etag, wanted) => {
    expect((await compile(answers({ ETag: etag })))?.conditions?.isWeak).toBe(wanted);
  });
});

it.each([
  ['Idempotency-Key', ''],
  ['X-Idempotency-Key', ''],
  ['idempotencyToken', ''],
  ['X-Request-Id', 'An id that makes the request idempotent.'],
  ['Client-Token', 'Ensures idempotency.'],
])('%s is a key of idempotency', async (name, description) => {
  const protocol = await compile(header(name, { description }), 'post');
  expect(protocol?.idempotency?.name).toBe(name);
});

it('tells the fields that a response declares and HTTP, or the request, gives a value', async () => {
  expect(await compile(answers({ 'Retry-After': {} }))).toEqual({
    isReturnPreferred: false,
    hasToldFields: true,
  });
  const echo = { ...header('X-Trace'), ...answers({ 'x-trace': {} }) };
  expect(await compile(echo)).toMatchObject({ hasToldFields: true });
});
