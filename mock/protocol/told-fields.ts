import { type HttpRequest, toUrl } from '../../kernel/http.ts';
import { toHttpDate } from '../../kernel/http-date.ts';
import { getOwn, toText } from '../../kernel/json.ts';
import type { HeaderSpec } from '../../spec/model.ts';
import { findResponse } from '../../spec/responses.ts';
import { viewSchema } from '../../spec/schema.ts';
import type { Api, CompiledOperation, Reply } from '../exchange/model.ts';

/** What the fields of a reply are told from. */
export interface Told {
  readonly compiled?: CompiledOperation;
  readonly request: HttpRequest;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The reply with the declared fields whose values HTTP defines: `Content-Location`, `Retry-After`,
 * and what is sent back as it came, such as a correlation id or an idempotency key. What a
 * behaviour set is kept, and so is what no value of ours would be valid for.
 */
export function tellFields({ compiled, request, now }: Told, reply: Reply): Reply {
  if (!compiled?.protocol?.hasToldFields) return reply;
  const headers = findResponse(compiled.operation, reply.status)?.headers ?? [];
  const told = headers.flatMap((header): [string, string][] => {
    const name = header.name.toLowerCase();
    if (reply.fields.some(([known]) => known.toLowerCase() === name)) return [];
    const texts = toTexts(name, { compiled, request, now }, reply);
    const text = texts.find((candidate) => isValid(compiled.api, header, candidate));
    return text === undefined ? [] : [[header.name, text]];
  });
  return told.length > 0 ? { ...reply, fields: [...reply.fields, ...told] } : reply;
}

function toTexts(name: string, { compiled, request, now }: Told, reply: Reply): string[] {
  if (name === 'retry-after') return ['1', toHttpDate(now + 1000)];
  if (name === 'content-location') {
    if (!reply.content || reply.status >= 300) return [];
    const made = reply.fields.find(([known]) => known.toLowerCase() === 'location')?.[1];
    return made === undefined ? toReferences(request, request.target) : [made];
  }
  const isAsked = compiled?.operation.parameters.some(
    (one) => one.in === 'header' && one.name.toLowerCase() === name,
  );
  const given = request.fields[name];
  return isAsked && given !== undefined ? [given] : [];
}

/**
 * The path of what a reply made or moved to, as its response declares the field: absolute where the
 * schema wants a URI or the example shows one, else relative (RFC 9110 §10.2.2).
 */
export function toLocationText(
  { api, operation }: CompiledOperation,
  request: HttpRequest,
  { status, path }: { readonly status: number; readonly path: string },
): string {
  const headers = findResponse(operation, status)?.headers ?? [];
  const header = headers.find(({ name }) => /^location$/i.test(name));
  const [relative = path, absolute = path] = toReferences(request, path);
  if (!header) return relative;
  const wanted = showsAbsolute(api, header) ? [absolute, relative] : [relative, absolute];
  return wanted.find((text) => isValid(api, header, text)) ?? relative;
}

/** True when the operation's response for a status declares the field `Location`. */
export function declaresLocation({ operation }: CompiledOperation, status: number): boolean {
  const headers = findResponse(operation, status)?.headers ?? [];
  return headers.some(({ name }) => /^location$/i.test(name));
}

/** A path as it stands, and as an absolute URL. */
function toReferences(request: HttpRequest, path: string): string[] {
  return [path, toUrl(request, path)];
}

function showsAbsolute({ document }: Api, { at, schema }: HeaderSpec): boolean {
  const view = schema && viewSchema(document, schema);
  const examples = [getOwn(at.node, 'example'), ...(view?.examples ?? [])];
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i;
  return view?.format === 'uri' || examples.some((one) => isUrl.test(toText(one) ?? ''));
}

/** A field is text; where its schema wants a number or a boolean, the text may be read as one. */
function isValid({ replies }: Api, { schema }: HeaderSpec, text: string): boolean {
  if (!schema) return true;
  const validate = replies.for(schema);
  if (validate(text).length === 0) return true;
  return /^-?\d+(\.\d+)?$/.test(text) && validate(Number(text)).length === 0;
}
