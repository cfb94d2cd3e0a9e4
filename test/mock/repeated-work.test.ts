import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFixedClock } from '../../kernel/clock.ts';
import { getOwn, type JsonObject, toArray } from '../../kernel/json.ts';
import { isProblem } from '../../kernel/problem.ts';
import { createEngine } from '../../mock/engine.ts';
import { createMock, type Mock } from '../../mock/index.ts';
import { Tree } from '../../mock/state/_tree.ts';
import { OpenApiDocument } from '../../spec/document.ts';
import { loadDocument } from '../../spec/load.ts';
import { pets } from '../support/pets.ts';
import { ask } from '../support/shipped.ts';

// What is done once for all requests must not creep back into each. Counted, never timed.

const rex = { body: { name: 'Rex', kind: 'dog' } };
const wrong = { body: { name: '' } };

/** One of everything. */
async function askAll(mock: Mock): Promise<void> {
  await ask(mock, 'GET /pets?limit=5&kind=dog');
  await ask(mock, 'GET /pets/1');
  await ask(mock, 'GET /pets/none');
  await ask(mock, 'GET /nowhere');
  await ask(mock, 'PATCH /pets', rex);
  await ask(mock, 'POST /pets', wrong);
  await ask(mock, 'POST /pets', rex);
  await ask(mock, 'PUT /pets/1', rex);
  await ask(mock, 'GET /pets/1', { fields: { 'x-mock-session': 'mine' } });
  await ask(mock, 'DELETE /pets/2');
}

afterEach(() => vi.restoreAllMocks());

describe('a validator', () => {
  it('is compiled once for its schema and direction', async () => {
    const compile = vi.spyOn(Ajv2020.prototype, 'getSchema');
    await using mock = await createMock({ documents: pets });
    await askAll(mock);
    const count = compile.mock.calls.length;
    expect(count).toBeGreaterThan(5);
    for (let round = 0; round < 10; round++) await askAll(mock);
    const each = compile.mock.contexts.map((ajv, index) => ({
      ajv,
      id: compile.mock.calls[index]?.[0],
    }));
    const twice = each.filter(({ ajv, id }, index) =>
      each.slice(0, index).some((other) => other.ajv === ajv && other.id === id),
    );
    expect(twice).toEqual([]);
    expect(compile.mock.calls.length).toBe(count);
  });
});

describe('an item that nobody changed', () => {
  it('is written as text once, however often it is shown', async () => {
    await using mock = await createMock({ documents: pets });
    const write = vi.spyOn(JSON, 'stringify');
    const countWritten = () => write.mock.calls.filter(([value]) => showsPet(value)).length;
    await ask(mock, 'GET /pets?limit=5');
    expect(countWritten()).toBe(5);
    const [first] = toArray((await ask(mock, 'GET /pets?limit=1')).json);
    for (let round = 0; round < 10; round++) {
      await ask(mock, `GET /pets/${getOwn(first, 'id')}`);
      await ask(mock, 'GET /pets?limit=5');
      await ask(mock, 'GET /pets?offset=1&limit=3', { fields: { 'x-mock-session': 'mine' } });
    }
    expect(countWritten()).toBe(5);
    await ask(mock, 'POST /pets', rex);
    await ask(mock, 'GET /pets?limit=100');
    const all = countWritten();
    await ask(mock, 'GET /pets?limit=100');
    await ask(mock, 'POST /pets', wrong);
    expect(countWritten()).toBe(all);
  });
});

function showsPet(value: JsonObject | readonly JsonObject[]): boolean {
  const [first] = [value].flat();
  return getOwn(first, 'id') !== undefined && getOwn(first, 'name') !== undefined;
}

describe('a request', () => {
  const looks = ['child', 'children', 'resolve', 'follow', 'extension'] as const;
  let count = 0;
  beforeEach(() => {
    count = 0;
    for (const look of looks) {
      const original = OpenApiDocument.prototype[look];
      vi.spyOn(OpenApiDocument.prototype, look).mockImplementation(function (
        this: OpenApiDocument,
        ...args: unknown[]
      ) {
        count += 1;
        return Reflect.apply(original, this, args);
      });
    }
  });

  /** How often the document is looked into by a second round of the same requests. */
  async function countLooks(documents: JsonObject): Promise<number> {
    await using mock = await createMock({ documents });
    await askAll(mock);
    expect(count).toBeGreaterThan(100);
    count = 0;
    await askAll(mock);
    return count;
  }

  it('does not look further into a document for all that stands beside it', async () => {
    const operation = { get: pets.paths['/weather'].get };
    const more = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`/weather/of/${index}`, operation]),
    );
    const few = await countLooks(pets);
    expect(await countLooks({ ...pets, paths: { ...pets.paths, ...more } })).toBe(few);
  });

  it('never lists the paths or the schemas of the document', async () => {
    const listed: string[] = [];
    const watch = (name: string, value: JsonObject): JsonObject =>
      new Proxy(value, {
        ownKeys: (target) => {
          listed.push(name);
          return Reflect.ownKeys(target);
        },
      });
    const { paths, components } = pets;
    const documents = {
      ...pets,
      paths: watch('paths', paths),
      components: { ...components, schemas: watch('schemas', components.schemas) },
    };
    await using mock = await createMock({ documents });
    await askAll(mock);
    expect(listed).toContain('paths');
    listed.length = 0;
    for (let round = 0; round < 5; round++) await askAll(mock);
    expect(listed).toEqual([]);
  });
});

describe('a session', () => {
  it('shares with the base whatever it did not change', async () => {
    const engine = createEngine({
      documents: [await loadDocument(pets)],
      ...{ seed: '1', cors: true, clock: createFixedClock('2025-01-01T00:00:00Z') },
      limits: { journal: 10, sessions: 100, sessionLifetime: 60_000 },
    });
    const bytes = Buffer.from(JSON.stringify(rex.body));
    const add = (session: string) =>
      engine.exchange({
        ...{ method: 'POST', target: '/pets', body: { kind: 'bytes', bytes } },
        fields: {
          'content-type': 'application/json',
          ...(session && { 'x-mock-session': session }),
        },
      });
    expect(add('').status).toBe(201);
    const build = vi.spyOn(Tree, 'fromSorted');
    const states = Array.from({ length: 50 }, (_, index) => {
      const session = engine.sessions.open(`s-${index}`);
      if (isProblem(session)) throw new Error(session.detail);
      expect(session.state).toBe(engine.sessions.base.state);
      expect(session.seeds).toBe(engine.sessions.base.seeds);
      expect(add(session.id).status).toBe(201);
      return session.state;
    });
    expect(new Set(states).size).toBe(50);
    // Building one anew would copy what is in it.
    expect(build).not.toHaveBeenCalled();
  });
});
