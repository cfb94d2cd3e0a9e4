import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import { createMock, type Mock, type SeedProgress } from '../../mock/index.ts';
import { EntitySource } from '../../mock/state/entity-source.ts';
import { createScenarioFolder } from '../fixtures/_scenarios.ts';

const uuid = { type: 'string', format: 'uuid' } as const;
const instant = { type: 'string', format: 'date-time', readOnly: true } as const;

const gone = { description: 'Gone' } as const;

/** Notes, paged by offset or by cursor, filtered by their kind. */
const notes = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/notes': {
      get: {
        operationId: 'listNotes',
        parameters: [
          query('offset', { type: 'integer' }),
          query('limit', { type: 'integer', default: 50 }),
          query('kind', { type: 'string' }),
        ],
        responses: { 200: toContent({ type: 'array', items: ref('Note') }) },
      },
      post: {
        operationId: 'addNote',
        requestBody: toContent(ref('Note')),
        responses: { 201: toContent(ref('Note')) },
      },
    },
    '/notes/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: uuid }],
      get: { operationId: 'getNote', responses: { 200: toContent(ref('Note')), 404: gone } },
      delete: { operationId: 'removeNote', responses: { 204: gone, 404: gone } },
    },
    '/marks': {
      get: {
        operationId: 'listMarks',
        parameters: [
          query('cursor', { type: 'string' }),
          query('limit', { type: 'integer', default: 50 }),
        ],
        responses: { 200: toContent(ref('Marks')) },
      },
      post: {
        operationId: 'addMark',
        requestBody: toContent(ref('Mark')),
        responses: { 201: toContent(ref('Mark')) },
      },
    },
  },
  components: {
    schemas: {
      Note: {
        type: 'object',
        required: ['id', 'kind'],
        properties: {
          id: { ...uuid, readOnly: true },
          kind: { enum: ['memo', 'list', 'plan', 'song'] },
          created_at: instant,
        },
      },
      Mark: {
        type: 'object',
        required: ['id', 'text'],
        properties: { id: { type: 'integer', readOnly: true }, text: { type: 'string' } },
      },
      Marks: {
        type: 'object',
        required: ['items'],
        properties: {
          items: { type: 'array', items: ref('Mark') },
          next_cursor: { type: ['string', 'null'] },
        },
      },
    },
  },
} as const;

function query(name: string, schema: JsonObject) {
  return { name, in: 'query', schema } as const;
}

function ref(name: string) {
  return { $ref: `#/components/schemas/${name}` } as const;
}

function toContent(schema: JsonObject) {
  return { description: 'OK', content: { 'application/json': { schema } } } as const;
}

const count = 4000;
const folder = createScenarioFolder();
let mock: Mock;
beforeAll(async () => {
  mock = await createMock({ documents: notes, scenario: write(count) });
});
afterAll(async () => {
  await mock.close();
  folder.remove();
});

function write(generate: number): string {
  const state = `state: { /notes: { generate: ${generate} }, /marks: { generate: ${generate} } }`;
  return folder.write(`${generate}.yaml`, `scenario: large\n${state}\n`);
}

async function ask(target: string, init?: RequestInit) {
  const headers = { 'content-type': 'application/json', ...init?.headers };
  const response = await mock.handle(
    new Request(`http://localhost${target}`, { ...init, headers }),
  );
  const text = await response.text();
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
}

async function readAll(
  target: string,
): Promise<{ id: string; kind: string; created_at: string }[]> {
  const { json } = await ask(target);
  return json;
}

const add = (target: string, body: JsonObject, headers = {}) =>
  ask(target, { method: 'POST', body: JSON.stringify(body), headers });

describe('a walk over a large collection while others append', () => {
  it('sees each item once, by offset', async () => {
    const seen: string[] = [];
    for (let offset = 0; ; offset += 500) {
      const page = await readAll(`/notes?offset=${offset}&limit=500`);
      seen.push(...page.map(({ id }) => id));
      if (page.length < 500) break;
      expect((await add('/notes', { kind: 'memo' })).status).toBe(201);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(count + 8);
  });

  it('sees each item once, by cursor', async () => {
    const seen: number[] = [];
    let cursor = '';
    for (;;) {
      const { json } = await ask(`/marks?limit=300${cursor && `&cursor=${cursor}`}`);
      seen.push(...json.items.map(({ id }: { id: number }) => id));
      if (typeof json.next_cursor !== 'string') break;
      cursor = json.next_cursor;
      expect((await add('/marks', { text: 'more' })).status).toBe(201);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(count + 13);
    expect(Math.max(...seen)).toBe(count + 13);
  });
});

describe('a large collection', () => {
  it('is in the order of creation, and filters find what a walk finds', async () => {
    mock.reset();
    const all = await readAll(`/notes?limit=${count}`);
    const dates = all.map(({ created_at: date }) => Date.parse(date));
    expect(dates).toEqual([...dates].sort((a, b) => a - b));
    for (const kind of ['memo', 'song']) {
      const found = await readAll(`/notes?kind=${kind}&limit=${count}`);
      expect(found).toEqual(all.filter((note) => note.kind === kind));
    }
  });

  it('is a session’s own from its first change on', async () => {
    mock.reset();
    const [first] = await readAll('/notes?limit=1');
    const ana = { headers: { 'x-mock-session': 'ana' } };
    const path = `/notes/${first?.id}`;
    expect((await ask(path, { method: 'DELETE', ...ana })).status).toBe(204);
    expect((await ask(path, ana)).status).toBe(404);
    expect((await ask('/notes?limit=1', ana)).json[0].id).not.toBe(first?.id);
    expect((await ask(path)).json).toEqual(first);
  });

  it('tells what a session changed in it', async () => {
    mock.reset();
    await add('/__admin/snapshots', { name: 'before' });
    const [first] = await readAll('/notes?limit=1');
    await ask(`/notes/${first?.id}`, { method: 'DELETE' });
    await add('/notes', { kind: 'plan' });
    const { json } = await ask('/__admin/snapshots/before/diff');
    expect(json.map(({ change }: { change: string }) => change)).toEqual(['removed', 'added']);
    expect(json[0].before).toEqual(first);
  });

  it('has the same bytes in every mock of the same seed', async () => {
    mock.reset();
    const other = await createMock({ documents: notes, scenario: write(count) });
    const request = () => new Request('http://localhost/notes?offset=3990&limit=10');
    expect(await (await other.handle(request())).text()).toBe(
      await (await mock.handle(request())).text(),
    );
    await other.close();
  });
});

it('tells how far it is while a very large one is made ready', async () => {
  const told: SeedProgress[] = [];
  const large = await createMock({
    documents: notes,
    scenario: write(60_000),
    onProgress: (progress) => told.push(progress),
  });
  await large.close();
  expect(told.map(({ collection }) => collection)).toEqual(
    expect.arrayContaining(['/notes', '/marks']),
  );
  const done = told.filter(({ collection }) => collection === '/notes').map((one) => one.done);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(told.every((one) => one.total === 60_000 && one.done <= one.total)).toBe(true);
});

it('has made some of the first when it is ready, but no more than two thousand', async () => {
  const open = vi.spyOn(EntitySource.prototype, 'open');
  const large = await createMock({ documents: notes, scenario: write(4000) });
  const made = new Set(open.mock.calls.map(([slot]) => slot));
  open.mockRestore();
  await large.close();
  expect(made.size).toBeGreaterThanOrEqual(64);
  expect(made.size).toBeLessThan(2100);
});
