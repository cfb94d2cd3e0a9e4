/**
 * The fields of a message by lower-case name; several lines of one name are already combined
 * with `, ` (RFC 9110 §5.3), `cookie` with `; ` (RFC 6265 §5.4). The object has no prototype.
 */
export type Fields = Readonly<Record<string, string>>;

/** A request body as it arrived: its bytes, or the fact that it was over the limit. */
export type RequestBody =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly limit: number };

/** An immutable request. `target` is in origin form (RFC 9112 §3.2.1), undecoded. */
export interface HttpRequest {
  /** As sent; methods are case-sensitive (RFC 9110 §9.1). */
  readonly method: string;
  readonly target: string;
  readonly fields: Fields;
  readonly body: RequestBody;
  /** Where the client sees the root of the target, such as the path a session is reached by; '' if absent. */
  readonly base?: string;
  /** Scheme and authority as the client knows them; absent: `http` and the field `Host`. */
  readonly origin?: string;
  /**
   * One instance for all requests that differ in nothing but their bodies: what was found out about
   * it can be remembered. Absent where nobody looked for it.
   */
  readonly head?: RequestHead | undefined;
}

/** A request without its body. */
export type RequestHead = Omit<HttpRequest, 'body' | 'head'>;

/** A finished response: the bytes that go out. */
export interface HttpResponse {
  readonly status: number;
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Absent when the message has no content (HEAD, 204, 304). */
  readonly body?: string | Uint8Array;
  /** True of a text of which every character is one byte in UTF-8; false when that is not known. */
  readonly isAscii?: boolean;
  /** Milliseconds to wait before it is sent. */
  readonly delay?: number;
  /** What the connection does to it on purpose. */
  readonly disruption?: Disruption;
}

/**
 * `reset`: the connection is reset instead. `empty`: it is closed instead. `truncate`: the body ends
 * in the middle. `garbage`: bytes that are no HTTP follow the head. `drip`: the body comes slowly.
 */
export type Disruption = 'reset' | 'empty' | 'truncate' | 'garbage' | 'drip';

export const noBody: RequestBody = { kind: 'bytes', bytes: new Uint8Array(0) };

/** `Fields` in the making: names may be in any case, repeated names are combined. */
export interface FieldsDraft {
  readonly all: Fields;
  add(name: string, value: string): void;
}

/** Begins with no fields. */
export function createFields(): FieldsDraft {
  const all: Record<string, string> = Object.create(null);
  return {
    all,
    add: (name, value) => {
      const key = name.toLowerCase();
      const before = all[key];
      const separator = key === 'cookie' ? '; ' : ', ';
      all[key] = before === undefined ? value : before + separator + value;
    },
  };
}

/** Builds `Fields` from pairs. */
export function toFields(pairs: Iterable<readonly [string, string]>): Fields {
  const draft = createFields();
  for (const [name, value] of pairs) draft.add(name, value);
  return draft.all;
}

/** Splits a request target into raw path and raw query (without `?`; '' when there is none). */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target, query: '' };
  return { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** The absolute URL of a path, as the client that sent the request would write it. */
export function toUrl({ origin, base = '', fields }: HttpRequest, path: string): string {
  return `${origin ?? `http://${fields.host ?? 'localhost'}`}${base}${path}`;
}

/**
 * The response with every path that it sends the client to below a prefix: in `Location`,
 * `Content-Location` and `Link` (RFC 8288 §3). What is no path from the root stays.
 */
export function relocate(response: HttpResponse, prefix: string): HttpResponse {
  if (prefix === '') return response;
  const below = (value: string, path: RegExp) => value.replace(path, (before) => before + prefix);
  const fields = response.fields.map(([name, value]): [string, string] => {
    if (/^(content-)?location$/i.test(name)) return [name, below(value, /^(?=\/(?!\/))/)];
    return [name, /^link$/i.test(name) ? below(value, /<(?=\/(?!\/))/g) : value];
  });
  return { ...response, fields };
}

const phrases: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  426: 'Upgrade Required',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

/** The reason phrase of an error status (RFC 9110 §15, RFC 6585); 'Error' for an unlisted one. */
export function toPhrase(status: number): string {
  return phrases[status] ?? 'Error';
}
