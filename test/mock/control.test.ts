import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMock } from '../../mock/index.ts';
import { sendBytes } from '../_socket.ts';
import { type Controlled, createControlled, documented, empty, toContract } from './_controlled.ts';

let stand: Controlled;
beforeAll(async () => {
  stand = await createControlled();
});
beforeEach(() => stand.mock.reset());
afterAll(() => stand.mock.close());

describe('state', () => {
  it('reads as a scenario would say it', async () => {
    const answer = await stand.admin(`GET /state?collection=${empty}`);
    expect(answer.json).toEqual({ [empty]: { entities: [], total: 0 } });
  });

  it('is replaced for one collection, and completed', async () => {
    const body = {
      [empty]: { entities: [{ documents_contract_id: 'x', documents_owner_id: 'y' }], generate: 2 },
    };
    expect((await stand.admin(`PUT /state?collection=${empty}`, body)).status).toBe(204);
    expect((await stand.call(`GET ${empty}`)).json).toHaveLength(3);
    expect((await stand.call(`GET ${documented}`)).json).toHaveLength(3);
  });

  it('is replaced as a whole: what is not named is gone', async () => {
    const parents = '/v3/orgs/yoigo/sales/commercial_transactions';
    const id = 'e0000000-0000-4000-8000-000000000000';
    const body = { [parents]: { entities: [{ id }] }, [empty]: { generate: 1 } };
    expect((await stand.admin('PUT /state', body)).status).toBe(204);
    expect((await stand.call(`GET ${empty}`)).json).toHaveLength(1);
    expect((await stand.call(`GET ${documented}`)).status).toBe(404);
  });

  it('is added to', async () => {
    const body = {
      [documented]: {
        entities: [
          {
            id: 'ce2f20cb-35df-4ffe-bca6-c0ed0c28cb39',
            documents_contract_id: 'changed',
            documents_owner_id: 'y',
          },
        ],
      },
    };
    expect((await stand.admin('PATCH /state', body)).status).toBe(204);
    const { json } = await stand.call(`GET ${documented}?documents_contract_id=changed`);
    expect(json).toHaveLength(1);
    expect((await stand.call(`GET ${documented}`)).json).toHaveLength(3);
  });

  it('is refused where it contradicts the document, and nothing changes', async () => {
    const body = {
      [empty]: { entities: [{ documents_contract_id: 5 }] },
      [documented]: { generate: 9 },
    };
    const answer = await stand.admin('PUT /state', body);
    expect(answer.status).toBe(400);
    expect(answer.at('/detail')).toContain('must be a string');
    expect((await stand.call(`GET ${documented}`)).json).toHaveLength(3);
    expect((await stand.admin('PUT /state', { '/nowhere': {} })).status).toBe(404);
  });
});

describe('snapshots', () => {
  it('bring a state back, and tell what changed', async () => {
    expect((await stand.admin('POST /snapshots', { name: 'before' })).status).toBe(201);
    const made = await stand.call(`POST ${empty}`, toContract('a'));
    const diff = await stand.admin('GET /snapshots/before/diff');
    expect(diff.json).toEqual([
      { collection: empty, id: made.at('/id'), change: 'added', after: made.json },
    ]);
    expect((await stand.admin('POST /snapshots/before/restore')).status).toBe(204);
    expect((await stand.call(`GET ${empty}`)).json).toEqual([]);
    expect((await stand.admin('GET /snapshots')).at('/0/name')).toBe('before');
    expect((await stand.admin('DELETE /snapshots/before')).status).toBe(204);
    expect((await stand.admin('DELETE /snapshots/before')).status).toBe(404);
  });
});

describe('the clock', () => {
  it('is set, frozen and advanced, and dates what is made', async () => {
    await stand.admin('PUT /clock', { now: '2030-01-01T00:00:00Z', freeze: true });
    const answer = await stand.admin('PUT /clock', { advance: 90 });
    expect(answer.json).toEqual({ now: '2030-01-01T00:01:30Z', isFrozen: true });
    const made = await stand.call(`POST ${empty}`, toContract('a'));
    expect(made.at('/creation_date')).toBe('2030-01-01T00:01:30Z');
    await stand.admin('POST /reset');
    expect((await stand.admin('GET /clock')).at('/isFrozen')).toBe(false);
  });
});

describe('the journal', () => {
  it('keeps each exchange with its findings, and hides secrets', async () => {
    await stand.call(`GET ${empty}?limit=0&token=abc`, undefined, {
      Authorization: 'Bearer secret-1',
    });
    const answer = await stand.admin('GET /requests?status=400');
    expect(answer.at('/requests/0/request/fields/authorization')).toBe('[redacted]');
    expect(answer.at('/requests/0/request/target')).toContain('token=[redacted]');
    expect(answer.at('/requests/0/findings/0/name')).toBe('limit');
    expect(answer.at('/requests/0/operation')).toBe('listCommercialTransactionContracts');
    expect(JSON.stringify(answer.json)).not.toContain('secret-1');
  });

  it('counts calls', async () => {
    await stand.call(`POST ${empty}`, toContract('a'));
    await stand.call(`POST ${empty}`, toContract('b'));
    const count = async (pattern: Record<string, string | Record<string, string>>) =>
      (await stand.admin('POST /requests/count', pattern)).at('/count');
    expect(await count({ method: 'POST', path: empty })).toBe(2);
    expect(await count({ body: { documents_contract_id: 'b' } })).toBe(1);
    expect(await count({ operation: 'listCommercialTransactionContracts' })).toBe(0);
  });

  it('tells near misses and why', async () => {
    await stand.call('GET /v3/orgs/yoigo/sales/commercial_transaction/1/contracts');
    const answer = await stand.admin('GET /requests/unmatched');
    expect(answer.at('/0/nearMisses/0/why')).toContain(
      '"commercial_transaction", not "commercial_transactions"',
    );
  });

  it('is emptied', async () => {
    await stand.call(`GET ${empty}`);
    await stand.admin('DELETE /requests');
    expect((await stand.admin('GET /requests')).at('/total')).toBe(0);
  });
});

describe('access', () => {
  it('is kept from pages of other sites', async () => {
    const foreign = await stand.admin('POST /reset', undefined, { Origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    const rebound = await sendBytes(
      stand.url,
      Buffer.from(
        'GET /__admin/health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
      ),
    );
    expect(rebound.status).toBe(403);
  });

  it('asks for a token where the server leaves this machine', async () => {
    const open = await createMock();
    await open.listen({ host: '0.0.0.0' });
    try {
      const url = open.url.replace('0.0.0.0', '127.0.0.1');
      expect((await fetch(`${url}/__admin/health`)).status).toBe(401);
      const headers = { Authorization: `Bearer ${open.adminToken}` };
      expect((await fetch(`${url}/__admin/health`, { headers })).status).toBe(200);
    } finally {
      await open.close();
    }
  });

  it('can be left out', async () => {
    const closed = await createMock({ admin: false });
    expect((await closed.handle(new Request('http://x/__admin/health'))).status).toBe(404);
  });
});

describe('a bad call', () => {
  it.each([
    ['GET /nothing', 404],
    ['DELETE /health', 405],
    ['POST /scenarios/nowhere', 404],
    ['GET /requests?limit=0', 400],
  ])('%s gets the control document’s own error', async (line, status) => {
    const answer = await stand.admin(line);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
    expect(answer.at('/detail')).not.toBe('');
  });
});

it('serves its own document and what was inferred', async () => {
  expect((await stand.admin('GET /openapi.json')).at('/openapi')).toBe('3.1.0');
  expect((await stand.admin('GET /explain')).at('/operations/0/behaviour')).toBe('list');
});

describe('provider states of Pact', () => {
  const set = (body: Record<string, string>) => stand.call('POST /_pact/provider-states', body);

  it('are scenarios', async () => {
    await stand.call(`POST ${empty}`, toContract('a'));
    expect((await set({ state: 'default', action: 'setup' })).status).toBe(200);
    expect((await stand.call(`GET ${empty}`)).json).toEqual([]);
  });

  it('fail hard when they are not known, with a scenario to paste', async () => {
    const answer = await set({ state: 'a user exists' });
    expect(answer.status).toBe(404);
    expect(answer.at('/detail')).toContain('scenario: "a user exists"');
  });
});

describe('what would harm the server', () => {
  it.each([
    ['PUT /clock', { advance: 1e13 }],
    ['PUT /clock', { now: '9999-12-31T23:59:59Z', advance: 100 }],
    ['PUT /state', { [empty]: { generate: 1_000_000 } }],
    ['POST /faults', { delay: { uniform: [200, 50] } }],
    ['POST /faults', { status: 503, retryAfter: 1e12 }],
  ])('%s %j is refused, and nothing is changed', async (line, body) => {
    expect((await stand.admin(line, body)).status).toBe(400);
    expect((await stand.admin('GET /clock')).at('/now')).toBe('2025-03-01T12:00:00Z');
    expect((await stand.admin('GET /faults')).json).toEqual([]);
    expect((await stand.call(`GET ${empty}`)).json).toEqual([]);
  });
});
