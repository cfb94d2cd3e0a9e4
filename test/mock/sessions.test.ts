import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Controlled, createControlled, documented, empty, toContract } from './_controlled.ts';

let stand: Controlled;
beforeAll(async () => {
  stand = await createControlled();
});
beforeEach(async () => {
  stand.mock.reset();
  for (const { id } of await listSessions()) await stand.admin(`DELETE /sessions/${id}`);
});
afterAll(() => stand.mock.close());

async function listSessions(): Promise<{ id: string }[]> {
  const { json } = await stand.admin('GET /sessions');
  return Array.isArray(json) ? json.map((item) => ({ id: String(item.id) })) : [];
}

async function count(path: string, headers: Record<string, string> = {}): Promise<number> {
  const { json } = await stand.call(`GET ${path}`, undefined, headers);
  return Array.isArray(json) ? json.length : -1;
}

describe('a session', () => {
  it('sees what it wrote, and nobody else does', async () => {
    const ana = { 'X-Mock-Session': 'ana' };
    expect((await stand.call(`POST ${empty}`, toContract('a'), ana)).status).toBe(201);
    expect(await count(empty, ana)).toBe(1);
    expect(await count(empty)).toBe(0);
    expect(await count(empty, { 'X-Mock-Session': 'ben' })).toBe(0);
  });

  it('starts from the base as it is at that moment', async () => {
    await stand.call(`POST ${empty}`, toContract('base'));
    expect(await count(empty, { 'X-Mock-Session': 'late' })).toBe(1);
    await stand.call(`POST ${empty}`, toContract('base-2'));
    expect(await count(empty, { 'X-Mock-Session': 'late' })).toBe(1);
  });

  it('can be named by cookie and by path', async () => {
    await stand.call(`POST /__s/eva${empty}`, toContract('a'));
    expect(await count(`/__s/eva${empty}`)).toBe(1);
    expect(await count(empty, { Cookie: 'a=b; mock_session=eva' })).toBe(1);
    expect(await count(empty)).toBe(0);
  });

  it('has a clock, faults and a journal of its own', async () => {
    const own = { 'X-Mock-Session': 'own' };
    await stand.admin('PUT /clock', { now: '2030-01-01T00:00:00Z' }, own);
    await stand.admin('POST /faults', { status: 503 }, own);
    expect((await stand.call(`GET ${empty}`, undefined, own)).status).toBe(503);
    expect((await stand.call(`GET ${empty}`)).status).toBe(200);
    expect((await stand.admin('GET /clock')).at('/now')).toBe('2025-03-01T12:00:00Z');
    expect((await stand.admin('GET /clock', undefined, own)).at('/now')).toBe(
      '2030-01-01T00:00:00Z',
    );
    expect((await stand.admin('GET /requests', undefined, own)).at('/total')).toBe(1);
  });

  it('is refused with the document’s error when its id is none', async () => {
    const answer = await stand.call(`GET ${empty}`, undefined, { 'X-Mock-Session': 'a b/c' });
    expect(answer.status).toBe(400);
    expect(answer.at('/error/message')).toContain('is no id of a session');
  });
});

it('keeps two hundred sessions apart that write and read at once', async () => {
  const work = async (index: number): Promise<void> => {
    const mine = { 'X-Mock-Session': `worker-${index}` };
    const writes = 1 + (index % 4);
    for (let at = 0; at < writes; at++) {
      await stand.call(`POST ${empty}`, toContract(`${index}-${at}`), mine);
    }
    const { json } = await stand.call(`GET ${empty}`, undefined, mine);
    const ids = Array.isArray(json)
      ? json.map((item) => JSON.stringify(item).match(/"documents_contract_id":"([^"]+)"/)?.[1])
      : [];
    expect(ids).toEqual(Array.from({ length: writes }, (_, at) => `${index}-${at}`));
  };
  await Promise.all(Array.from({ length: 200 }, (_, index) => work(index)));
  expect(await count(empty)).toBe(0);
  expect(await count(documented)).toBe(3);
  expect((await listSessions()).length).toBe(200);
});

it('has a cap that says what to do', async () => {
  const small = await createControlled({ limits: { sessions: 2 } });
  try {
    for (const id of ['a', 'b'])
      await small.call(`GET ${empty}`, undefined, { 'X-Mock-Session': id });
    const third = await small.call(`GET ${empty}`, undefined, { 'X-Mock-Session': 'c' });
    expect(third.status).toBe(503);
    expect(third.at('/error/message')).toContain('DELETE /__admin/sessions');
    await small.admin('DELETE /sessions/a');
    expect((await small.call(`GET ${empty}`, undefined, { 'X-Mock-Session': 'c' })).status).toBe(
      200,
    );
  } finally {
    await small.mock.close();
  }
});

it('forgets a session that nobody used for its lifetime', async () => {
  let now = Date.parse('2025-03-01T12:00:00Z');
  const aging = await createControlled({
    clock: { now: () => now },
    limits: { sessionLifetime: 1000 },
  });
  try {
    await aging.call(`POST ${empty}`, toContract('a'), { 'X-Mock-Session': 'old' });
    now += 1001;
    expect((await aging.admin('GET /sessions')).json).toEqual([]);
    const { json } = await aging.call(`GET ${empty}`, undefined, { 'X-Mock-Session': 'old' });
    expect(json).toEqual([]);
  } finally {
    await aging.mock.close();
  }
});

it('costs the same to make whatever the base holds', () => {
  // The state is a pointer: a new session holds the very value of the base.
  const session = stand.mock.session('pointer');
  session.use({ delay: 0 });
  expect(session.id).toBe('pointer');
  expect(session.headers).toEqual({ 'X-Mock-Session': 'pointer' });
});
