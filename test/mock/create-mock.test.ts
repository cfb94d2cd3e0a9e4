import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest';
import { getShippedDocuments } from '../../fixtures/shipped.ts';
import {
  createFixedClock,
  createMock,
  DocumentError,
  type Exchange,
  type Middleware,
  type Mock,
  type MockOptions,
} from '../../mock/index.ts';
import { pets } from '../support/pets.ts';
import { ask, contractsOf, fetchFrom, newContract, toId, toIds } from '../support/shipped.ts';

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1');
const folder = mkdtempSync(`${tmpdir()}/standin-mock-`);
afterAll(() => rmSync(folder, { recursive: true }));

describe('a mock without options', () => {
  it('serves both shipped documents from one process', async () => {
    const mock = await createMock();
    for (const version of ['v2', 'v3'] as const) {
      const { status, json } = await ask(mock, `GET ${contractsOf(version, 'documented')}`);
      expect(status).toBe(200);
      expect(toIds(json)).toHaveLength(3);
    }
  });

  it('keeps what is posted', async () => {
    const mock = await createMock({ clock: '2025-03-01T12:00:00Z' });
    const path = contractsOf('v2', 'empty');
    const made = await ask(mock, `POST ${path}`, { body: newContract });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ ...newContract, creation_date: '2025-03-01T12:00:00Z' });
    expect(made.headers.get('Location')).toBe(`${path}/${toId(made.json)}`);
    expect((await ask(mock, `GET ${made.headers.get('Location')}`)).json).toEqual(made.json);
    expect((await ask(mock, `GET ${path}`)).json).toEqual([made.json]);
  });

  it('tells its operations with requests that work, and its resources', async () => {
    const mock = await createMock();
    expect(mock.operations).toHaveLength(5);
    for (const { method, target, body } of mock.operations) {
      const { status } = await ask(mock, `${method} ${target}`, body === undefined ? {} : { body });
      expect(status, `${method} ${target}`).toBe(method === 'POST' ? 201 : 200);
    }
    expect(mock.operations.map(({ isSecured }) => isSecured)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(mock.resources.map(({ name }) => name)).toEqual([
      'org',
      'subscription',
      'contract',
      'org',
      'commercial transaction',
      'contract',
    ]);
    expect(mock.warnings).toEqual([]);
  });
});

describe('documents', () => {
  it('may be values, and need no scenario', async () => {
    const mock = await createMock({ documents: pets });
    for (const { method, target, body } of mock.operations) {
      if (method === 'DELETE' || method === 'PATCH') continue;
      const { status, text } = await ask(
        mock,
        `${method} ${target}`,
        body === undefined ? {} : { body },
      );
      expect([200, 201], `${method} ${target}: ${text}`).toContain(status);
    }
    expect((await ask(mock, 'GET /pets')).headers.get('X-Quota')).toMatch(/^-?\d+$/);
    expect(mock.files).toEqual([]);
  });

  it('may be paths and URLs, and answer below the path of their server too', async () => {
    writeFileSync(`${folder}/pets.json`, JSON.stringify(pets));
    const url = pathToFileURL(`${folder}/pets.json`);
    for (const documents of [`${folder}/pets.json`, url, [url]]) {
      const mock = await createMock({ documents });
      expect((await ask(mock, 'GET /pets')).status).toBe(200);
      expect((await ask(mock, 'GET /base/pets')).status).toBe(200);
      expect(mock.files).toEqual([`${folder}/pets.json`]);
    }
  });

  it('of the shipped ones, one alone still has its scenario', async () => {
    const [, sales = ''] = getShippedDocuments();
    const mock = await createMock({ documents: sales });
    expect(toIds((await ask(mock, `GET ${contractsOf('v3', 'long')}`)).json)).toHaveLength(50);
    expect((await ask(mock, `GET ${contractsOf('v2', 'long')}`)).status).toBe(404);
  });

  it('none named is the same as no list of them', async () => {
    expect((await createMock({ documents: [] })).operations).toHaveLength(5);
  });

  it('take an overlay', async () => {
    const overlay = `${folder}/more.overlay.yaml`;
    const action = "{ target: '$.paths[*].get', update: { x-mock: { behaviour: static } } }";
    writeFileSync(
      overlay,
      `overlay: 1.0.0\ninfo: { title: More, version: 1.0.0 }\nactions: [${action}]\n`,
    );
    const mock = await createMock({ documents: pets, overlays: [overlay] });
    const { behaviour, why } = mock.operations.find(({ id }) => id === 'listPets') ?? {};
    expect(behaviour).toBe('static');
    expect(why).toContain('The overlay says so.');
    expect(mock.files).toEqual([overlay]);
  });
});

describe('what cannot be used is refused with its place', () => {
  const refused: readonly (readonly [string, MockOptions, RegExp])[] = [
    [
      'a document that is not there',
      { documents: 'nowhere.yaml' },
      /^nowhere\.yaml:1:1\n.*No such file/,
    ],
    ['a scenario that is not there', { documents: pets, scenario: 'none.yaml' }, /^none\.yaml:1:1/],
    ['an overlay that is not there', { documents: pets, overlays: ['o.yaml'] }, /^o\.yaml:1:1/],
    ['a value without paths', { documents: { openapi: '3.1.0', info: {} } }, /paths/],
    [
      'a $ref into nothing',
      { documents: { ...pets, components: { responses: pets.components.responses } } },
      /#\/components\/schemas\/Pet/,
    ],
  ];

  it.each(refused)('%s', async (_, options, message) => {
    const error = await createMock(options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DocumentError);
    expect(error).toHaveProperty('message', expect.stringMatching(message));
  });

  it('every fault at once', async () => {
    const broken = {
      openapi: '3.1.0',
      info: { title: 'x', version: '1' },
      paths: { a: {}, b: {} },
    };
    const error = await createMock({ documents: broken }).catch((reason: unknown) => reason);
    expect(error instanceof DocumentError && error.faults.length).toBeGreaterThanOrEqual(2);
  });

  it('a clock that tells no time', async () => {
    await expect(createMock({ clock: 'noon' })).rejects.toThrow(RangeError);
  });
});

describe('listening', () => {
  it('gives the URL, and the property too', async () => {
    await using mock = await createMock();
    const url = await mock.listen();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(mock.url).toBe(url);
    expect((await fetchFrom(url, `GET ${contractsOf('v3', 'empty')}`)).json).toEqual([]);
  });

  it('has no URL before it began and after it ended', async () => {
    const mock = await createMock({ documents: pets });
    expect(() => mock.url).toThrow(/does not listen/);
    await mock.listen();
    await mock.close();
    expect(() => mock.url).toThrow(/does not listen/);
    await mock.close();
  });

  it('is possible once at a time, even when asked in one breath', async () => {
    await using mock = await createMock({ documents: pets });
    const [first, second] = await Promise.allSettled([mock.listen(), mock.listen()]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ reason: { message: expect.stringMatching(/listens already/) } });
    await expect(mock.listen()).rejects.toThrow(mock.url);
    await mock.close();
    expect(await mock.listen()).toMatch(/^http/);
  });

  it('fails with the reason of the system, and may be tried again', async () => {
    await using first = await createMock({ documents: pets });
    await using second = await createMock({ documents: pets });
    const port = Number(new URL(await first.listen()).port);
    await expect(second.listen({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(await second.listen()).not.toBe(first.url);
  });

  it.runIf(hasIpv6)('works on another address', async () => {
    await using mock = await createMock({ documents: pets });
    const url = await mock.listen({ host: '::1' });
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetchFrom(url, 'GET /pets')).status).toBe(200);
  });

  it('ends when it is closed before it has begun', async () => {
    const mock = await createMock({ documents: pets });
    const listening = mock.listen();
    await mock.close();
    await expect(fetch(await listening)).rejects.toThrow();
    expect(() => mock.url).toThrow(/does not listen/);
  });

  it('ends with the block it was used in', async () => {
    let url = '';
    {
      await using mock = await createMock({ documents: pets });
      url = await mock.listen();
    }
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('state', () => {
  it('goes back to the start with reset', async () => {
    const mock = await createMock();
    const path = contractsOf('v3', 'documented');
    const before = (await ask(mock, `GET ${path}`)).text;
    await ask(mock, `POST ${path}`, { body: newContract });
    expect((await ask(mock, `GET ${path}`)).text).not.toBe(before);
    mock.reset();
    expect((await ask(mock, `GET ${path}`)).text).toBe(before);
  });

  it('of two mocks in one process has nothing in common', async () => {
    const [one, other] = await Promise.all([createMock(), createMock()]);
    const path = contractsOf('v2', 'documented');
    const before = (await ask(other, `GET ${path}`)).text;
    await ask(one, `POST ${path}`, { body: newContract });
    expect((await ask(other, `GET ${path}`)).text).toBe(before);
    expect(one.counters).toEqual({ validated: 1, sent: 1 });
    expect(other.counters).toEqual({ validated: 2, sent: 2 });
    expect(one.requests()).toHaveLength(1);
    one.reset();
    expect((await ask(one, `GET ${path}`)).text).toBe(before);
  });
});

describe('reload', () => {
  const path = `${folder}/reload.json`;
  const write = (title: string) =>
    writeFileSync(path, JSON.stringify({ ...pets, info: { title, version: '1' } }));

  it('reads the files again and keeps the state', async () => {
    write('Before');
    const mock = await createMock({ documents: path });
    const made = await ask(mock, 'POST /pets', { body: { name: 'Rex' } });
    expect(made.status).toBe(201);
    write('After');
    await mock.reload();
    expect(mock.operations[0]?.document).toBe('After');
    expect((await ask(mock, `GET /pets/${JSON.stringify(made.json).match(/\d+/)}`)).json).toEqual(
      made.json,
    );
    expect(mock.counters).toEqual({ validated: 1, sent: 1 });
    expect(mock.requests()).toHaveLength(2);
  });

  it('rejects bad files and goes on as before', async () => {
    write('Good');
    const mock = await createMock({ documents: path });
    writeFileSync(path, readFileSync(path, 'utf8').replace('"paths"', '"pahts"'));
    await expect(mock.reload()).rejects.toThrow(DocumentError);
    expect(mock.operations[0]?.document).toBe('Good');
    expect((await ask(mock, 'GET /pets')).status).toBe(200);
  });

  it('loses nothing that happens while it reads', async () => {
    write('Slow');
    const mock = await createMock({ documents: path });
    const reloading = Promise.all([mock.reload(), mock.reload()]);
    const made = await ask(mock, 'POST /pets', { body: { name: 'Rex' } });
    await reloading;
    const list = await ask(mock, 'GET /pets?limit=100');
    expect(toIds(list.json)).toHaveLength(11);
    expect(list.text).toContain(JSON.stringify(made.json));
  });
});

describe('options', () => {
  it('limits.body: what is larger is refused with 413 in the form of the document', async () => {
    const mock = await createMock({ documents: pets, limits: { body: 100 } });
    const fits = await ask(mock, 'POST /pets', { body: { name: 'x'.repeat(80) } });
    expect(fits.status).toBe(201);
    const { status, json } = await ask(mock, 'POST /pets', { body: { name: 'x'.repeat(100) } });
    expect(status).toBe(413);
    expect(json).toMatchObject({ message: expect.stringContaining('100 bytes') });
  });

  it.each([0, 1, 3])('limits.journal: the last %i exchanges are kept', async (journal) => {
    const mock = await createMock({ documents: pets, limits: { journal } });
    for (let id = 1; id <= 9; id++) await ask(mock, `GET /pets/${id}`);
    const targets = mock.requests().map(({ request }) => request.target);
    expect(targets).toEqual(['/pets/7', '/pets/8', '/pets/9'].slice(3 - journal));
  });

  it('onExchange: told of every exchange with its operation and findings', async () => {
    const seen: Exchange[] = [];
    const onExchange = (exchange: Exchange) => void seen.push(exchange);
    const mock = await createMock({ documents: pets, onExchange });
    await ask(mock, 'GET /pets');
    await ask(mock, 'GET /pets?limit=0');
    await ask(mock, 'GET /petz');
    expect(seen.map(({ operationId, response }) => [operationId, response.status])).toEqual([
      ['listPets', 200],
      ['listPets', 400],
      [undefined, 404],
    ]);
    expect(seen[1]?.findings[0]).toMatchObject({ part: 'query', name: 'limit', rule: 'minimum' });
    expect(mock.requests()).toEqual(seen);
  });

  it('onExchange: an observer that throws changes nothing, and is heard of', async () => {
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    try {
      const heard = once(process, 'uncaughtException');
      const onExchange = () => {
        throw new Error('the observer failed');
      };
      const mock = await createMock({ documents: pets, onExchange });
      expect((await ask(mock, 'POST /pets', { body: { name: 'Rex' } })).status).toBe(201);
      expect(await heard).toMatchObject([{ message: 'the observer failed' }, 'uncaughtException']);
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of listeners) process.on('uncaughtException', listener);
    }
  });

  it('cors: pages of other origins are let in unless told otherwise', async () => {
    const fields = { Origin: 'http://localhost:5173' };
    const name = 'Access-Control-Allow-Origin';
    const open = await ask(await createMock({ documents: pets }), 'GET /pets', { fields });
    expect(open.headers.get(name)).toBe(fields.Origin);
    const shut = await ask(await createMock({ documents: pets, cors: false }), 'GET /pets', {
      fields,
    });
    expect(shut.headers.get(name)).toBeNull();
  });

  it('clock: an instant, or a clock', async () => {
    let now = Date.parse('2030-01-01T00:00:00Z');
    const mock = await createMock({ documents: pets, clock: { now: () => now } });
    const first = await ask(mock, 'POST /pets', { body: { name: 'Rex' } });
    now += 86_400_000;
    const second = await ask(mock, 'POST /pets', { body: { name: 'Tom' } });
    expect(first.json).toMatchObject({ created_at: '2030-01-01T00:00:00Z' });
    expect(second.json).toMatchObject({ created_at: '2030-01-02T00:00:00Z' });
  });

  it('are typed', () => {
    expectTypeOf(createMock).returns.resolves.toEqualTypeOf<Mock>();
    expectTypeOf(createMock).toBeCallableWith({
      documents: [pets, 'a.yaml', new URL('file:///b')],
    });
    expectTypeOf(createMock).toBeCallableWith({
      clock: createFixedClock(0),
      seed: 'a',
      limits: {},
    });
    expectTypeOf<Mock['express']>().returns.toEqualTypeOf<Middleware>();
    // @ts-expect-error: a misspelt option is found by the compiler.
    expectTypeOf(createMock).toBeCallableWith({ document: 'a.yaml' });
    // @ts-expect-error: so is a port that is no number.
    expectTypeOf<Mock['listen']>().toBeCallableWith({ port: '4010' });
  });
});
