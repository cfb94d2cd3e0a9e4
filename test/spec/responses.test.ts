import { describe, expect, it } from 'vitest';
import type { Operation } from '../../spec/model.ts';
import { readOperations } from '../../spec/operations.ts';
import { findContent, findResponse, pickSuccess } from '../../spec/responses.ts';
import { toDocument } from './_document.ts';

async function toOperation(...keys: string[]): Promise<Operation> {
  const responses = keys.map((key) => `'${key}': { description: '${key}' }`).join(', ');
  const document = await toDocument(`paths: { /a: { get: { responses: { ${responses} } } } }`);
  const [operation] = readOperations(document);
  if (!operation) throw new Error('there is no operation');
  return operation;
}

it('a response is found by its status, then by its range, then as the default', async () => {
  const operation = await toOperation('default', '4XX', '404');
  expect(findResponse(operation, 404)?.key).toBe('404');
  expect(findResponse(operation, 409)?.key).toBe('4XX');
  expect(findResponse(operation, 500)?.key).toBe('default');
  expect(findResponse(await toOperation('200'), 500)).toBeUndefined();
});

describe('the status of success', () => {
  it.each<[keys: string[], preferred: number[], status: number]>([
    [['200', '201'], [201, 200], 201],
    [['200', '404'], [201, 200], 200],
    [['202', 'default'], [200], 202],
    [['2XX'], [204, 200], 204],
    [['2XX', '206'], [200], 206],
    [['default'], [200], 200],
    [['302', 'default'], [200], 302],
    [['304', 'default'], [200], 200],
    [[], [204], 204],
    [['404'], [], 404],
    [['500', '4XX'], [200], 500],
    [['4XX', '5XX'], [200], 400],
    [['3XX'], [200], 302],
    [['101'], [200], 101],
    [['1XX'], [200], 200],
    [['400', '101'], [200], 101],
  ])('of %j where %j are preferred is %i', async (keys, preferred, status) => {
    expect(pickSuccess(await toOperation(...keys), preferred)).toBe(status);
  });
});

it('content is found by the most specific range that takes a media type', async () => {
  const document = await toDocument(`
paths:
  /a:
    get:
      responses:
        '200': { content: { '*/*': {}, text/*: {}, text/plain; charset=utf-8: {}, nonsense: {} } }`);
  const content = readOperations(document)[0]?.responses[0]?.content ?? [];
  const find = (mediaType: string) => findContent(content, mediaType)?.mediaType;
  expect(find('text/plain')).toBe('text/plain; charset=utf-8');
  expect(find('Text/HTML')).toBe('text/*');
  expect(find('image/png')).toBe('*/*');
  expect(find('nothing')).toBeUndefined();
  expect(findContent(content.slice(1, 3), 'image/png')).toBeUndefined();
});
