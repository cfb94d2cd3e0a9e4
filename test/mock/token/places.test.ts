import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../kernel/json.ts';
import { createMock } from '../../../mock/index.ts';
import { loadDocument } from '../../../spec/load.ts';
import { findOwnPaths } from '../../../spec/own-urls.ts';

const answers = { responses: { 204: { description: 'OK' } } };

function toDocument(parts: JsonObject, flow: JsonObject = {}): JsonObject {
  const flows = { clientCredentials: { tokenUrl: '/oauth/token', scopes: {}, ...flow } };
  return {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: answers } },
    components: { securitySchemes: { o: { type: 'oauth2', flows } } },
    ...parts,
  };
}

/** The status of asking for a token there. */
async function ask(document: JsonObject, path: string): Promise<number> {
  const mock = await createMock({ documents: document });
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'a' });
  return (await mock.handle(new Request(`http://t.test${path}`, { method: 'POST', body }))).status;
}

describe('the token endpoint of a document', () => {
  it('is served', async () => {
    expect(await ask(toDocument({}), '/oauth/token')).toBe(200);
    expect(await ask(toDocument({}), '/oauth/other')).toBe(404);
  });

  it('never takes the place of an operation', async () => {
    const described = toDocument({ paths: { '/oauth/token': { post: answers } } });
    expect(await ask(described, '/oauth/token')).toBe(204);
    const named = toDocument({ paths: { '/{x}/{y}': { post: answers } } });
    expect(await ask(named, '/oauth/token')).toBe(204);
    expect(await ask(named, '/__oauth/token')).toBe(200);
    const taken = toDocument({ paths: { '/__oauth/token': { post: answers } } });
    expect(await ask(taken, '/__oauth/token')).toBe(204);
    expect(await ask(taken, '/oauth/token')).toBe(200);
  });

  it.each([
    [{}, ['/__oauth/token', '/oauth/token']],
    [{ components: {} }, []],
    [{ components: { securitySchemes: { b: { type: 'http', scheme: 'bearer' } } } }, []],
    [
      {
        components: {
          securitySchemes: { i: { type: 'openIdConnect', openIdConnectUrl: 'https://i.example' } },
        },
      },
      ['/__oauth/token'],
    ],
  ])('is told where it is asked for: %j', async (parts, wanted) => {
    const mock = await createMock({ documents: toDocument(parts) });
    expect(mock.tokenPaths).toEqual(wanted);
  });
});

describe('a URL of the document', () => {
  it.each([
    [[], '/token', ['/token']],
    [[], 'https://id.example/token', []],
    [['https://a.example/v1'], 'https://a.example/v1/token', ['/v1/token', '/token']],
    [['https://a.example/v1'], 'https://a.example/token', ['/token']],
    [['https://a.example/v1'], '/token', ['/token']],
    [['https://a.example/v1'], 'token', ['/v1/token', '/token']],
    [['https://a.example/v1'], 'https://b.example/token', []],
    [['/v1', 'https://b.example'], 'https://b.example/token', ['/token']],
    [['https://{at}.example/'], 'https://eu.example/token', ['/token']],
    [['/v1'], 'http://[', []],
    [['/v1'], '', []],
  ])('with the servers %j, %s is at %j', async (urls, url, wanted) => {
    const variables = { at: { default: 'eu' } };
    const servers = urls.map((one) => ({ url: one, variables }));
    const document = await loadDocument(toDocument(servers.length > 0 ? { servers } : {}));
    expect(findOwnPaths(document, url)).toEqual(wanted);
  });
});
