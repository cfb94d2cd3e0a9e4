import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getShippedDocuments } from '../../../fixtures/shipped.ts';
import { type DeriveOptions, derivePacts } from '../../../harness/index.ts';
import { getOwn, type Json, toArray, toText } from '../../../kernel/json.ts';
import { getAt } from '../../../kernel/pointer.ts';
import { createMock, type Mock, type MockSession } from '../../../mock/index.ts';
import type { OpenApiDocument } from '../../../spec/document.ts';
import { loadDocument } from '../../../spec/load.ts';

const id = 'ce2f20cb-35df-4ffe-bca6-c0ed0c28cb39';
const v2 = (subscription: string) => `/v2/orgs/yoigo/subscriptions/${subscription}/contracts`;
const empty = v2('e0000000-0000-4000-8000-000000000000');
const long = v2('00000137-0000-4000-8000-000000000137');
const v3 = `/v3/orgs/yoigo/sales/commercial_transactions/${id}/contracts`;

const toValue = (text: string): Json => JSON.parse(text);

describe('a pact derived from a journal', () => {
  let mock: Mock;
  let url: string;
  let documents: OpenApiDocument[];
  let session: MockSession;

  beforeAll(async () => {
    mock = await createMock();
    url = await mock.listen();
    documents = await Promise.all(getShippedDocuments().map((path) => loadDocument(path)));
  });
  afterAll(() => mock.close());
  beforeEach(() => {
    session = mock.session();
  });

  const ask = (start: string, init: { fields?: Record<string, string>; body?: Json } = {}) => {
    const [method = 'GET', target = '/'] = start.split(' ');
    const type = init.body === undefined ? {} : { 'Content-Type': 'application/json' };
    return session.handle(
      new Request(`http://front.end${target}`, {
        method,
        headers: { Authorization: 'Bearer secret', ...type, ...init.fields },
        ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
      }),
    );
  };
  const derive = (more: Partial<DeriveOptions> = {}) =>
    derivePacts({ url, documents, consumer: 'web', session: session.id, ...more });
  const deriveOne = async () => {
    const { pacts } = await derive();
    const pact: Json = JSON.parse(pacts[0]?.text ?? 'null');
    return { pact, interactions: toArray(getOwn(pact, 'interactions')) };
  };

  it('is one for each document, named after consumer and provider', async () => {
    await ask(`GET ${v2(id)}`);
    await ask(`GET ${v3}`);
    const { pacts, state } = await derive();
    expect(pacts.map(({ name, interactions }) => [name, interactions])).toEqual([
      ['web-subscriptions-v2.json', 1],
      ['web-sales-v3.json', 1],
    ]);
    expect(state).toEqual({ name: 'default', params: {} });
  });

  it('is the same whatever the order, the number and the time of the calls', async () => {
    const calls = [`GET ${v2(id)}`, `GET ${long}?limit=2`, `GET ${empty}`];
    for (const call of calls) await ask(call);
    const first = await derive();
    session = mock.session();
    session.clock.advance(86_400_000);
    for (const call of [...calls.reverse(), ...calls]) await ask(call);
    const second = await derive();
    expect(second.pacts).toEqual(first.pacts);
  });

  it('tells a list by one of its items, with matchers from the schema', async () => {
    await ask(`GET ${long}`);
    const { interactions } = await deriveOne();
    const [list] = interactions;
    expect(toArray(getAt(list, '/response/body/content'))).toHaveLength(1);
    expect(getAt(list, '/response/matchingRules/body')).toMatchObject({
      $: { matchers: [{ match: 'type', min: 1 }] },
      '$[*].id': {
        matchers: [{ match: 'regex', regex: expect.stringContaining('[0-9a-fA-F]{8}') }],
      },
      '$[*].documents_owner_id': { matchers: [{ match: 'type' }] },
    });
    expect(getAt(list, '/providerStates')).toEqual([{ name: 'default' }]);
  });

  it('wants an empty list where there was one', async () => {
    await ask(`GET ${empty}`);
    const { interactions } = await deriveOne();
    expect(getAt(interactions[0], '/response/body/content')).toEqual([]);
    expect(getAt(interactions[0], '/response/matchingRules')).toBeUndefined();
  });

  it('has an example in the place of credentials', async () => {
    await ask(`GET ${v2(id)}`);
    const { pact, interactions } = await deriveOne();
    expect(JSON.stringify(pact)).not.toContain('secret');
    expect(getAt(interactions[0], '/request/headers/Authorization')).toEqual(['Bearer any']);
    expect(getAt(interactions[0], '/request/matchingRules/header/Authorization')).toMatchObject({
      matchers: [{ match: 'regex', regex: '^Bearer .+$' }],
    });
  });

  it('keeps errors, also those of requests that are wrong', async () => {
    await ask(`POST ${empty}`, { body: { documents_contract_id: 'A' } });
    await ask(`GET ${v2(id)}?limit=0`);
    await ask(`GET ${v2(id)}/ffffffff-ffff-4fff-8fff-ffffffffffff`);
    const { interactions } = await deriveOne();
    expect(interactions.map((one) => getAt(one, '/response/status')).sort()).toEqual([
      400, 400, 404,
    ]);
  });

  it.each<[string, string, { fields?: Record<string, string>; body?: Json }, RegExp]>([
    [
      'what the mock was told to answer',
      `GET ${v2(id)}`,
      { fields: { Prefer: 'code=500' } },
      /told the mock what to answer/,
    ],
    ['what no operation is', 'GET /nonsense', {}, /no operation/],
    [
      'what is longer than the journal tells',
      `POST ${empty}`,
      { body: { documents_contract_id: 'x'.repeat(9000), documents_owner_id: 'y' } },
      /only the beginning of its body/,
    ],
    [
      'what holds a secret',
      `POST ${empty}`,
      { body: { documents_contract_id: 'A', documents_owner_id: 'B', token: 'T' } },
      /hides a secret in a body/,
    ],
  ])('leaves out %s, and says so', async (_, start, init, reason) => {
    await ask(start, init);
    await ask(`GET ${long}?limit=1`);
    const { leftOut, pacts } = await derive();
    expect(leftOut.map((one) => one.reason)).toEqual([expect.stringMatching(reason)]);
    expect(pacts[0]?.interactions).toBe(1);
  });

  it('leaves out what needs something that came before it', async () => {
    const body = { documents_contract_id: 'A', documents_owner_id: 'B' };
    const added = toValue(await (await ask(`POST ${empty}`, { body })).text());
    await ask(`GET ${empty}`);
    await ask(`GET ${empty}/${toText(getOwn(added, 'id'))}`);
    const { leftOut, pacts } = await derive();
    expect(leftOut.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/from a fresh start the reply is of another form$/),
      expect.stringMatching(/from a fresh start the reply is 404 instead of 200$/),
    ]);
    expect(pacts[0]?.interactions).toBe(1);
  });

  it('leaves out a long list that was not there in the beginning', async () => {
    const body = { documents_contract_id: 'x'.repeat(200), documents_owner_id: 'B' };
    for (let count = 0; count < 25; count++) await ask(`POST ${empty}`, { body });
    await ask(`GET ${empty}`);
    const { leftOut, pacts } = await derive();
    expect(leftOut).toHaveLength(1);
    expect(pacts[0]?.interactions).toBe(1);
  });

  it('begins in the scenario of the session, with the parameters that are given', async () => {
    session.scenario('pagination', { count: 3 });
    await ask(`GET ${v2(id)}?offset=2`);
    await ask(`GET ${v2(id)}?offset=3`);
    const { state, pacts, leftOut } = await derive({ parameters: { count: '3' } });
    expect(state).toEqual({ name: 'pagination', params: { count: '3' } });
    expect(pacts[0]?.interactions).toBe(2);
    expect(leftOut).toEqual([]);
  });

  it('leaves no session behind', async () => {
    await ask(`GET ${empty}`);
    await derive();
    const sessions = toValue(await (await fetch(`${url}/__admin/sessions`)).text());
    expect(toArray(sessions).filter((one) => /^derive-/.test(String(getOwn(one, 'id'))))).toEqual(
      [],
    );
  });

  it('cannot be made of nothing', async () => {
    await expect(derive()).rejects.toThrow(/^There is no request in the journal of session-\d+\./);
    await ask('GET /nonsense');
    await expect(derive()).rejects.toThrow(
      /^Nothing in the journal of session-\d+ can be a pact: /,
    );
    await expect(derive({ url: 'http://127.0.0.1:9' })).rejects.toThrow(/^No mock answers at /);
  });
});
