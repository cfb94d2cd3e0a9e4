import { describe, expect, it } from 'vitest';
import { getOwn, type JsonObject, toArray } from '../../kernel/json.ts';
import { createMock, type Mock } from '../../mock/index.ts';

const taken = { 204: { description: 'Taken' } };
const toPath = (type: string, schema: JsonObject) => ({
  post: { requestBody: { content: { [type]: { schema } } }, responses: taken },
});
const numbers = { type: 'array', items: { type: 'integer' } };
const documents = {
  openapi: '3.1.0',
  info: { title: 'Long bodies', version: '1' },
  paths: {
    '/lines': toPath('application/x-ndjson', numbers),
    '/yaml': toPath('application/yaml', numbers),
    '/parts': toPath('multipart/form-data', { type: 'object' }),
  },
};

async function send(mock: Mock, path: string, type: string, body: string) {
  const headers = { 'content-type': type };
  const request = new Request(`http://localhost${path}`, { method: 'POST', headers, body });
  const response = await mock.handle(request);
  const findings = JSON.parse(response.headers.get('x-mock-findings') ?? '[]');
  return {
    status: response.status,
    rules: toArray(findings).map((finding) => getOwn(finding, 'rule')),
  };
}

function toParts(count: number): string {
  const part = '--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n';
  return `${part.repeat(count)}--b--\r\n`;
}

// One client's body must not keep all others waiting: what takes long to read is refused.
describe('a body that takes long to read', () => {
  it.each([
    ['/lines', 'application/x-ndjson', '1\n'.repeat(99_000), 'lines', '1\n'.repeat(101_000)],
    ['/yaml', 'application/yaml', '- 1\n'.repeat(62_000), 'yaml-length', '- 1\n'.repeat(63_000)],
    ['/parts', 'multipart/form-data; boundary=b', toParts(1000), 'multipart', toParts(1001)],
  ])('at %s is refused', async (path, type, most, rule, tooMuch) => {
    await using mock = await createMock({ documents });
    expect(await send(mock, path, type, most)).toEqual({ status: 204, rules: [] });
    expect(await send(mock, path, type, tooMuch)).toEqual({ status: 400, rules: [rule] });
  });
});
