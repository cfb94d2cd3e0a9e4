import { expect } from 'vitest';
import { getOwn, type Json, toArray, toText } from '../../kernel/json.ts';
import type { Mock } from '../../mock/index.ts';

/** Where the shipped documents keep the items that own contracts. */
export const owners = {
  v2: '/v2/orgs/yoigo/subscriptions',
  v3: '/v3/orgs/yoigo/sales/commercial_transactions',
} as const;

/** The owners that the shipped scenario declares in both. */
export const ids = {
  documented: 'ce2f20cb-35df-4ffe-bca6-c0ed0c28cb39',
  empty: 'e0000000-0000-4000-8000-000000000000',
  long: '00000137-0000-4000-8000-000000000137',
} as const;

/** The path of the contracts of an owner. */
export function contractsOf(version: keyof typeof owners, owner: keyof typeof ids): string {
  return `${owners[version]}/${ids[owner]}/contracts`;
}

/** A body that both documents accept. */
export const newContract = { documents_contract_id: 'doc-1', documents_owner_id: '2357893' };

/** What came back, read as JSON where it is. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json | undefined;
}

/** What a request has beyond its first line; a bearer token goes along unless told otherwise. */
export interface Extra {
  /** Sent as JSON. */
  readonly body?: Json;
  readonly fields?: Readonly<Record<string, string>>;
}

/** Asks a mock without a socket: `ask(mock, 'GET /pets')`. */
export async function ask(
  mock: Pick<Mock, 'handle'>,
  start: string,
  extra: Extra = {},
): Promise<Answer> {
  return toAnswer(await mock.handle(toRequest('http://localhost', start, extra)));
}

/** Asks a server: `fetchFrom(url, 'GET /pets')`. */
export async function fetchFrom(url: string, start: string, extra: Extra = {}): Promise<Answer> {
  return toAnswer(await fetch(toRequest(url, start, extra)));
}

function toRequest(origin: string, start: string, { body, fields = {} }: Extra): Request {
  const [method = 'GET', target = '/'] = start.split(' ');
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
  return new Request(origin + target, {
    method,
    headers: { Authorization: 'Bearer opaque', ...type, ...fields },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function toAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = /json/.test(headers.get('Content-Type') ?? '') && text !== '';
  const json: Json | undefined = isJson ? JSON.parse(text) : undefined;
  return { status, headers, text, json };
}

/** The ids of the items of a list. */
export function toIds(json: Json | undefined): string[] {
  return toArray(json).map((item) => toText(getOwn(item, 'id')) ?? 'an item without an id');
}

/** The id of one item; fails when it has none. */
export function toId(json: Json | undefined): string {
  const id = toText(getOwn(json, 'id'));
  expect(id, 'the id of the item').toBeDefined();
  return id ?? '';
}
