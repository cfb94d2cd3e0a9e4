import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { RemotePolicy } from '../../../spec/remote/policy.ts';
import { createRemoteReader, user } from '../../../spec/remote/reader.ts';
import { listen, serve } from './_server.ts';

/** What the user gets who names this address: the text, or the fault and what to do. */
function open(url: string, policy?: RemotePolicy): Promise<string> {
  return createRemoteReader(policy)
    .read(url, user)
    .then(({ text }) => text)
    .catch((error: { message: string; mend: string }) => `${error.message} ${error.mend}`);
}

describe('a document over http', () => {
  it('is its text, whatever its media type and name are', async () => {
    const { url } = await serve({
      '/spec': (_request, response) => {
        response.setHeader('Content-Type', 'image/png').end('openapi: 3.1.0');
      },
    });
    expect(await open(`${url}/spec?v=1#/info`)).toBe('openapi: 3.1.0');
  });

  it('may be compressed, and in another encoding', async () => {
    const { url } = await serve({
      '/gzip': (_request, response) => {
        response.setHeader('Content-Encoding', 'gzip').end(gzipSync('a: ñ'));
      },
      '/latin': (_request, response) => {
        response.setHeader('Content-Type', 'text/yaml; charset=iso-8859-1');
        response.end(Buffer.from('a: ñ', 'latin1'));
      },
      '/utf16': (_request, response) => void response.end(Buffer.from('\ufeffa: ñ', 'utf16le')),
    });
    for (const path of ['/gzip', '/latin', '/utf16'])
      expect(await open(url + path), path).toBe('a: ñ');
  });

  it('is known by the address at which redirects end, of which five are followed', async () => {
    const { url } = await serve({
      '/1': { to: '/2' },
      '/2': { to: './3', status: 301 },
      '/3': { to: '/4', status: 307 },
      '/4': { to: '/5', status: 308 },
      '/5': { to: '/6', status: 303 },
      '/6': 'there: true',
      '/0': { to: '/1' },
      '/loop': { to: '/loop' },
    });
    expect(await createRemoteReader().read(`${url}/1`, user)).toEqual({
      uri: `${url}/6`,
      text: 'there: true',
      reach: 'loopback',
    });
    expect(await open(`${url}/0`)).toMatch(/^It redirects more than 5 times\./);
    expect(await open(`${url}/loop`)).toMatch(/^It redirects more than 5 times\./);
  });

  it.each([
    ['/404', 'The server answered 404, not 200. Check the address.'],
    ['/500', 'The server answered 500, not 200. Try again later.'],
    ['/204', 'The server answered 204, not 200.'],
    ['/401', 'The server answered 401: it asks for credentials. Send what it asks for: --header'],
    ['/page', 'An HTML page came back instead of a document ("Log in here"). Use the address'],
    ['/comment', 'An HTML page came back instead of a document.'],
    ['/xml', 'XML or the like came back instead of a document.'],
    ['/empty', 'What came back is empty.'],
    ['/binary', 'What came back is no text.'],
    ['/archive', 'What came back is no text.'],
    ['/file', 'It redirects from http://… to file://…, which is not followed.'],
    ['/nowhere', 'It redirects, but does not say where to.'],
    ['/cut', '127.0.0.1:\\d+ cannot be read (ECONNRESET).'],
  ])('%s: %s', async (path, message) => {
    const { url } = await serve({
      '/500': (_request, response) => void response.writeHead(500).end('a: 1'),
      '/204': (_request, response) => void response.writeHead(204).end(),
      '/401': (_request, response) => void response.writeHead(401).end('<html>'),
      '/page': '\n<!DOCTYPE html><html><head><title>\n Log in\n here</title>',
      '/comment': '<!-- x --><HTML>',
      '/xml': '<?xml version="1.0"?><definitions/>',
      '/empty': ' \n',
      '/binary': (_request, response) => void response.end(Buffer.from([0x61, 0, 0x62])),
      '/archive': (_request, response) => void response.end(gzipSync('a: 1')),
      '/file': { to: 'file:///etc/passwd' },
      '/nowhere': { to: '' },
      '/cut': (_request, response) => {
        response.writeHead(200, { 'Content-Length': '100' });
        response.write('a: 1', () => response.destroy());
      },
    });
    const wanted = message.replace(/[.()?]/g, '\\$&').replace('\\\\d', '\\d');
    expect(await open(url + path)).toMatch(new RegExp(`^${wanted}`));
  });

  it('that nobody serves is told to be such', async () => {
    const server = createServer();
    const { url } = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await open(url)).toMatch(/^Nobody listens at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)\. Check/);
    const refuse = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    expect(await open('http://nowhere.test/', { resolve: refuse })).toMatch(
      /^There is no host "nowhere\.test" \(ENOTFOUND\)\. Check the name/,
    );
    expect(await open('http://nowhere.test/', { resolve: async () => [] })).toContain(
      'has no address',
    );
    for (const bad of ['ftp://x.test/a', 'http://[', 'http://x.test:99999/', 'pets.yaml'])
      expect(await open(bad), bad).toContain('is no http(s) address');
  });

  it('has so much time, be it the name, the server or the content that does not come', async () => {
    const { url } = await serve({
      '/silent': () => {},
      '/slow': (_request, response) => void response.write('a'),
    });
    const limits = { time: 60 };
    const never = () => new Promise<never>(() => {});
    for (const [address, resolve] of [
      [`${url}/silent`],
      [`${url}/slow`],
      ['http://slow.test/', never],
    ] as const) {
      const policy = { limits, ...(resolve && { resolve }) };
      expect(await open(address, policy)).toMatch(/^Nothing came back from \S+ within 0\.06 s\./);
    }
  });

  it('may have so many bytes, uncompressed and together with what it refers to', async () => {
    const { url } = await serve({
      '/a': 'a'.repeat(600),
      '/bomb': (_request, response) => {
        response.setHeader('Content-Encoding', 'gzip').end(gzipSync(Buffer.alloc(5_000_000, 'a')));
      },
    });
    const limits = { bytes: 1000, files: 3 };
    const reader = createRemoteReader({ limits });
    expect((await reader.read(`${url}/a`, user)).text).toHaveLength(600);
    await expect(reader.read(`${url}/a`, user)).rejects.toThrow('larger than 0 MiB');
    expect(await open(`${url}/bomb`, { limits })).toContain('larger than 0 MiB');
    await expect(reader.read(`${url}/a`, user)).rejects.toThrow('larger');
    await expect(reader.read(`${url}/a`, user)).rejects.toThrow('more than 3 remote files');
  });
});

describe('fields', () => {
  it('go to the origin of the document, and to no other', async () => {
    const other = await serve({ '/there': 'a: 1' });
    const { url, asked } = await serve({
      '/here': 'a: 1',
      '/away': { to: `${other.url}/there` },
    });
    const headers = { Authorization: 'Bearer hush' };
    const reader = createRemoteReader({ headers, allowRefs: true });
    await reader.read(`${url}/here`, user);
    await reader.read(`${url}/away`, user);
    await reader.read(`${other.url}/there`, { uri: `${url}/here`, reach: 'loopback' });
    expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer hush', 'Bearer hush']);
    expect(other.asked.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
  });

  it('credentials in the address are sent, and never told', async () => {
    const { url, asked } = await serve({ '/a': 'a: 1' });
    const { uri } = await createRemoteReader().read(
      `${url.replace('//', '//us%C3%A9r:p%40ss@')}/a`,
      user,
    );
    expect(uri).toBe(`${url}/a`);
    const basic = Buffer.from('usér:p@ss').toString('base64');
    expect(asked.map(({ authorization }) => authorization)).toEqual([`Basic ${basic}`]);
  });
});
