import { type HttpRequest, toUrl } from '../../kernel/http.ts';
import { toHttpDate } from '../../kernel/http-date.ts';
import { toText } from '../../kernel/json.ts';
import type { HeaderSpec } from '../../spec/model.ts';
import { findResponse } from '../../spec/responses.ts';
import { viewSchema } from '../../spec/schema.ts';
import type { Api, CompiledOperation, Reply } from '../exchange/model.ts';
import { findFit, findHeader, readHeaderExamples } from './_headers.ts';

/** What the fields of a reply are told from. */
export interface Told {
  readonly request?: HttpRequest | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The reply with the declared fields whose values HTTP defines: `Content-Location`, `Retry-After`,
 * and what is sent back as it came, such as a correlation id or an idempotency key. What a
 * behaviour set is kept, and so is what no value of ours would be valid for.
 */
export function tellFields(
  compiled: CompiledOperation | undefined,
  { request, now }: Told,
  reply: Reply,
): Reply {
  if (!request || !compiled?.protocol?.hasToldFields) return reply;
  const headers = findResponse(compiled.operation, reply.status)?.headers ?? [];
  const told = headers.flatMap((header): [string, string][] => {
    const name = header.name.toLowerCase();
    if (reply.fields.some(([known]) => known.toLowerCase() === name)) return [];
    const texts = toTexts({ compiled, request, now }, reply, header);
    const text = findFit(compiled.api, header, texts);
    return text === undefined ? [] : [[header.name, text]];
  });
  return told.length > 0 ? { ...reply, fields: [...reply.fields, ...told] } : reply;
}

interface Asking {
  readonly compiled: CompiledOperation;
  readonly request: HttpRequest;
  readonly now: () => number;
}

function toTexts({ compiled, request, now }: Asking, reply: Reply, header: HeaderSpec): string[] {
  const name = header.name.toLowerCase();
  if (name === 'retry-after') {
    const isShown = readHeaderExamples(compiled.api, header).length > 0;
    return isShown ? [] : ['1', toHttpDate(now() + 1000)];
  }
  if (name === 'content-location') {
    if (!reply.content || reply.status >= 300) return [];
    const made = reply.fields.find(([known]) => known.toLowerCase() === 'location')?.[1];
    return made === undefined ? toReferences(request, request.target) : [made];
  }
  const isAsked = compiled.operation.parameters.some(
    (one) => one.in === 'header' && one.name.toLowerCase() === name,
  );
  const given = request.fields[name];
  return isAsked && given !== undefined ? [given] : [];
}

/** What a field is to lead to. */
export interface LocationPlace {
  readonly status: number;
  readonly path: string;
  /** Of the field; without it `Location`. */
  readonly name?: string;
}

/**
 * The path of what a reply made or moved to, as its response declares the field: absolute where the
 * schema wants a URI or the example shows one, else relative (RFC 9110 §10.2.2). Undefined when its
 * schema admits neither.
 */
export function toLocationText(
  compiled: CompiledOperation,
  request: HttpRequest,
  { status, path, name = 'Location' }: LocationPlace,
): string | undefined {
  const header = findHeader(compiled, status, name.toLowerCase());
  const [relative = path, absolute = path] = toReferences(request, path);
  const isAbsolute = header && showsAbsolute(compiled.api, header);
  const wanted = isAbsolute ? [absolute, relative] : [relative, absolute];
  return findFit(compiled.api, header, wanted);
}

/** True when the operation's response for a status declares the field `Location`. */
export function declaresLocation(compiled: CompiledOperation, status: number): boolean {
  return findHeader(compiled, status, 'location') !== undefined;
}

/** A path as it stands, and as an absolute URL. */
function toReferences(request: HttpRequest, path: string): string[] {
  return [path, toUrl(request, path)];
}

function showsAbsolute(api: Api, header: HeaderSpec): boolean {
  const { schema } = header;
  if (schema && viewSchema(api.document, schema).format === 'uri') return true;
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i;
  return readHeaderExamples(api, header).some((one) => isUrl.test(toText(one) ?? ''));
}
