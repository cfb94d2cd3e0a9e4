import { type HttpRequest, splitTarget } from '../../kernel/http.ts';

/** Which session a request names, and the request without the name. */
export interface Selection {
  /** Absent: the base. */
  readonly id?: string;
  readonly request: HttpRequest;
  /** The path prefix that was taken away: '' or `/__s/<id>`. */
  readonly prefix: string;
}

const cookieName = 'mock_session';

/** Reads the session off the path (`/__s/<id>/…`), the field `X-Mock-Session` or the cookie. */
export function selectSession(request: HttpRequest): Selection {
  const { target, fields } = request;
  if (target.startsWith('/__s/')) return fromPath(request);
  const id = fields['x-mock-session'] ?? fromCookie(fields.cookie);
  return id === undefined || id === '' ? { request, prefix: '' } : { id, request, prefix: '' };
}

function fromPath(request: HttpRequest): Selection {
  const { path, query } = splitTarget(request.target);
  const [, , id = '', ...rest] = path.split('/');
  const target = `/${rest.join('/')}${query === '' ? '' : `?${query}`}`;
  const prefix = `/__s/${id}`;
  const base = (request.base ?? '') + prefix;
  return { id, request: { ...request, target, base }, prefix };
}

function fromCookie(text: string | undefined): string | undefined {
  if (text === undefined || !text.includes(cookieName)) return undefined;
  const pair = text.split(/;\s*/).find((one) => one.startsWith(`${cookieName}=`));
  return pair?.slice(cookieName.length + 1);
}
