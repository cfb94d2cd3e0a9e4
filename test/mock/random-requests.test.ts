import { expect, it } from 'vitest';
import { loadScenario } from '../../fixtures/scenario.ts';
import { getShippedDocuments, getShippedScenario } from '../../fixtures/shipped.ts';
import { createFixedClock } from '../../kernel/clock.ts';
import { type HttpRequest, type HttpResponse, toFields } from '../../kernel/http.ts';
import { createEngine } from '../../mock/engine.ts';
import { loadDocument } from '../../spec/load.ts';
import { pets } from '../support/pets.ts';
import { fc } from '../support/properties.ts';
import { ids, newContract, owners } from '../support/shipped.ts';

const known = [
  ...Object.values(owners).flatMap((path) =>
    Object.values(ids).flatMap((id) => [
      `${path}/${id}/contracts`,
      `${path}/${id}/contracts/${id}`,
    ]),
  ),
  ...['/pets', '/pets/1', '/pets/99', '/base/pets', '/weather', '/', '*'],
];
const oddity = fc.constantFrom(
  '%',
  '%zz',
  '%00',
  '%2f',
  '..',
  '//',
  '{petId}',
  'é',
  '1e9',
  '-1',
  ' ',
  '😀',
);
const path = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...known) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...known), oddity).map(([a, b]) => `${a}/${b}`),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...known), fc.nat(99)).map(([a, cut]) => a.slice(0, cut)),
  },
  { weight: 1, arbitrary: fc.webPath() },
);
const parameter = fc.tuple(
  fc.constantFrom('limit', 'offset', 'kind', 'city', 'documents_contract_id', '__proto__', 'x', ''),
  fc.oneof(fc.constantFrom('0', '1', '5', '-1', '1.5', '9'.repeat(30), 'cat', 'doc-1', ''), oddity),
);
const query = fc
  .array(parameter, { maxLength: 3 })
  .map((pairs) => (pairs.length === 0 ? '' : `?${pairs.map((pair) => pair.join('=')).join('&')}`));
const method = fc.constantFrom(
  ...['GET', 'GET', 'GET', 'POST', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'],
  ...['OPTIONS', 'TRACE', 'get', 'PURGE'],
);

const field = fc.oneof(
  fc.tuple(
    fc.constant('Authorization'),
    fc.constantFrom('Bearer x', 'Bearer a.b.c', 'Basic eDp5', ''),
  ),
  fc.tuple(
    fc.constant('Content-Type'),
    fc.constantFrom('application/json', 'application/merge-patch+json', 'text/plain', 'x', ''),
  ),
  fc.tuple(
    fc.constant('Accept'),
    fc.constantFrom('*/*', 'application/json', 'text/html;q=0.1', ',,'),
  ),
  fc.tuple(fc.constant('Origin'), fc.constantFrom('http://localhost', 'null', 'é')),
  fc.tuple(fc.constant('Access-Control-Request-Method'), fc.constant('PUT')),
  fc.tuple(fc.constant('Content-Encoding'), fc.constantFrom('gzip', 'identity')),
  fc.tuple(fc.constant('Cookie'), fc.string()),
);
const usual: [string, string][] = [
  ['Authorization', 'Bearer any-token'],
  ['Content-Type', 'application/json'],
];
const fields = fc.oneof(
  { weight: 2, arbitrary: fc.constant(usual) },
  { weight: 1, arbitrary: fc.array(field, { maxLength: 5 }) },
);

const json = fc.oneof(
  fc.constantFrom<unknown>(newContract, { name: 'Rex' }, { name: 'Tom', kind: 'cat', id: 3 }),
  fc.record({ documents_contract_id: fc.anything(), documents_owner_id: fc.string() }),
  fc.record({ name: fc.oneof(fc.string(), fc.jsonValue()), kind: fc.constantFrom('cat', 'cow') }),
  fc.jsonValue(),
);
const body = fc.oneof(
  { weight: 5, arbitrary: json.map((value) => Buffer.from(JSON.stringify(value) ?? '')) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string().map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: fc.constant(new Uint8Array(0)) },
);

const request: fc.Arbitrary<HttpRequest> = fc.record({
  method,
  target: fc.tuple(path, query).map((parts) => parts.join('')),
  fields: fields.map(toFields),
  body: fc.oneof(
    { weight: 20, arbitrary: body.map((bytes) => ({ kind: 'bytes' as const, bytes })) },
    { weight: 1, arbitrary: fc.constant({ kind: 'too-large' as const, limit: 1024 }) },
  ),
});

it('whatever is asked: every reply is proven, none is a fault of ours', async () => {
  const clock = createFixedClock('2025-03-01T12:00:00Z');
  const inputs = [...getShippedDocuments(), pets];
  const engine = createEngine({
    documents: await Promise.all(inputs.map((input) => loadDocument(input))),
    scenario: await loadScenario(getShippedScenario()),
    ...{
      seed: '1',
      clock,
      cors: true,
      limits: { journal: 10, sessions: 10, sessionLifetime: 60_000 },
    },
  });
  const seen = new Map<number, number>();
  let count = 0;
  fc.assert(
    fc.property(request, (one) => {
      const before = engine.session.state;
      const response = engine.exchange(one);
      count += 1;
      seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
      checkReply(one, response);
      if (response.status >= 400) expect(engine.session.state).toBe(before);
      expect(engine.counters).toEqual({ validated: count, sent: count });
    }),
    { numRuns: 1500, seed: 20250301, endOnFailure: true },
  );
  for (const status of [200, 201, 204, 400, 401, 404, 405, 406, 413, 415]) {
    expect([...seen.keys()], `${status} was never seen`).toContain(status);
  }
});

function checkReply({ method }: HttpRequest, { status, fields, body }: HttpResponse): void {
  const text = Buffer.from(body ?? '').toString();
  expect(status).toBeGreaterThanOrEqual(200);
  expect(status, text).toBeLessThan(500);
  const names = fields.map(([name]) => name.toLowerCase());
  expect(new Set(names).size).toBe(names.length);
  for (const [, value] of fields) expect(value).toMatch(/^[\x20-\x7e]*$/);
  const all = new Map(fields.map(([name, value]) => [name.toLowerCase(), value]));
  if (status >= 400) expect(JSON.parse(all.get('x-mock-findings') ?? '')).not.toEqual([]);
  else expect(all.has('x-mock-findings')).toBe(false);
  if (method === 'HEAD' || status === 204) expect(text).toBe('');
  else expect(Number(all.get('content-length'))).toBe(Buffer.byteLength(text));
  expect(text).not.toMatch(/\n\s+at |\.ts:\d/);
}
