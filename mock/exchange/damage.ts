import type { Finding } from '../../kernel/finding.ts';
import type { HttpResponse } from '../../kernel/http.ts';
import { isJsonArray, isJsonObject, type Json } from '../../kernel/json.ts';
import { type Damage, toFaultFinding } from './decide.ts';
import type { Reply } from './model.ts';

/** A reply that breaks the document on purpose, and the mark that says so. */
export function damageReply(reply: Reply, { kind }: Damage): { reply: Reply; findings: Finding[] } {
  if (kind === undefined) return { reply, findings: [] };
  const findings = [toFaultFinding(`This reply is damaged on purpose: ${kind}.`)];
  if (kind !== 'break') return { reply, findings };
  const { content } = reply;
  if (!content) return { reply: { ...reply, status: 299 }, findings };
  return {
    reply: { ...reply, content: { ...content, value: breakValue(content.value) } },
    findings,
  };
}

/** Of the first object its first member is taken away and the second gets another type. */
function breakValue(value: Json): Json {
  if (isJsonArray(value)) {
    const [first, ...rest] = value;
    return first === undefined ? { broken: true } : [breakValue(first), ...rest];
  }
  if (!isJsonObject(value)) return { broken: true };
  const [, second, ...rest] = Object.entries(value);
  if (!second) return [value];
  const [name, member] = second;
  return Object.fromEntries([[name, typeof member === 'number' ? String(member) : 4711], ...rest]);
}

/** What the connection has to do, and the bytes of a body that is to be malformed. */
export function damageResponse(response: HttpResponse, damage: Damage): HttpResponse {
  const { kind, delay } = damage;
  const late = delay > 0 ? { ...response, delay } : response;
  if (kind === undefined || kind === 'break') return late;
  if (kind !== 'malformed') return { ...late, disruption: kind };
  const body = `${Buffer.from(response.body ?? '{}')
    .toString('utf8')
    .slice(0, -1)},`;
  const fields = response.fields.map(([name, value]): [string, string] =>
    /^content-length$/i.test(name) ? [name, String(Buffer.byteLength(body))] : [name, value],
  );
  return { ...late, fields, body };
}
