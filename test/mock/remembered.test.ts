import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadScenario } from '../../fixtures/scenario.ts';
import { getShippedDocuments, getShippedScenario } from '../../fixtures/shipped.ts';
import { createToken, createTokenKey } from '../../fixtures/token.ts';
import { type HttpRequest, noBody } from '../../kernel/http.ts';
import { createEngine, type Engine } from '../../mock/engine.ts';
import { RequestReader } from '../../mock/http/requests.ts';
import { loadDocument } from '../../spec/load.ts';
import { pets } from '../support/pets.ts';
import { fc } from '../support/properties.ts';
import { anyRequest } from '../support/requests.ts';
import { contractsOf, ids, newContract } from '../support/shipped.ts';

const errors = fileURLToPath(new URL('../documents/errors.yaml', import.meta.url));
const inputs = [...getShippedDocuments(), pets, errors];
const documents = await Promise.all(inputs.map((input) => loadDocument(input)));
const scenario = await loadScenario(getShippedScenario());

/** An engine whose clock stands until it is told to go on. */
function createTimed() {
  const time = { now: Date.parse('2025-03-01T12:00:00Z') };
  const engine = createEngine({
    ...{ documents, scenario, seed: '1', cors: true, clock: { now: () => time.now } },
    limits: { journal: 10, sessions: 10, sessionLifetime: 60_000_000 },
  });
  return { engine, time };
}

/** A request as it comes off a socket: what was read before is recognised. */
function recognise(reader: RequestReader, { method, target, fields, body }: HttpRequest) {
  const isEmpty = body.kind === 'bytes' && body.bytes.length === 0;
  const message = { method, url: target, rawHeaders: Object.entries(fields).flat() };
  return reader.read(message, { body: isEmpty ? noBody : body });
}

const act = fc.constantFrom<(one: ReturnType<typeof createTimed>) => void>(
  ({ time }) => {
    time.now += 3_600_000;
  },
  ({ engine }) => engine.session.reset(),
  ({ engine }) => engine.session.faults.add({ name: 'now', status: 503, times: 1 }),
  ({ engine }) => engine.session.apply(engine.toOrigin(undefined)),
  ({ engine }) => engine.session.apply(engine.toOrigin(scenario)),
);
const list = contractsOf('v3', 'documented');
const related = [
  ...['GET /pets', 'POST /pets {"name":"Rex"}', 'GET /pets/1', 'DELETE /pets/1', 'GET /pets/11'],
  ...['PUT /pets/1 {"name":"Tom"}', `GET ${list}?limit=5`, `GET ${list}`],
  `POST ${list} ${JSON.stringify(newContract)}`,
].map(toRequest);

function toRequest(line: string): HttpRequest {
  const [, method = '', target = '', text = ''] = /^(\S+) (\S+) ?(.*)$/.exec(line) ?? [];
  const fields = { authorization: 'Bearer any', 'content-type': 'application/json' };
  return { method, target, fields, body: { kind: 'bytes', bytes: Buffer.from(text) } };
}
const request = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...related) },
  { weight: 1, arbitrary: anyRequest },
);
const step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ pick: fc.nat(5), session: fc.boolean() }) },
  { weight: 1, arbitrary: act },
);

it('what was found out about a request before changes no reply to it', () => {
  let repeated = 0;
  const pool = fc.array(request, { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(pool, fc.array(step, { minLength: 8, maxLength: 40 }), (requests, steps) => {
      const [plain, knowing] = [createTimed(), createTimed()];
      const reader = new RequestReader();
      const seen = new Set<unknown>();
      for (const one of steps) {
        if (typeof one === 'function') {
          one(plain);
          one(knowing);
          continue;
        }
        const chosen = requests[one.pick % requests.length] ?? requests[0];
        if (!chosen) continue;
        const fields = one.session ? { ...chosen.fields, 'x-mock-session': 'one' } : chosen.fields;
        const request = recognise(reader, { ...chosen, fields });
        const expected = plain.engine.exchange({ ...chosen, fields });
        const actual = knowing.engine.exchange(request);
        expect(toComparable(actual)).toEqual(toComparable(expected));
        if (seen.has(actual)) repeated += 1;
        seen.add(actual);
      }
      expect(knowing.engine.counters).toEqual(plain.engine.counters);
    }),
    { numRuns: 150 },
  );
  // Otherwise nothing was looked at.
  expect(repeated).toBeGreaterThan(300);
});

function toComparable({ body, ...rest }: ReturnType<Engine['exchange']>) {
  const { isAscii: _, ...others } = rest;
  return { ...others, text: body === undefined ? undefined : Buffer.from(body).toString() };
}

it('a change elsewhere leaves a response as it is; one of what it tells does not', () => {
  const { engine } = createTimed();
  const reader = new RequestReader();
  const ask = (line: string) => engine.exchange(recognise(reader, toRequest(line)));
  const add = () => JSON.parse(String(ask('POST /pets {"name":"Rex"}').body)).id;
  const [first, second] = [add(), add()];
  const lines = ['GET /pets?limit=1', `GET /pets/${first}`, 'GET /pets/98765'];
  const before = lines.map(ask);
  expect(before.map(({ status }) => status)).toEqual([200, 200, 404]);
  expect(ask(`PUT /pets/${second} {"name":"Max"}`).status).toBe(200);
  for (const [index, line] of lines.entries()) {
    expect(ask(line)).toBe(before[index]);
    expect(ask(line)).toBe(before[index]);
  }
  expect(ask(`PUT /pets/${first} {"name":"Tom"}`).status).toBe(200);
  add();
  expect(String(ask('GET /pets/98765').body)).toContain('Known there: 1, 2, 3.');
  expect(String(ask('GET /pets?limit=1').body)).toContain('"Tom"');
  expect(String(ask(`GET /pets/${first}`).body)).toContain('"Tom"');
});

it('a token that has expired since is refused', () => {
  const { engine, time } = createTimed();
  const issuedAt = time.now / 1000;
  const facts = { org: 'yoigo', user: 'ana@example.com', audience: 'portal.example.com' };
  const token = createToken({ ...facts, issuedAt, expiresAt: issuedAt + 60 }, createTokenKey());
  const fields = { authorization: `Bearer ${token}` };
  const reader = new RequestReader();
  const target = `${contractsOf('v2', 'documented')}/${ids.documented}`;
  const ask = () =>
    engine.exchange(recognise(reader, { method: 'GET', target, fields, body: noBody }));
  expect([ask(), ask()].map(({ status }) => status)).toEqual([200, 200]);
  time.now += 61_000;
  expect(ask().status).toBe(401);
});

it('an error that tells the time tells it anew', () => {
  const { engine, time } = createTimed();
  const reader = new RequestReader();
  const request = { method: 'GET', target: '/numbered?size=0', fields: {}, body: noBody };
  const ask = () => JSON.parse(String(engine.exchange(recognise(reader, request)).body));
  expect(ask().timestamp).toBe('2025-03-01T12:00:00Z');
  time.now += 60_000;
  expect(ask().timestamp).toBe('2025-03-01T12:01:00Z');
});

it('a request without a body is the same one each time, and one with a body has the same head', () => {
  const reader = new RequestReader();
  const message = { method: 'POST', url: '/pets', rawHeaders: ['Host', 'x', 'A', '1', 'a', '2'] };
  const first = reader.read(message, { body: noBody });
  expect(reader.read({ ...message }, { body: noBody })).toBe(first);
  expect(first.fields).toEqual({ host: 'x', a: '1, 2' });
  const body = { kind: 'bytes', bytes: Buffer.from('{}') } as const;
  const filled = reader.read({ ...message }, { body });
  expect(filled.head).toBe(first.head);
  expect(filled.body).toBe(body);
  const other = reader.read({ ...message, rawHeaders: ['Host', 'y'] }, { body: noBody });
  expect(other.head).not.toBe(first.head);
});
