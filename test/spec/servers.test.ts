import { expect, it } from 'vitest';
import { readBasePath } from '../../spec/servers.ts';
import { toDocument } from './_document.ts';

it.each([
  ['https://api.example.com/v1', '/v1'],
  ['https://api.example.com/v1/', '/v1'],
  ['https://api.example.com/a/b?x=1', '/a/b'],
  ['https://api.example.com', ''],
  ['//api.example.com/v1', '/v1'],
  ['/v1', '/v1'],
  ['/', ''],
  ['v1', ''],
  ['https://{region}.example.com/{base}', '/v2'],
  ['https://api.example.com/{unknown}', ''],
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
