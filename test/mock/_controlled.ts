import type { Json } from '../../kernel/json.ts';
import { getAt } from '../../kernel/pointer.ts';
import { createMock, type Mock, type MockOptions } from '../../mock/index.ts';

/** What was answered; `at` looks into the JSON by pointer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Json;
  at(pointer: string): Json | undefined;
}

/** A mock that listens, and short ways to call it. */
export interface Controlled {
  readonly mock: Mock;
  readonly url: string;
  /** `call('GET /v3/…')`, `call('POST /v3/…', body, headers)`. */
  call(line: string, body?: Json, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The same below `/__admin`. */
  admin(line: string, body?: Json, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

/** Contracts of the documented commercial transaction. */
export const documented =
  '/v3/orgs/yoigo/sales/commercial_transactions/ce2f20cb-35df-4ffe-bca6-c0ed0c28cb39/contracts';

/** The same of the transaction that has none. */
export const empty =
  '/v3/orgs/yoigo/sales/commercial_transactions/e0000000-0000-4000-8000-000000000000/contracts';

/** A body that is accepted. */
export function toContract(id: string): Json {
  return { documents_contract_id: id, documents_owner_id: '2357893' };
}

/** Starts a mock on a free port; the clock stands still unless told otherwise. */
export async function createControlled(options: MockOptions = {}): Promise<Controlled> {
  const mock = await createMock({ clock: '2025-03-01T12:00:00Z', ...options });
  const url = await mock.listen();
  const call: Controlled['call'] = async (line, body, headers = {}) => {
    const [method = 'GET', path = ''] = line.split(' ');
    const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const response = await fetch(url + path, {
      method,
      headers: { ...type, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: Json = text === '' ? null : JSON.parse(text);
    const { status } = response;
    return { status, headers: response.headers, json, at: (pointer) => getAt(json, pointer) };
  };
  const admin: Controlled['admin'] = (line, body, headers) =>
    call(line.replace(' ', ' /__admin'), body, headers);
  return { mock, url, call, admin };
}
