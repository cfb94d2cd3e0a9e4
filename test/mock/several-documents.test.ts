import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import { createMock, type Mock } from '../../mock/index.ts';
import { pets } from '../support/pets.ts';
import { ask, toIds } from '../support/shipped.ts';

const named = (title: string, server: string): JsonObject => ({
  ...pets,
  info: { title, version: '1' },
  servers: [{ url: server }],
});

const [one, two] = [named('One', 'https://x.test/one/v1'), named('Two', 'https://x.test/two/v1')];

/** How many pets there are, and whether one of this name is among them. */
async function look(mock: Mock, path: string, name: string) {
  const { status, json, text } = await ask(mock, `GET ${path}?limit=100`);
  return { status, count: toIds(json).length, isThere: text.includes(`"${name}"`) };
}

describe('documents with bases of their own', () => {
  const documents = [
    { document: one, base: '/a' },
    { document: two, base: '/b' },
  ];

  it('are each reached below theirs, and nowhere else', async () => {
    const mock = await createMock({ documents });
    for (const path of ['/a/pets', '/b/pets', '/a/one/v1/pets', '/b/two/v1/pets']) {
      expect((await ask(mock, `GET ${path}`)).status, path).toBe(200);
    }
    for (const path of ['/pets', '/one/v1/pets', '/a/two/v1/pets', '/a']) {
      expect((await ask(mock, `GET ${path}`)).status, path).toBe(404);
    }
    expect(mock.warnings).toEqual([]);
  });

  it('have a state each, though their paths are the same', async () => {
    const mock = await createMock({ documents, strictIds: true });
    const made = await ask(mock, 'POST /a/pets', { body: { name: 'Rex' } });
    const location = made.headers.get('Location') ?? '';
    expect(location).toMatch(/^\/a\/pets\/\d+$/);
    expect((await ask(mock, `GET ${location}`)).json).toEqual(made.json);
    expect((await ask(mock, `GET ${location.replace('/a/', '/b/')}`)).status).toBe(404);
    expect(await look(mock, '/a/pets', 'Rex')).toEqual({ status: 200, count: 11, isThere: true });
    expect(await look(mock, '/b/pets', 'Rex')).toEqual({ status: 200, count: 10, isThere: false });
  });

  it('below the path of its server a document has the same state, and Location stays there', async () => {
    const mock = await createMock({ documents });
    const made = await ask(mock, 'POST /b/two/v1/pets', { body: { name: 'Tom' } });
    expect(made.headers.get('Location')).toMatch(/^\/b\/two\/v1\/pets\/\d+$/);
    expect(await look(mock, '/b/pets', 'Tom')).toMatchObject({ isThere: true });
  });

  it('start with the data that each has alone', async () => {
    const clock = '2025-03-01T12:00:00Z';
    const mock = await createMock({ documents, clock });
    const alone = await createMock({ documents: one, clock });
    const [both, single] = [await ask(mock, 'GET /a/pets'), await ask(alone, 'GET /pets')];
    expect(both.text).toBe(single.text);
    const made = await ask(mock, 'POST /b/pets', { body: { name: 'Tom' } });
    expect(made.text).toBe((await ask(alone, 'POST /pets', { body: { name: 'Tom' } })).text);
  });

  it('are described with targets that work', async () => {
    const mock = await createMock({ documents });
    const reads = mock.operations.filter(({ id }) => id === 'getPet');
    expect(reads.map(({ document, base }) => [document, base])).toEqual([
      ['One', '/a'],
      ['Two', '/b'],
    ]);
    for (const { target, base } of reads) {
      expect(target).toMatch(new RegExp(`^${base}/pets/\\d+$`));
      expect((await ask(mock, `GET ${target}`)).status).toBe(200);
    }
  });

  it('are told apart by the control API, and by scenarios', async () => {
    const mock = await createMock({ documents });
    await ask(mock, 'POST /a/pets', { body: { name: 'Rex' } });
    const read = async () => (await ask(mock, 'GET /__admin/state')).json;
    expect(await read()).toMatchObject({ '/a/pets': { total: 11 }, '/b/pets': { total: 10 } });
    const body = { '/b/pets': { entities: [{ id: 700, name: 'Tom' }] } };
    expect((await ask(mock, 'PATCH /__admin/state', { body })).status).toBe(204);
    expect(await read()).toMatchObject({ '/a/pets': { total: 11 }, '/b/pets': { total: 11 } });
    expect((await ask(mock, 'GET /b/pets/700')).status).toBe(200);
    const snapshot = { body: { name: 's' } };
    await ask(mock, 'POST /__admin/snapshots', snapshot);
    await ask(mock, 'DELETE /b/pets/700');
    expect((await ask(mock, 'GET /__admin/snapshots/s/diff')).json).toMatchObject([
      { collection: '/b/pets', id: '700', change: 'removed' },
    ]);
  });

  it('keep their state when they are read again', async () => {
    const mock = await createMock({ documents });
    await ask(mock, 'POST /b/pets', { body: { name: 'Tom' } });
    await mock.reload();
    expect(await look(mock, '/b/pets', 'Tom')).toMatchObject({ isThere: true });
    expect(await look(mock, '/a/pets', 'Tom')).toMatchObject({ isThere: false });
  });

  it('say what was near, base included', async () => {
    const mock = await createMock({ documents });
    const { text } = await ask(mock, 'GET /b/pest');
    expect(text).toContain('/b/pets');
    await ask(mock, 'GET /b/pest/1');
    const { json } = await ask(mock, 'GET /__admin/requests/unmatched');
    expect(JSON.stringify(json)).toContain('"operation":"getPet"');
  });
});

describe('documents without bases', () => {
  it('with the same paths are both reached, the second below the path of its server', async () => {
    const mock = await createMock({ documents: [one, two] });
    expect(mock.warnings).toEqual([]);
    const bases = new Set(mock.operations.map(({ document, base }) => `${document} ${base}`));
    expect([...bases]).toEqual(['One ', 'Two /two/v1']);
    await ask(mock, 'POST /two/v1/pets', { body: { name: 'Tom' } });
    expect(await look(mock, '/two/v1/pets', 'Tom')).toMatchObject({ isThere: true });
    expect(await look(mock, '/pets', 'Tom')).toMatchObject({ isThere: false });
    expect(await look(mock, '/one/v1/pets', 'Tom')).toMatchObject({ isThere: false });
    const state = (await ask(mock, 'GET /__admin/state')).json;
    expect(state).toMatchObject({ '/pets': { total: 10 }, '/two/v1/pets': { total: 11 } });
  });

  it('that hide each other are told of, with what to do', async () => {
    const mock = await createMock({ documents: [one, named('Twin', '/')] });
    expect(mock.warnings).toEqual([
      expect.objectContaining({
        severity: 'warning',
        message: 'GET /pets (and 6 more) is answered by "One" instead.',
        mend: expect.stringContaining('"/shop=Twin"'),
      }),
    ]);
  });
});

it('a base that is none is refused', async () => {
  const documents = [{ document: one, base: 'a' }];
  await expect(createMock({ documents })).rejects.toThrow('does not begin with a slash');
});

it('overlays of one document leave the others alone', async () => {
  const mock = await createMock({
    documents: [{ document: one, base: '/a', overlays: [] }, two],
  });
  expect((await ask(mock, 'GET /pets')).status).toBe(200);
});

it('a scenario says by the base which of them it means', async () => {
  const folder = mkdtempSync(`${tmpdir()}/standin-several-`);
  const write = (name: string, path: string) => {
    writeFileSync(
      `${folder}/${name}.yaml`,
      `scenario: ${name}\nstate: { ${path}: { generate: 3 } }`,
    );
    return `${folder}/${name}.yaml`;
  };
  const documents = [
    { document: one, base: '/a' },
    { document: two, base: '/b' },
  ];
  try {
    const count = async (mock: Mock) => [
      (await look(mock, '/a/pets', '')).count,
      (await look(mock, '/b/pets', '')).count,
    ];
    const exact = await createMock({ documents, scenario: write('exact', '/b/pets') });
    expect(await count(exact)).toEqual([0, 3]);
    // As written for the document alone.
    const plain = await createMock({ documents, scenario: write('plain', '/pets') });
    expect(await count(plain)).toEqual([3, 0]);
    await expect(createMock({ documents, scenario: write('odd', '/b/pest') })).rejects.toThrow(
      'Did you mean "/b/pets"?',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('overrides of one document', () => {
  it('win over what was inferred', async () => {
    const documents = [
      { document: one, base: '/a', operations: { 'GET /pets/{id}': { behaviour: 'static' } } },
      { document: two, base: '/b', resources: { '/pets': { notFound: 'GONE' } } },
    ];
    const mock = await createMock({ documents, strictIds: true });
    const behaviours = mock.operations.filter(({ id }) => id === 'getPet');
    expect(behaviours.map(({ behaviour }) => behaviour)).toEqual(['static', 'read']);
    expect((await ask(mock, 'GET /b/pets/999')).text).toContain('"GONE"');
  });

  it('that name nothing are refused', async () => {
    const documents = [{ document: one, operations: { listPet: { behaviour: 'static' } } }];
    await expect(createMock({ documents })).rejects.toThrow('Did you mean "listPets"?');
  });
});
