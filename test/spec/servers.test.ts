import { expect, it } from 'vitest';
import { readOperations } from '../../spec/operations.ts';
import { createServerPaths, readBasePath } from '../../spec/servers.ts';
import { toDocument } from './_document.ts';

it.each([
  ['https://api.example.com/v1', '/v1'],
  ['https://api.example.com/v1/', '/v1'],
  ['https://api.example.com/a/b?x=1', '/a/b'],
  ['https://api.example.com', ''],
  ['//api.example.com/v1', '/v1'],
  ['/v1', '/v1'],
  ['/', ''],
  ['', ''],
  ['.', ''],
  ['v1', '/v1'],
  ['../v1', '/v1'],
  ['/a%20b', '/a b'],
  ['https://{region}.example.com/{base}', '/v2'],
  ['{scheme}://api.example.com/{base}/x', '/v2/x'],
  ['https://api.example.com/{unknown}', ''],
  ['/%zz', ''],
])('the base path of %s is "%s"', async (url, path) => {
  const variables = '{ region: { default: eu }, base: { default: v2 }, other: {} }';
  const document = await toDocument(`servers: [{ url: '${url}', variables: ${variables} }]`);
  expect(readBasePath(document)).toBe(path);
});

it('is empty without a server that says where it is', async () => {
  expect(readBasePath(await toDocument('{}'))).toBe('');
  expect(readBasePath(await toDocument('servers: []'))).toBe('');
  expect(readBasePath(await toDocument('servers: [{}]'))).toBe('');
});

/** The paths of the servers of every operation, by operationId. */
async function toPaths(yaml: string): Promise<Record<string, readonly string[]>> {
  const document = await toDocument(yaml);
  const read = createServerPaths(document);
  return Object.fromEntries(readOperations(document).map((one) => [one.id, read(one)]));
}

it('an operation has its own servers, else those of its path, else those of the document', async () => {
  const paths = await toPaths(`
    servers: [{ url: 'https://a.example.com/v1' }, { url: /v2 }, { url: / }, { url: /v1/ }]
    paths:
      /plain: { get: { operationId: plain }, post: { operationId: again, servers: [] } }
      /item:
        servers: [{ url: /item }]
        get: { operationId: item }
        put: { operationId: own, servers: [{ url: /own }, { url: /other }] }`);
  expect(paths).toEqual({
    plain: ['/v1', '/v2'],
    again: ['/v1', '/v2'],
    item: ['/item'],
    own: ['/own', '/other'],
  });
});

it('a path item in another place keeps its servers', async () => {
  const paths = await toPaths(`
    servers: [{ url: /root }]
    paths: { /a: { $ref: '#/components/pathItems/a' } }
    components: { pathItems: { a: { servers: [{ url: /there }], get: { operationId: a } } } }`);
  expect(paths).toEqual({ a: ['/there'] });
});

it('variables take their other values too, the defaults of all servers first', async () => {
  const paths = await toPaths(`
    servers:
      - url: /{version}/{kind}
        variables:
          version: { default: v1, enum: [v1, v2] }
          kind: { default: a, enum: [a, b, 7] }
      - { url: /plain }
    paths: { /a: { get: { operationId: a } } }`);
  expect(paths.a).toEqual(['/v1/a', '/plain', '/v1/b', '/v2/a', '/v2/b']);
});

it('many values make sixteen paths', async () => {
  const values = JSON.stringify(Array.from({ length: 30 }, (_, index) => `n${index}`));
  const paths = await toPaths(`
    servers: [{ url: '/{a}/{b}', variables: { a: { default: n0, enum: ${values} }, b: { default: n0, enum: ${values} } } }]
    paths: { /a: { get: { operationId: a } } }`);
  expect(paths.a).toHaveLength(16);
  expect(paths.a?.[0]).toBe('/n0/n0');
});
