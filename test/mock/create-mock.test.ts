import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { getShippedDocuments } from '../../fixtures/shipped.ts';
import { createMock, DocumentError, type MockOptions } from '../../mock/index.ts';
import { pets } from '../support/pets.ts';
import { ask, contractsOf, newContract, toId, toIds } from '../support/shipped.ts';

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

describe('odd corners of documents', () => {
  const broken = { ...pets, components: { responses: pets.components.responses } };

  it('are told with their places, and everything is served', async () => {
    const mock = await createMock({ documents: broken });
    const texts = mock.warnings.map(({ severity, message }) => `${severity}: ${message}`);
    expect(texts).toContain('warning: Nothing is at "#/components/schemas/Pet".');
    expect(await mock.findWarnings()).toEqual(mock.warnings);
    expect((await mock.handle(new Request('http://x/pets'))).status).toBe(200);
  });

  it('can be looked for beside requests, and are the same', async () => {
    const mock = await createMock({ documents: broken });
    const search = mock.findWarnings();
    expect((await mock.handle(new Request('http://x/pets'))).status).toBe(200);
    const found = await search;
    expect(found.length).toBeGreaterThan(0);
    expect(mock.warnings).toBe(found);
    expect(await mock.findWarnings()).toBe(found);
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
    ['a value of another version', { documents: { openapi: '4.0.0' } }, /"4\.0\.0" is not read/],
  ];

  it.each(refused)('%s', async (_, options, message) => {
    const error = await createMock(options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DocumentError);
    expect(error).toHaveProperty('message', expect.stringMatching(message));
  });

  it('a clock that tells no time', async () => {
    await expect(createMock({ clock: 'noon' })).rejects.toThrow(RangeError);
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
