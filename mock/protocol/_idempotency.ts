import { createHash } from 'node:crypto';
import {
  getOwn,
  isJsonArray,
  type JsonObject,
  toArray,
  toSnippet,
  toText,
} from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import { toLocation } from '../../spec/document.ts';
import type { Parameter } from '../../spec/model.ts';
import type { Call, Reply } from '../exchange/model.ts';
import { toCanonicalText } from '../state/canonical-text.ts';
import type { Transaction } from '../state/transaction.ts';

const book = 'replies';
/** How many replies a session remembers, and for how long: a day, as most APIs say. */
const most = 1000;
const lifetime = 86_400_000;

/**
 * The first reply to a call that was made before under the same key; a problem when the key is
 * that of another call (draft-ietf-httpapi-idempotency-key-header §2.6); undefined when it is new.
 */
export function recall(call: Call, transaction: Transaction): Reply | Problem | undefined {
  const parameter = call.compiled.protocol?.idempotency;
  const key = parameter && toKey(call, parameter);
  const note = key === undefined ? undefined : transaction.findNote(book, key);
  if (!parameter || !note || Number(note.until) <= call.clock.now()) return undefined;
  if (note.print !== toPrint(call)) return toReused(call, parameter);
  const reply = fromNote(note);
  return { ...reply, fields: [...reply.fields, ['Idempotent-Replayed', 'true']] };
}

/** Remembers the reply for the next call under its key; only a success ends a call for good. */
export function remember(call: Call, transaction: Transaction, reply: Reply): Reply {
  const parameter = call.compiled.protocol?.idempotency;
  const key = parameter && toKey(call, parameter);
  if (key === undefined || reply.status >= 400) return reply;
  const until = call.clock.now() + lifetime;
  const { status, fields, content } = reply;
  const value = {
    ...{ print: toPrint(call), until, status, fields },
    ...(content && { content: { mediaType: content.mediaType, value: content.value } }),
  };
  transaction.note(book, { key, value, most });
  return reply;
}

/** A key belongs to one operation on one thing; without a key the call is like any other. */
function toKey({ compiled, parameters, request }: Call, { name }: Parameter): string | undefined {
  const given = request.fields[name.toLowerCase()];
  if (given === undefined || given === '') return undefined;
  const { document, id } = compiled.operation;
  return JSON.stringify([document.place.key, id, parameters.path, given]);
}

/** What makes two calls the same: query and body, whatever the order of members. */
function toPrint({ parameters, body, request }: Call): string {
  const query = toCanonicalText(parameters.query);
  if (body !== undefined) return `${query} ${toCanonicalText(body)}`;
  if (request.body.kind !== 'bytes') return query;
  return `${query} ${createHash('sha256').update(request.body.bytes).digest('base64url')}`;
}

function fromNote({ status, fields, content }: JsonObject): Reply {
  const pairs = toArray(fields).flatMap((pair): [string, string][] => {
    const [name, value] = isJsonArray(pair) ? pair : [];
    return typeof name === 'string' && typeof value === 'string' ? [[name, value]] : [];
  });
  const mediaType = toText(getOwn(content, 'mediaType'));
  const value = getOwn(content, 'value') ?? null;
  return {
    status: Number(status),
    fields: pairs,
    ...(mediaType !== undefined && { content: { mediaType, value } }),
  };
}

function toReused({ compiled, request }: Call, { name, at }: Parameter): Problem {
  const key = toSnippet(request.fields[name.toLowerCase()]);
  const message = `The header field ${name} is ${key}, which another request had before: ${compiled.operation.id} with another body or query. Take a new key for a new request.`;
  const finding = {
    part: 'header',
    name,
    instanceLocation: '',
    keywordLocation: toLocation(at),
    rule: 'idempotency',
    value: key,
    message,
  } as const;
  return new Problem('idempotency-key-reused', message, {
    findings: [finding],
    label: 'IDEMPOTENCY_KEY_REUSED',
  });
}
