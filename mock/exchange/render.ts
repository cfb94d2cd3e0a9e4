import { type Finding, toFieldValue } from '../../kernel/finding.ts';
import type { HttpRequest, HttpResponse } from '../../kernel/http.ts';
import { isJsonMediaType, toMediaType } from '../../kernel/media-type.ts';
import type { Reply } from './model.ts';

/** Turns a reply into bytes. HEAD gets the fields of GET and no content (RFC 9110 §9.3.2). */
export function render(
  request: HttpRequest | undefined,
  reply: Reply,
  more: { readonly fields: Reply['fields']; readonly findings: readonly Finding[] },
): HttpResponse {
  const findings = more.findings.length > 0 ? toFieldValue(more.findings) : undefined;
  const fields: [string, string][] = [...reply.fields, ...more.fields].map(([name, value]) => [
    name,
    toSafe(value),
  ]);
  if (findings !== undefined) fields.push(['X-Mock-Findings', findings]);
  const { content, status } = reply;
  if (!content) {
    if (status !== 204 && status !== 304 && status >= 200) fields.push(['Content-Length', '0']);
    return { status, fields };
  }
  const body = toText(content);
  fields.push(['Content-Type', content.mediaType]);
  fields.push(['Content-Length', String(Buffer.byteLength(body))]);
  return request?.method === 'HEAD' ? { status, fields } : { status, fields, body };
}

function toText({ mediaType, value }: NonNullable<Reply['content']>): string {
  const type = toMediaType(mediaType);
  const isText = typeof value === 'string' && type !== undefined && !isJsonMediaType(type);
  return isText ? value : JSON.stringify(value);
}

/** What a client sent may be quoted in a field: no line may end there, no byte be over 126. */
function toSafe(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '?');
}
