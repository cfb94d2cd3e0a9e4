import { type HttpRequest, toFields } from '../../kernel/http.ts';
import { fc } from './properties.ts';
import { ids, newContract, owners } from './shipped.ts';

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

/** Requests to the documents that ship and to those of `pets.ts`: many right, many not. */
export const anyRequest: fc.Arbitrary<HttpRequest> = fc.record({
  method,
  target: fc.tuple(path, query).map((parts) => parts.join('')),
  fields: fields.map(toFields),
  body: fc.oneof(
    { weight: 20, arbitrary: body.map((bytes) => ({ kind: 'bytes' as const, bytes })) },
    { weight: 1, arbitrary: fc.constant({ kind: 'too-large' as const, limit: 1024 }) },
  ),
});
