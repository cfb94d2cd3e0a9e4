import { type HttpRequest, type RequestHead, splitTarget } from '../../kernel/http.ts';
import { memoise } from '../../kernel/memo.ts';

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
  const { head, body } = request;
  const { id, prefix, below } = head ? recallBelow(head) : toBelow(request);
  return { id, prefix, request: { ...below, body, head: head && below } };
}

interface Below extends Required<Pick<Selection, 'id' | 'prefix'>> {
  /** The request as the session sees it. */
  readonly below: RequestHead;
}

function toBelow({ method, target, fields, base = '', origin }: RequestHead): Below {
  const { path, query } = splitTarget(target);
  const [, , id = '', ...rest] = path.split('/');
  const prefix = `/__s/${id}`;
  const own = `/${rest.join('/')}${query === '' ? '' : `?${query}`}`;
  const place = { target: own, base: base + prefix, ...(origin !== undefined && { origin }) };
  return { id, prefix, below: { method, fields, ...place } };
}

const recallBelow = memoise(toBelow);

function fromCookie(text: string | undefined): string | undefined {
  if (text === undefined || !text.includes(cookieName)) return undefined;
  const pair = text.split(/;\s*/).find((one) => one.startsWith(`${cookieName}=`));
  return pair?.slice(cookieName.length + 1);
}
