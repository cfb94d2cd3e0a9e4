import { type Finding, toFieldValue } from '../../kernel/finding.ts';
import type { HttpRequest, HttpResponse } from '../../kernel/http.ts';
import { toMediaKind } from '../../kernel/media-kind.ts';
import { toMediaType } from '../../kernel/media-type.ts';
import { planBody, type WrittenBody } from '../../spec/media/body-plan.ts';
import { writeBody } from '../../spec/media/write-body.ts';
import { findContent, findResponse, isEmpty } from '../../spec/responses.ts';
import type { Api, CompiledOperation, Reply } from './model.ts';

/** What goes out beside the reply, and where its media types are declared. */
export interface RenderOptions {
  readonly api?: Api | undefined;
  readonly compiled?: CompiledOperation | undefined;
  readonly fields: Reply['fields'];
  readonly findings: readonly Finding[];
}

/** Turns a reply into bytes. HEAD gets the fields of GET and no content (RFC 9110 §9.3.2). */
export function render(
  request: HttpRequest | undefined,
  reply: Reply,
  options: RenderOptions,
): HttpResponse {
  const { content, status } = reply;
  const findings = options.findings.length > 0 ? toFieldValue(options.findings) : undefined;
  const fields: [string, string][] = [];
  for (const [name, value] of reply.fields) {
    if (isToken(name)) fields.push([name, toSafe(value)]);
  }
  for (const [name, value] of options.fields) {
    if (isToken(name)) fields.push([name, toSafe(value)]);
  }
  if (findings !== undefined) fields.push(['X-Mock-Findings', findings]);
  const isHead = request?.method === 'HEAD';
  if (!content || isEmpty(status)) {
    const isCounted = status !== 204 && status !== 304 && status >= 200 && !isHead;
    if (isCounted) fields.push(['Content-Length', '0']);
    return { status, fields };
  }
  const { body, mediaType, size = Buffer.byteLength(body) } = write(content, reply, options);
  fields.push(['Content-Type', toSafe(mediaType)], ['Content-Length', String(size)]);
  if (isHead) return { status, fields };
  return { status, fields, body, isAscii: size === body.length && typeof body === 'string' };
}

function write(
  content: NonNullable<Reply['content']>,
  { status }: Reply,
  { api, compiled }: RenderOptions,
): WrittenBody & { readonly size?: number } {
  const { mediaType, value, kept } = content;
  if (isJson(mediaType)) {
    if (!kept || !api) return { body: JSON.stringify(value), mediaType };
    const { text, size } = api.writer.write(value, kept);
    return { body: text, mediaType, size };
  }
  const response = compiled && findResponse(compiled.operation, status);
  const declared = response && findContent(response.content, mediaType);
  const known = declared ?? api?.errorContent;
  if (api && known) return writeBody(planBody(api.document, known, mediaType), value);
  return { body: typeof value === 'string' ? value : JSON.stringify(value), mediaType };
}

function isJson(mediaType: string): boolean {
  if (mediaType === 'application/json') return true;
  const type = toMediaType(mediaType);
  return !type || toMediaKind(type) === 'json';
}

/** A name that no field can have (RFC 9110 §5.1) would end the connection. */
function isToken(name: string): boolean {
  return name === 'Location' || /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
}

/** What a client sent may be quoted in a field: no line may end there, no byte be over 126. */
function toSafe(value: string): string {
  return /[^\x20-\x7e]/.test(value) ? value.replace(/[^\x20-\x7e]/g, '?') : value;
}
