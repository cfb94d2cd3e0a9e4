import { describe, expect, it } from 'vitest';
import { getOwn, type Json, toArray } from '../../kernel/json.ts';
import { createMock, type MockOptions } from '../../mock/index.ts';
import { pets } from '../support/pets.ts';
import { ask, contractsOf, ids, toIds } from '../support/shipped.ts';

const everything = (['v2', 'v3'] as const).flatMap((version) =>
  (['documented', 'empty', 'long'] as const).map(
    (owner) => `${contractsOf(version, owner)}?limit=1000`,
  ),
);

async function readAll(options: MockOptions, targets: readonly string[] = everything) {
  const mock = await createMock(options);
  const texts = new Map<string, string>();
  for (const target of targets) texts.set(target, (await ask(mock, `GET ${target}`)).text);
  return texts;
}

describe('the data of the start', () => {
  it('is the same, byte for byte, whenever the seed is the same', async () => {
    const first = await readAll({ seed: 7 });
    const second = await readAll({ seed: '7', clock: '2040-01-01T00:00:00Z' });
    expect(second).toEqual(first);
  });

  it('is another for another seed, but for what the scenario writes down', async () => {
    const [first, second] = [await readAll({ seed: 1 }), await readAll({ seed: 2 })];
    const list = everything[0] ?? '';
    const written = toIds(JSON.parse(first.get(list) ?? ''));
    const others = toIds(JSON.parse(second.get(list) ?? ''));
    expect(written.filter((id) => others.includes(id))).toEqual([ids.documented]);
    expect(second.get(everything[2] ?? '')).not.toBe(first.get(everything[2] ?? ''));
  });

  it('does not depend on what was read before', async () => {
    const forth = await readAll({});
    const back = await readAll({}, everything.toReversed());
    for (const target of everything) expect(back.get(target)).toBe(forth.get(target));
  });

  it('does not depend on what was written before', async () => {
    const mock = await createMock();
    const list = contractsOf('v2', 'long');
    const before = (await ask(mock, `GET ${list}?limit=1000`)).text;
    const body = { documents_contract_id: 'a', documents_owner_id: 'b' };
    for (let count = 0; count < 3; count++) await ask(mock, `POST ${list}`, { body });
    const after = (await ask(mock, `GET ${list}?limit=137`)).text;
    expect(after).toBe(before);
  });

  it.each([
    ['empty', 0],
    ['documented', 3],
    ['long', 137],
  ] as const)('has %s lists: %i contracts', async (owner, count) => {
    const mock = await createMock();
    for (const version of ['v2', 'v3'] as const) {
      const { json } = await ask(mock, `GET ${contractsOf(version, owner)}?limit=1000`);
      expect(toArray(json)).toHaveLength(count);
      expect(new Set(toIds(json)).size).toBe(count);
    }
  });

  it('pages without gaps and without repeats', async () => {
    const mock = await createMock();
    const list = contractsOf('v3', 'long');
    const whole = toIds((await ask(mock, `GET ${list}?limit=1000`)).json);
    const pages = await Promise.all(
      [0, 50, 100, 150].map((offset) => ask(mock, `GET ${list}?offset=${offset}`)),
    );
    expect(pages.map(({ json }) => toIds(json).length)).toEqual([50, 50, 37, 0]);
    expect(pages.flatMap(({ json }) => toIds(json))).toEqual(whole);
  });

  it('filters whole lists, not pages of them', async () => {
    const mock = await createMock();
    const list = contractsOf('v3', 'long');
    const { json } = await ask(mock, `GET ${list}?limit=1000`);
    const last = toArray(json).at(-1) ?? null;
    const wanted = getOwn(last, 'documents_contract_id');
    const found = await ask(mock, `GET ${list}?limit=1&documents_contract_id=${wanted}`);
    expect(found.json).toEqual([last]);
  });
});

describe('values', () => {
  it('agree with each other and look like what they are called', async () => {
    const mock = await createMock();
    const { json } = await ask(mock, `GET ${contractsOf('v2', 'long')}?limit=1000`);
    const items = toArray(json);
    const read = (name: string) => items.map((item) => String(getOwn(item, name)));
    const created = read('creation_date').map(Date.parse);
    const updated = read('last_updated_date').map(Date.parse);
    expect(created).toEqual(created.toSorted((a, b) => a - b));
    expect(created.filter((instant, index) => instant > (updated[index] ?? 0))).toEqual([]);
    for (const user of [...read('creation_user'), ...read('last_updated_user')]) {
      expect(user).toMatch(/^[a-z0-9._-]+@masorange\.es$/);
    }
    for (const owner of read('documents_owner_id')) expect(owner).toMatch(/^\d{7}$/);
    for (const system of read('creation_system')) expect(system).toMatch(/^mas-[a-z]+\.auth\./);
    expect(new Set(read('creation_user')).size).toBeGreaterThan(20);
  });

  it('of a document without a scenario fill its collections with ten items each', async () => {
    const mock = await createMock({ documents: pets });
    const { json } = await ask(mock, 'GET /pets');
    expect(toArray(json)).toHaveLength(10);
    expect(
      toArray(json)
        .map((pet) => getOwn(pet, 'id'))
        .toSorted(),
    ).toEqual([1, 10, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const kind of ['cat', 'dog']) {
      const found = toArray((await ask(mock, `GET /pets?kind=${kind}`)).json);
      expect(found).toEqual(toArray(json).filter((pet) => getOwn(pet, 'kind') === kind));
    }
  });

  it('of a documented example come first', async () => {
    const example: Json = [{ id: 77, name: 'Garfield', created_at: '2001-01-01T00:00:00Z' }];
    const schema = { type: 'array', items: { $ref: '#/components/schemas/Pet' } };
    const content = { 'application/json': { schema, example } };
    const get = {
      ...pets.paths['/pets'].get,
      responses: { 200: { description: 'Pets', content } },
    };
    const documents = {
      ...pets,
      paths: { ...pets.paths, '/pets': { ...pets.paths['/pets'], get } },
    };
    const mock = await createMock({ documents });
    expect(toArray((await ask(mock, 'GET /pets')).json)).toHaveLength(10);
    expect((await ask(mock, 'GET /pets/77')).json).toEqual(example[0]);
    expect(mock.operations.find(({ id }) => id === 'getPet')?.target).toMatch(/^\/pets\/\d+$/);
  });
});
