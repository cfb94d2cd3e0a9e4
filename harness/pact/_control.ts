import { getOwn, type Json, toArray, toText } from '../../kernel/json.ts';
import { UnusableError } from '../unusable.ts';

/** Where a mock is, and who asks. */
export interface MockAddress {
  readonly url: string;
  /** The bearer token of the control API, where it asks for one. */
  readonly adminToken?: string;
  /** A session; absent: the base. */
  readonly session?: string;
}

/** Calls the control API of a mock. Throws `UnusableError` when it does not do what it is asked. */
export async function callControl(
  { url, adminToken, session }: MockAddress,
  call: string,
  body?: Json,
): Promise<Json> {
  const [method = 'GET', path = '/'] = call.split(' ');
  const place = `${url.replace(/\/+$/, '')}/__admin${path}`;
  const response = await fetch(place, {
    method,
    headers: {
      ...(session !== undefined && { 'X-Mock-Session': session }),
      ...(adminToken !== undefined && { Authorization: `Bearer ${adminToken}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnusableError(`No mock answers at ${url}: ${reason}. Start it: standin mock`);
  });
  const text = await response.text();
  const value = parse(text);
  if (response.ok) return value;
  const detail = toText(getOwn(value, 'detail')) ?? text.slice(0, 200);
  throw new UnusableError(`${method} ${place} answered ${response.status}: ${detail}`);
}

/** The names of the scenarios that can be applied. */
export async function listScenarios(mock: MockAddress): Promise<string[]> {
  const list = toArray(await callControl(mock, 'GET /scenarios'));
  return list.flatMap((scenario) => toText(getOwn(scenario, 'name')) ?? []);
}

/** The scenario a session is in; undefined for one that is in none, or that does not exist. */
export async function findScenario(mock: MockAddress): Promise<string | undefined> {
  const sessions = toArray(await callControl(mock, 'GET /sessions'));
  const own = sessions.find((session) => getOwn(session, 'id') === mock.session);
  return toText(getOwn(own, 'scenario'));
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
