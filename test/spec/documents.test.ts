import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { getOwn, type Json, type JsonObject, toArray, toObject } from '../../kernel/json.ts';
import { getAt } from '../../kernel/pointer.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const v2 = 'subscriptions.v2';
const v3 = 'sales.v3';
const v2Contracts = '/v2/orgs/{org}/subscriptions/{subscriptionId}/contracts';
const v3Contracts =
  '/v3/orgs/{org}/sales/commercial_transactions/{commercial_transaction_id}/contracts';

const v2Parent = ['path org: string', 'path subscriptionId: string(uuid)'];
const v3Parent = ['path org: string', 'path commercial_transaction_id: string(uuid)'];
const page = ['query offset?: integer >= 0, default 0', 'query limit?: integer >= 1, default 50'];
const badRequest = '400 ErrorResponse: Bad request';
const forbidden = '403 ErrorResponse: Forbidden access';
const noSubscription = '404 ErrorResponse: A subscription with the specified id was not found';
const noTransaction = '404 ErrorResponse: Commercial transaction not found';
const failure = '500 ErrorResponse: Internal server error';
const other = 'default ErrorResponse: Any client or server error';

/** Every documented operation: its parameters, its body, and each status with its description. */
const operations = {
  [v2]: {
    [`get ${v2Contracts}`]: [
      ...[...v2Parent, ...page],
      '200 ContractsSet: Contracts found for the subscription',
      ...[forbidden, noSubscription, failure, other],
    ],
    [`post ${v2Contracts}`]: [
      ...[...v2Parent, 'body Contract: Contract data'],
      '201 Contract: Contract successfully added',
      ...[badRequest, forbidden, noSubscription, failure, other],
    ],
    [`get ${v2Contracts}/{contractId}`]: [
      ...[...v2Parent, 'path contractId: string(uuid)'],
      '200 Contract: Contract found',
      ...[forbidden, '404 ErrorResponse: Contract not found', failure, other],
    ],
  },
  [v3]: {
    [`get ${v3Contracts}`]: [
      ...[...v3Parent, ...page, 'query documents_contract_id?: string'],
      '200 ContractsSet: Contracts found for the commercial transaction',
      ...[forbidden, noTransaction, failure, other],
    ],
    [`post ${v3Contracts}`]: [
      ...[...v3Parent, 'body Contract: Contract data'],
      '201 Contract: Contract successfully added',
      ...[badRequest, forbidden, noTransaction, failure, other],
    ],
  },
};

/** The documented properties of a contract; a `?` marks what is not required. */
const contract = [
  'id: string(uuid), readOnly, Contract id',
  'documents_contract_id: string, Documents service contract id',
  'documents_owner_id: string, Documents service owner id',
  'creation_date?: string(date-time), readOnly, Creation date according to ISO 8601',
  'creation_user?: string, readOnly, User who created the contract',
  'creation_system?: string, readOnly, System that created the contract',
  'last_updated_date?: string(date-time), readOnly, Last update date according to ISO 8601',
  'last_updated_user?: string, readOnly, User who last updated the contract',
];

/** How each assumption begins, and the files it stands in. */
const both = [`${v2}.yaml`, `${v3}.yaml`];
const bothOverlays = [`${v2}.overlay.yaml`, `${v3}.overlay.yaml`];
const assumptions: [string, string[]][] = [
  ['ContractsSet is a bare array without a total', both],
  ['offset is 0 or more, 0 when absent, and counts contracts in the order of their creation', both],
  ['limit is 1 or more, 50 when absent, and has no maximum', both],
  ['a bad offset or limit, and a path id that is not a UUID, get a 400 under default', both],
  ['a missing or bad token gets a 401 under default', [`${v2}.yaml`]],
  ['any opaque bearer token is accepted. Of a JWT, exp, tenants', [`${v2}.overlay.yaml`]],
  ['a token is never asked for', [`${v3}.overlay.yaml`]],
  ['the permissions are named contracts:read and contracts:write', bothOverlays],
  ['the codes CONTRACT_NOT_FOUND, BAD_REQUEST, UNAUTHORIZED and INTERNAL', [`${v2}.yaml`]],
  ['the codes COMMERCIAL_TRANSACTION_NOT_FOUND, BAD_REQUEST and INTERNAL', [`${v3}.yaml`]],
  ['the code CONTRACT_NOT_FOUND', [`${v2}.overlay.yaml`]],
  ['the code COMMERCIAL_TRANSACTION_NOT_FOUND', [`${v3}.overlay.yaml`]],
  ['the same documents_contract_id may be added twice, and gives two contracts', both],
];

describe.each([v2, v3] as const)('the document %s', (name) => {
  const document: JsonObject = parse(readText(`${name}.yaml`));

  it('has exactly the documented operations, parameters, statuses and descriptions', () => {
    expect(describeOperations(document)).toEqual(operations[name]);
  });

  it('describes a contract, a set of contracts and an error as documented', () => {
    const schema = getAt(document, '/components/schemas/Contract');
    const required = toArray(getOwn(schema, 'required'));
    const lines = Object.entries(toObject(getOwn(schema, 'properties'))).map(([key, value]) => {
      const mark = required.includes(key) ? '' : '?';
      return `${key}${mark}: ${describeType(value)}, ${getOwn(value, 'description')}`;
    });
    expect(lines).toEqual(contract);
    const set = getAt(document, '/components/schemas/ContractsSet');
    expect(set).toMatchObject({ type: 'array', items: { $ref: '#/components/schemas/Contract' } });
    const error = getAt(document, '/components/schemas/ErrorResponse/properties/error');
    expect(getOwn(error, 'required')).toEqual(['code', 'message', 'reference']);
  });

  it('gives the documented contract and the documented body of a POST as examples', () => {
    const ids = {
      documents_contract_id: '12345678-1234-1234-1234-123456789012',
      documents_owner_id: '87654321-4321-4321-4321-210987654321',
    };
    expect(getAt(document, '/components/examples/NewContract/value')).toEqual(ids);
    expect(getAt(document, '/components/examples/Contract/value')).toEqual({
      ...ids,
      id: 'ce2f20cb-35df-4ffe-bca6-c0ed0c28cb39',
      creation_date: '2025-01-05T03:30:15Z',
      creation_user: 'john.doe@masorange.es',
      creation_system: 'mas-subscriptions.auth.masmovil.com',
      last_updated_date: '2025-01-06T10:30:15Z',
      last_updated_user: 'jane.smith@masorange.es',
    });
  });

  it('asks for a bearer token in v2 and for nothing in v3', () => {
    expect(getOwn(document, 'security')).toEqual(name === v2 ? [{ bearerAuth: [] }] : []);
  });

  it('is clean to the linter, examples included', () => {
    const args = ['lint', '--format=json', `spec/documents/${name}.yaml`];
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off' };
    const run = spawnSync('node_modules/.bin/redocly', args, { cwd: root, encoding: 'utf8', env });
    const report: Json = JSON.parse(run.stdout);
    expect(report).toMatchObject({ problems: [], totals: { errors: 0, warnings: 0, ignored: 0 } });
    expect(run.status).toBe(0);
  });
});

it.each(assumptions)('assumed, and marked where it stands: %s', (beginning, files) => {
  for (const file of files) {
    const hits = listAssumptions(file).filter((text) => text.startsWith(beginning));
    expect(hits, file).toHaveLength(1);
  }
});

function readText(file: string): string {
  return readFileSync(`${root}spec/documents/${file}`, 'utf8');
}

/** Every comment that begins with `Assumed:`, its lines joined. */
function listAssumptions(file: string): string[] {
  const comments = readText(file).matchAll(/# Assumed: (.*(?:\n *# (?!Assumed: ).*)*)/g);
  return [...comments].map((match) => (match[1] ?? '').replace(/\n *# /g, ' '));
}

function describeOperations(document: JsonObject): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  const follow = (value: Json): Json => {
    const reference = getOwn(value, '$ref');
    return typeof reference === 'string' ? (getAt(document, reference.slice(1)) ?? null) : value;
  };
  for (const [path, item] of Object.entries(toObject(getOwn(document, 'paths')))) {
    const { parameters = [], ...methods } = toObject(item);
    for (const [method, operation] of Object.entries(methods)) {
      const own = toArray(getOwn(operation, 'parameters'));
      const body = getOwn(operation, 'requestBody');
      const replies = Object.entries(toObject(getOwn(operation, 'responses')));
      found[`${method} ${path}`] = [
        ...[...toArray(parameters), ...own].map((value) => describeParameter(follow(value))),
        ...(body === undefined ? [] : [describeContent('body', follow(body))]),
        ...replies.map(([status, value]) => describeContent(status, follow(value))),
      ];
    }
  }
  return found;
}

function describeParameter(value: Json): string {
  const mark = getOwn(value, 'required') === true ? '' : '?';
  const type = describeType(getOwn(value, 'schema'));
  return `${getOwn(value, 'in')} ${getOwn(value, 'name')}${mark}: ${type}`;
}

function describeContent(label: string, value: Json): string {
  const reference = getAt(value, '/content/application~1json/schema/$ref');
  const schema = String(reference).replace('#/components/schemas/', '');
  return `${label} ${schema}: ${getOwn(value, 'description')}`;
}

function describeType(schema: Json | undefined): string {
  const { type, format, minimum, default: fallback, readOnly } = toObject(schema);
  const parts = [format === undefined ? `${type}` : `${type}(${format})`];
  if (minimum !== undefined) parts[0] += ` >= ${minimum}`;
  if (fallback !== undefined) parts.push(`default ${fallback}`);
  return [...parts, ...(readOnly === true ? ['readOnly'] : [])].join(', ');
}
