import { expect, it } from 'vitest';
import { getOwn, type Json, toArray } from '../../kernel/json.ts';
import { createMock, type Mock } from '../../mock/index.ts';
import { fc } from '../support/properties.ts';
import { ask, contractsOf, toId } from '../support/shipped.ts';

const version = fc.constantFrom('v2' as const, 'v3' as const);
const owner = fc.constantFrom('empty' as const, 'documented' as const);
const name = fc.constantFrom(
  'doc-1',
  'doc-2',
  'ñandú & Söhne',
  '12345678-1234-1234-1234-123456789012',
);
const small = fc.nat(9);

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('create' as const), version, owner, name }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('list' as const),
      version,
      owner,
      offset: small,
      limit: small,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('filter' as const), owner, name, offset: fc.nat(2) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('read' as const), owner, index: small }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('refused' as const), version, owner }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What a client may expect to find, by the path of the list. */
type Model = Map<string, Json[]>;

it('any sequence of requests is answered as an array would answer it', async () => {
  const mock = await createMock({ clock: '2025-03-01T12:00:00Z' });
  const paths = (['v2', 'v3'] as const).flatMap((one) =>
    (['empty', 'documented'] as const).map((other) => contractsOf(one, other)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }),
      async (steps) => {
        mock.reset();
        const model: Model = new Map();
        for (const path of paths) {
          model.set(path, [...toArray((await ask(mock, `GET ${path}`)).json)]);
        }
        for (const one of steps) await take(one, mock, model);
        for (const path of paths) {
          expect((await ask(mock, `GET ${path}?limit=1000`)).json).toEqual(model.get(path));
        }
      },
    ),
    { numRuns: 25 },
  );
  const { validated, sent } = mock.counters;
  expect(sent).toBeGreaterThan(300);
  expect(validated).toBe(sent);
});

async function take(one: Step, mock: Mock, model: Model): Promise<void> {
  const path = contractsOf(
    'version' in one ? one.version : one.kind === 'read' ? 'v2' : 'v3',
    one.owner,
  );
  const items = model.get(path) ?? [];
  if (one.kind === 'create') {
    const body = { documents_contract_id: one.name, documents_owner_id: '2357893' };
    const { status, json = null } = await ask(mock, `POST ${path}`, { body });
    expect(status).toBe(201);
    expect(json).toMatchObject(body);
    expect(items.map((item) => getOwn(item, 'id'))).not.toContain(toId(json));
    items.push(json);
  } else if (one.kind === 'refused') {
    expect((await ask(mock, `POST ${path}`, { body: { documents_contract_id: 7 } })).status).toBe(
      400,
    );
  } else if (one.kind === 'read') {
    const wanted = items[one.index];
    const id = wanted === undefined ? 'ffffffff-ffff-4fff-8fff-ffffffffffff' : toId(wanted);
    const { status, json } = await ask(mock, `GET ${path}/${id}`);
    expect(status).toBe(wanted === undefined ? 404 : 200);
    if (wanted !== undefined) expect(json).toEqual(wanted);
  } else if (one.kind === 'filter') {
    const query = new URLSearchParams({ documents_contract_id: one.name, offset: `${one.offset}` });
    const wanted = items.filter((item) => getOwn(item, 'documents_contract_id') === one.name);
    const { json } = await ask(mock, `GET ${path}?${query}`);
    expect(json).toEqual(wanted.slice(one.offset));
  } else {
    const limit = one.limit + 1;
    const { json } = await ask(mock, `GET ${path}?offset=${one.offset}&limit=${limit}`);
    expect(json).toEqual(items.slice(one.offset, one.offset + limit));
  }
}
