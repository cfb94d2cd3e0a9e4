import { describe, expect, it } from 'vitest';
import type { Reach } from '../../../spec/remote/address.ts';
import type { RemotePolicy } from '../../../spec/remote/policy.ts';
import { createRemoteReader, user } from '../../../spec/remote/reader.ts';
import { serve } from './_server.ts';

/** The hosts of these tests; every one of them is in truth a server on this machine. */
const hosts: Readonly<Record<string, readonly string[]>> = {
  'public.test': ['93.184.215.14'],
  'other.test': ['93.184.215.15', '2606:4700::1111'],
  'intranet.test': ['10.1.2.3'],
  'localhost.test': ['127.0.0.1'],
  'metadata.test': ['169.254.169.254'],
  'mixed.test': ['93.184.215.14', '192.168.0.1'],
  'mapped.test': ['::ffff:127.0.0.1'],
};

/** A made-up Internet; tells what was connected to, and as which host. */
function createNet(paths: Record<string, { readonly to: string } | string> = {}) {
  const connected: string[] = [];
  const policy: RemotePolicy = {
    resolve: async (host) => hosts[host] ?? [],
    transport: async ({ url, addresses }) => {
      connected.push(`${url.host} ${addresses.join(' ')}`);
      const answer = paths[url.host + url.pathname] ?? 'a: 1';
      const isText = typeof answer === 'string';
      return {
        status: isText ? 200 : 302,
        fields: isText ? {} : { location: answer.to },
        body: (async function* () {
          yield Buffer.from(isText ? answer : '');
        })(),
        drop: () => {},
      };
    },
  };
  return { policy, connected };
}

type Outcome = 'read' | string;

async function follow(url: string, uri: string, reach: Reach, more: RemotePolicy = {}) {
  const { policy, connected } = createNet();
  const outcome: Outcome = await createRemoteReader({ ...policy, ...more })
    .read(url, { uri, reach })
    .then(
      () => 'read',
      (error: { message: string; mend: string }) => `${error.message} ${error.mend}`,
    );
  if (outcome !== 'read') expect(connected).toEqual([]);
  return outcome;
}

describe('the user', () => {
  it.each([
    'http://public.test/a',
    'http://intranet.test/a',
    'http://localhost.test/a',
    'http://127.1/a',
    'http://[::1]/a',
  ])('may name %s', async (url) => {
    const { policy } = createNet();
    expect(await createRemoteReader(policy).read(url, user)).toMatchObject({ text: 'a: 1' });
  });

  it('is redirected by a public server to public ones only', async () => {
    for (const [to, word] of [
      ['http://intranet.test/a', 'in a private network'],
      ['http://localhost.test/a', 'this machine'],
      ['http://127.0.0.1:8080/', 'this machine'],
      ['http://2130706433/', 'this machine'],
      ['http://0177.0.0.1/', 'this machine'],
      ['http://0x7f.1/', 'this machine'],
      ['http://[::ffff:127.0.0.1]/', 'this machine'],
      ['http://metadata.test/latest', 'an address of no ordinary host'],
      ['http://169.254.169.254/latest', 'an address of no ordinary host'],
      ['http://0/', 'an address of no ordinary host'],
      ['http://mixed.test/', 'in a private network'],
    ] as const) {
      const { policy, connected } = createNet({ 'public.test/a': { to } });
      await expect(
        createRemoteReader(policy).read('http://public.test/a', user),
        to,
      ).rejects.toThrow(`, which is ${word}; http://public.test/a may not lead there.`);
      expect(connected).toEqual(['public.test 93.184.215.14']);
    }
  });

  it('is redirected within a private network, but never to where clouds keep credentials', async () => {
    const { policy } = createNet({
      'intranet.test/a': { to: 'http://192.168.7.7/b' },
      'intranet.test/c': { to: 'http://metadata.test/' },
    });
    const reader = createRemoteReader(policy);
    expect(await reader.read('http://intranet.test/a', user)).toMatchObject({ reach: 'private' });
    await expect(reader.read('http://intranet.test/c', user)).rejects.toThrow('no ordinary host');
  });

  it('is not led back in by a chain of redirects', async () => {
    const { policy } = createNet({
      'public.test/a': { to: 'http://other.test/b' },
      'other.test/b': { to: 'http://intranet.test/c' },
    });
    await expect(createRemoteReader(policy).read('http://public.test/a', user)).rejects.toThrow(
      'intranet.test is at 10.1.2.3',
    );
  });

  it('is not redirected from https to http', async () => {
    const { policy } = createNet({ 'public.test/a': { to: 'http://public.test/b' } });
    await expect(createRemoteReader(policy).read('https://public.test/a', user)).rejects.toThrow(
      'from https://… to http://…',
    );
  });
});

describe('a remote document', () => {
  const own = 'http://public.test/api/openapi.yaml';

  it('brings in what lies beside it', async () => {
    expect(await follow('http://public.test/common.yaml', own, 'public')).toBe('read');
  });

  it.each([
    'http://other.test/a',
    'https://public.test/a',
    'http://public.test:8080/a',
    'http://intranet.test/a',
  ])('does not bring in %s, which lies elsewhere', async (url) => {
    const outcome = await follow(url, own, 'public');
    expect(outcome).toContain(`${url} lies on another server than ${own}, so it is not fetched.`);
    expect(outcome).toContain(`--allow-remote-refs=${new URL(url).host}`);
  });

  it.each([
    [true, 'http://other.test/a', 'read'],
    [['other.test'], 'http://other.test:8080/a', 'read'],
    [['OTHER.test:8080'], 'http://other.test:8080/a', 'read'],
    [['other.test:8080'], 'http://other.test/a', 'lies on another server'],
    [['elsewhere.test'], 'http://other.test/a', 'lies on another server'],
    [true, 'http://intranet.test/a', 'in a private network'],
    [true, 'http://mapped.test/a', 'this machine'],
    [['intranet.test'], 'http://intranet.test/a', 'read'],
    [['localhost.test'], 'http://localhost.test/a', 'read'],
    [['metadata.test'], 'http://metadata.test/a', 'no ordinary host'],
    [['169.254.169.254'], 'http://169.254.169.254/', 'no ordinary host'],
  ] as const)('allowed %j: %s is %s', async (allowRefs, url, outcome) => {
    expect(await follow(url, own, 'public', { allowRefs })).toContain(outcome);
  });

  it('in a private network may look around there, and not at this machine', async () => {
    const inside = 'http://intranet.test/a';
    const allowRefs = true;
    expect(await follow('http://192.168.1.1/b', inside, 'private', { allowRefs })).toBe('read');
    expect(await follow('http://127.0.0.1/b', inside, 'private', { allowRefs })).toContain(
      'this machine',
    );
    expect(await follow('http://127.0.0.1/b', 'http://[::1]/', 'loopback', { allowRefs })).toBe(
      'read',
    );
  });

  it('whose name leads elsewhere by now is not asked there', async () => {
    const { policy, connected } = createNet();
    const answers = [['93.184.215.14'], ['127.0.0.1']];
    const resolve = async () => answers.shift() ?? [];
    const reader = createRemoteReader({ ...policy, resolve });
    const { uri, reach } = await reader.read('http://public.test/a', user);
    await expect(reader.read('http://public.test/b', { uri, reach })).rejects.toThrow(
      'public.test is at 127.0.0.1, which is this machine',
    );
    expect(connected).toEqual(['public.test 93.184.215.14']);
  });

  it('is not redirected to another server that is not allowed', async () => {
    const { policy } = createNet({ 'public.test/b': { to: 'http://other.test/c' } });
    const read = (allowRefs: readonly string[]) =>
      createRemoteReader({ ...policy, allowRefs }).read('http://public.test/b', {
        uri: own,
        reach: 'public',
      });
    await expect(read([])).rejects.toThrow('lies on another server');
    expect(await read(['other.test'])).toMatchObject({ uri: 'http://other.test/c' });
  });
});

it('a local file brings in nothing remote unless it is allowed, and then nothing private', async () => {
  const uri = 'file:///home/me/api.yaml';
  expect(await follow('http://public.test/a', uri, 'public')).toContain('is not a local file');
  const allowRefs = true;
  expect(await follow('http://public.test/a', uri, 'public', { allowRefs })).toBe('read');
  expect(await follow('http://localhost.test/a', uri, 'public', { allowRefs })).toContain(
    'this machine',
  );
  expect(
    await follow('http://localhost.test/a', uri, 'public', { allowRefs: ['localhost.test'] }),
  ).toBe('read');
});

it('the connection goes to the address that was found good, whatever the name says', async () => {
  const { url, asked } = await serve({ '/a': 'here: true' });
  const { port } = new URL(url);
  // No name server knows this name.
  const reader = createRemoteReader({ resolve: async () => ['127.0.0.1'] });
  const { text, uri } = await reader.read(`http://nowhere.invalid:${port}/a`, user);
  expect({ text, uri }).toEqual({ text: 'here: true', uri: `http://nowhere.invalid:${port}/a` });
  expect(asked).toHaveLength(1);
});
