import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../kernel/json.ts';
import { pets } from '../support/pets.ts';
import { type Controlled, createControlled, documented, empty, toContract } from './_controlled.ts';

let stand: Controlled;
beforeEach(async () => {
  stand = await createControlled();
});
afterEach(() => stand.mock.close());

/** A call that must be refused with a status, and the sentence that says why. */
async function refuse(line: string, status: number, body?: Json): Promise<string> {
  const answer = await stand.admin(line, body);
  expect(answer.status, JSON.stringify(answer.json)).toBe(status);
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  return String(answer.at('/detail'));
}

describe('sessions', () => {
  it('are made with an id and in a scenario, listed, and ended', async () => {
    const body = { id: 'mine', scenario: 'pagination', parameters: { count: 4 } };
    const made = await stand.admin('POST /sessions', body);
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      ...{ id: 'mine', scenario: 'pagination', requests: 0 },
      ...{ created: '2025-03-01T12:00:00Z', expires: '2025-03-01T13:00:00Z' },
    });
    const fields = { 'X-Mock-Session': 'mine' };
    expect((await stand.call(`GET ${documented}`, undefined, fields)).json).toHaveLength(4);
    expect((await stand.call(`GET ${documented}`)).json).toHaveLength(3);
    expect((await stand.admin('GET /sessions')).json).toMatchObject([{ id: 'mine', requests: 1 }]);
    expect((await stand.admin('DELETE /sessions/mine')).status).toBe(204);
    expect((await stand.admin('GET /sessions')).json).toEqual([]);
  });

  it('get an id when they name none', async () => {
    const [one, other] = [await stand.admin('POST /sessions'), await stand.admin('POST /sessions')];
    expect(one.at('/id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(other.at('/id')).not.toBe(one.at('/id'));
  });

  it('are refused when the id is taken, or when the scenario is none', async () => {
    await stand.admin('POST /sessions', { id: 'mine' });
    expect(await refuse('POST /sessions', 409, { id: 'mine' })).toContain('"mine" exists already');
    expect(await refuse('POST /sessions', 400, { scenario: 'pagnation' })).toContain('pagination');
    expect(await refuse('DELETE /sessions/main', 404)).toContain('Did you mean mine?');
    expect((await stand.admin('GET /sessions')).json).toHaveLength(1);
  });
});

describe('faults', () => {
  it('are listed with their hits, and taken away one by one or all', async () => {
    await stand.admin('POST /faults', { name: 'down', status: 503 });
    expect((await stand.admin('POST /faults', { delay: 1 })).at('/name')).toBe('fault-2');
    expect((await stand.call(`GET ${empty}`)).status).toBe(503);
    expect((await stand.admin('GET /faults')).json).toMatchObject([
      { name: 'down', hits: 1 },
      { name: 'fault-2', hits: 1 },
    ]);
    expect(await refuse('DELETE /faults/dawn', 404)).toContain('Did you mean down?');
    expect((await stand.admin('DELETE /faults/down')).status).toBe(204);
    expect((await stand.call(`GET ${empty}`)).status).toBe(200);
    expect((await stand.admin('DELETE /faults')).status).toBe(204);
    expect((await stand.admin('GET /faults')).json).toEqual([]);
  });
});

describe('scenarios', () => {
  it('are listed and applied, with parameters', async () => {
    const all = await stand.admin('GET /scenarios');
    expect(JSON.stringify(all.json)).toContain('"pagination"');
    const applied = await stand.admin('POST /scenarios/pagination', { parameters: { count: 2 } });
    expect(applied.at('/name')).toBe('pagination');
    expect((await stand.call(`GET ${documented}`)).json).toHaveLength(2);
    expect(await refuse('POST /scenarios/pagnation', 404)).toContain('Did you mean pagination?');
    const wrong = { parameters: { cuont: 2 } };
    expect(await refuse('POST /scenarios/pagination', 400, wrong)).toContain('count');
    expect((await stand.call(`GET ${documented}`)).json).toHaveLength(2);
  });

  it('as provider states give their parameters back, and are torn down', async () => {
    const body = { state: 'pagination', params: { count: 5 } };
    const set = await stand.call('POST /_pact/provider-states', body);
    expect(set.json).toMatchObject({ count: 5, org: 'yoigo' });
    expect((await stand.call(`GET ${documented}`)).json).toHaveLength(5);
    await stand.call(`POST ${documented}`, toContract('a'));
    const end = { state: 'pagination', action: 'teardown' };
    expect((await stand.call('POST /_pact/provider-states', end)).json).toEqual({});
    expect((await stand.call(`GET ${documented}`)).json).not.toHaveLength(6);
  });
});

describe('snapshots', () => {
  it('tell what was added, changed and removed since', async () => {
    await stand.mock.close();
    stand = await createControlled({ documents: pets });
    expect((await stand.admin('POST /snapshots')).at('/name')).toBe('snapshot-1');
    await stand.call('POST /pets', { name: 'Rex' });
    await stand.call('DELETE /pets/1');
    const before = (await stand.call('GET /pets/2')).json;
    await stand.call('PUT /pets/2', { name: 'Tom' });
    await stand.call('PUT /pets/3', (await stand.call('GET /pets/3')).json);
    await stand.admin('POST /snapshots', { name: 'later' });
    await stand.call('DELETE /pets/4');
    const { json } = await stand.admin('GET /snapshots/snapshot-1/diff?to=later');
    expect(json).toMatchObject([
      { collection: '/pets', id: '1', change: 'removed' },
      { id: '2', change: 'changed', before, after: { name: 'Tom' } },
      { id: '11', change: 'added', after: { name: 'Rex' } },
    ]);
    expect((await stand.admin('GET /snapshots/later/diff')).json).toMatchObject([{ id: '4' }]);
    expect(await refuse('GET /snapshots/later/diff?to=latter', 404)).toContain('later');
    expect(await refuse('GET /snapshots/never/diff', 404)).toContain('never');
    expect(await refuse('POST /snapshots/never/restore', 404)).toContain('never');
    expect((await stand.admin('DELETE /snapshots/later')).status).toBe(204);
    expect(await refuse('DELETE /snapshots/later', 404)).toContain('snapshot-1');
  });
});

describe('the journal', () => {
  it('hides secrets in bodies, whatever their form', async () => {
    const body = { ...toObjectOf('a'), account: [{ api_key: 'hush', shown: 'yes' }] };
    await stand.call(`POST ${empty}`, body);
    await fetch(stand.url + empty, { method: 'POST', body: 'user=ana&password=hush' });
    const { json } = await stand.admin('GET /requests');
    const text = JSON.stringify(json);
    expect(text).not.toContain('hush');
    expect(text).toContain('yes');
    expect(text).toContain('user=ana&password=[redacted]');
  });

  it('tells why a request missed: the method, or the length of the path', async () => {
    await stand.call(`DELETE ${empty}`);
    await stand.call(`GET ${empty}/1/2`);
    const { json } = await stand.admin('GET /requests/unmatched');
    const text = JSON.stringify(json);
    expect(text).toContain('The path fits, but the method is DELETE; declared are GET, POST.');
    expect(text).toMatch(/The path has \d+ segments, not \d+\./);
  });

  it('counts by anything that a request has', async () => {
    await stand.call(`POST ${empty}`, { ...toObjectOf('a'), tags: ['x', 'y'] });
    await stand.call(`GET ${empty}`, undefined, { 'X-Trace': '7' });
    await fetch(stand.url + empty, { method: 'POST', body: 'no JSON' });
    const count = async (pattern: Json) =>
      (await stand.admin('POST /requests/count', pattern)).at('/count');
    expect(await count({ body: { tags: ['x', 'y'] } })).toBe(1);
    expect(await count({ body: { tags: ['x'] } })).toBe(0);
    expect(await count({ body: { tags: { 0: 'x' } } })).toBe(0);
    expect(await count({ fields: { 'x-trace': '7' } })).toBe(1);
    expect(await count({ pathContains: 'commercial', status: 415 })).toBe(1);
  });
});

function toObjectOf(id: string) {
  return { documents_contract_id: id, documents_owner_id: '2357893' };
}
