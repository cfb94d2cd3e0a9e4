import { splitTarget } from '../../kernel/http.ts';
import { getOwn, type Json, toObject } from '../../kernel/json.ts';
import type { Call, Reply } from '../exchange/model.ts';

/** The parameters of a request to an endpoint of OAuth 2.0, by name. */
export type Form = (name: string) => string | undefined;

/** Reads them from the body, or from the query of a GET; one without a value was not sent (§3.1). */
export function readForm({ request, body }: Call): Form {
  const query = new URLSearchParams(splitTarget(request.target).query);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const members = toObject(body);
  return (name) => {
    const value = isRead ? query.get(name) : getOwn(members, name);
    return value === undefined || value === null || value === '' ? undefined : String(value);
  };
}

/** The words of a parameter such as `scope`. */
export function toWordList(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}

/** Why no token is issued, in the words of RFC 6749 §5.2. */
export interface Refusal {
  readonly error: string;
  readonly description: string;
}

/** True for a refusal; everything else is what was asked for. */
export function isRefusal(value: object): value is Refusal {
  return 'error' in value && 'description' in value;
}

/** The reply to a request that is refused: 400, or 401 with a challenge for an unknown client. */
export function toRefused({ error, description }: Refusal): Reply {
  const isUnknown = error === 'invalid_client' || error === 'invalid_token';
  const scheme = error === 'invalid_client' ? 'Basic' : 'Bearer';
  const fields: Reply['fields'] = isUnknown
    ? [['WWW-Authenticate', `${scheme} realm="Standin", error="${error}"`]]
    : [];
  const value = { error, error_description: description };
  return toJsonReply(isUnknown ? 401 : 400, value, fields);
}

/** A reply with JSON that is not to be kept (RFC 6749 §5.1). */
export function toJsonReply(status: number, value: Json, fields: Reply['fields'] = []): Reply {
  const kept: Reply['fields'] = [...fields, ['Cache-Control', 'no-store']];
  return { status, fields: kept, content: { mediaType: 'application/json', value } };
}
