import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getShippedDocuments } from '../../fixtures/shipped.ts';
import { createToken, createTokenKey } from '../../fixtures/token.ts';
import type { Json } from '../../kernel/json.ts';
import { stopChildren } from '../support/child.ts';
import {
  contractsOf,
  type Extra,
  ids,
  newContract,
  owners,
  toId,
  toIds,
} from '../support/shipped.ts';
import { type Judge, startPrism, type Verdict } from './_prism.ts';
import { type Lie, startUpstream, type Upstream } from './_upstream.ts';

const versions = ['v2', 'v3'] as const;
type Version = (typeof versions)[number];

interface Court {
  readonly upstream: Upstream;
  readonly judges: Record<Version, Judge>;
}
const tally = { exchanges: 0, complaints: 0 };
let court: Court | undefined;

beforeAll(async () => {
  const upstream = await startUpstream();
  const [first = '', second = ''] = getShippedDocuments();
  const [v2, v3] = await Promise.all(
    [first, second].map((document) => startPrism(document, upstream.url)),
  );
  if (v2 && v3) court = { upstream, judges: { v2, v3 } };
}, 90_000);

afterAll(async () => {
  court?.upstream.close();
  await stopChildren();
  process.stdout.write(`Prism: ${tally.exchanges} exchanges, ${tally.complaints} complaints\n`);
});

function getCourt(): Court {
  if (!court) throw new Error('Prism did not start');
  return court;
}

/** One exchange through Prism that must reach the mock, have this status, and please Prism. */
async function please(
  version: Version,
  status: number,
  start: string,
  extra: Extra = {},
): Promise<Verdict> {
  const { upstream, judges } = getCourt();
  const before = upstream.count();
  const verdict = await judges[version].ask(start, extra);
  tally.exchanges += 1;
  if (verdict.complaint !== undefined) tally.complaints += 1;
  expect(verdict.complaint, start).toBeUndefined();
  expect(verdict.status, `${start}: ${verdict.text}`).toBe(status);
  expect(upstream.count()).toBe(before + 1);
  return verdict;
}

const key = createTokenKey();
const soon = Math.floor(Date.now() / 1000);
function withToken(facts: { org?: string; expiresAt?: number; permissions?: readonly string[] }) {
  const all = {
    org: 'yoigo',
    user: 'ana',
    audience: 'portal',
    issuedAt: soon,
    expiresAt: soon + 600,
  };
  return { fields: { Authorization: `Bearer ${createToken({ ...all, ...facts }, key)}` } };
}

const unknown = 'ffffffff-ffff-4fff-8fff-ffffffffffff';

describe.each(versions)('Prism accepts what the mock answers: %s', (version) => {
  const list = `GET ${contractsOf(version, 'documented')}`;
  const long = `GET ${contractsOf(version, 'long')}`;
  const post = `POST ${contractsOf(version, 'empty')}`;
  const nowhere = `${owners[version]}/${unknown}/contracts`;

  it('lists and pages', async () => {
    expect(toIds((await please(version, 200, list)).json)).toHaveLength(3);
    expect((await please(version, 200, `GET ${contractsOf(version, 'empty')}`)).json).toEqual([]);
    expect(toIds((await please(version, 200, long)).json)).toHaveLength(50);
    const last = await please(version, 200, `${long}?offset=100&limit=50`);
    expect(toIds(last.json)).toHaveLength(37);
  });

  it('a new contract, and the list that holds it', async () => {
    const made = await please(version, 201, post, { body: newContract });
    const { json } = await please(version, 200, `GET ${contractsOf(version, 'empty')}`);
    expect(json).toEqual([made.json]);
  });

  it('what does not exist', async () => {
    await please(version, 404, `GET ${nowhere}`);
    await please(version, 404, `POST ${nowhere}`, { body: newContract });
  });

  it('what is forbidden', async () => {
    const other = withToken({ org: 'masmovil' });
    await please(version, 403, list, other);
    await please(version, 403, post, { ...other, body: newContract });
    await please(version, 403, list, withToken({ permissions: [] }));
    await please(version, 403, post, {
      ...withToken({ permissions: ['contracts:read'] }),
      body: newContract,
    });
  });

  it('what is wrong in ways that only the mock sees', async () => {
    const deep = Array.from({ length: 70 }).reduce<Json>((inner) => [inner], 1);
    await please(version, 400, post, { body: { ...newContract, deep } });
    await please(version, 401, list, withToken({ expiresAt: soon - 60 }));
    await please(version, 406, list, { fields: { Accept: 'text/html' } });
  });

  it('what fails', async () => {
    await getCourt().upstream.failing(async () => {
      await please(version, 500, list);
      await please(version, 500, post, { body: newContract });
    });
  });
});

describe('Prism accepts what only one of the documents has', () => {
  it('v2: a contract by its id, in every status', async () => {
    const base = `GET ${contractsOf('v2', 'documented')}`;
    const made = await please('v2', 201, base.replace('GET', 'POST'), { body: newContract });
    const item = `${base}/${toId(made.json)}`;
    expect((await please('v2', 200, item)).json).toEqual(made.json);
    expect(toId((await please('v2', 200, `${base}/${ids.documented}`)).json)).toBe(ids.documented);
    await please('v2', 404, `${base}/${unknown}`);
    await please('v2', 404, `GET ${owners.v2}/${unknown}/contracts/${unknown}`);
    await please('v2', 403, item, withToken({ org: 'masmovil' }));
    await getCourt().upstream.failing(() => please('v2', 500, item));
  });

  it('v3: a filter, and no token at all', async () => {
    const list = `GET ${contractsOf('v3', 'documented')}`;
    const example = '12345678-1234-1234-1234-123456789012';
    const found = await please('v3', 200, `${list}?documents_contract_id=${example}`);
    expect(toIds(found.json)).toEqual([ids.documented]);
    expect((await please('v3', 200, `${list}?documents_contract_id=none`)).json).toEqual([]);
    await please('v3', 200, list, { isAnonymous: true });
    await please('v3', 201, list.replace('GET', 'POST'), { isAnonymous: true, body: newContract });
  });
});

const contract = { id: ids.documented, ...newContract };
const told = (status: number, value: Json): Lie => ({ status, body: JSON.stringify(value) });
const lies: readonly (readonly [what: string, lie: Lie, complaint: string])[] = [
  ['a property of the wrong type', told(200, [{ ...contract, documents_owner_id: 1 }]), 'string'],
  ['a property too few', told(200, [newContract]), "required property 'id'"],
  ['an id that is none', told(200, [{ ...contract, id: '7' }]), 'uuid'],
  ['an envelope that is not declared', told(200, { items: [contract] }), 'must be array'],
  ['an error of another form', told(404, { message: 'Not found' }), "required property 'error'"],
  ['another media type', { status: 200, type: 'text/html', body: '<p>Hi</p>' }, 'text/html'],
];

describe.each(versions)('Prism can complain: %s', (version) => {
  it.each(lies)('%s', async (_, lie, words) => {
    const { upstream, judges } = getCourt();
    const list = `GET ${contractsOf(version, 'documented')}`;
    const { complaint } = await upstream.lying(lie, () => judges[version].ask(list));
    expect(complaint).toContain(words);
  });

  it('but does not always', async () => {
    const { upstream, judges } = getCourt();
    const list = `GET ${contractsOf(version, 'documented')}`;
    const { complaint, json } = await upstream.lying(told(200, [contract]), () =>
      judges[version].ask(list),
    );
    expect(complaint).toBeUndefined();
    expect(json).toEqual([contract]);
  });
});
