import { toDateTime } from '../../kernel/clock.ts';
import { toHttpDate } from '../../kernel/http-date.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { findNewest, findSubject, type Subject } from '../behaviour/subject.ts';
import type { Call, Reply } from '../exchange/model.ts';
import type { Transaction } from '../state/transaction.ts';
import { findFit, findHeader } from './_headers.ts';
import { recall, remember } from './_idempotency.ts';
import { readReturn, toReturned, toShowing } from './_return.ts';
import {
  noteChange,
  type RepresentationValidators,
  readValidators,
  toTagTexts,
} from './_validators.ts';
import { evaluate } from './conditions.ts';
import { type Conditions, isSafe } from './protocol.ts';

/**
 * Runs an operation, once for an idempotency key and under the conditions of the request (RFC 9110
 * §13), where the document has such things. A problem leaves a transaction that must be dropped.
 */
export function perform(call: Call, transaction: Transaction): Reply | Problem {
  const { protocol, behaviour } = call.compiled;
  if (!protocol) return behaviour.run(call, transaction);
  const again = recall(call, transaction);
  if (again) return again;
  const { conditions } = protocol;
  const outcome = conditions ? runUnder(conditions, call, transaction) : run(call, transaction);
  return isProblem(outcome) ? outcome : remember(call, transaction, outcome);
}

function run(call: Call, transaction: Transaction): Reply | Problem {
  const wish = readReturn(call);
  if (!wish) return call.compiled.behaviour.run(call, transaction);
  const asked = wish === 'representation' ? toShowing(call) : call;
  const outcome = call.compiled.behaviour.run(asked, transaction);
  return isProblem(outcome) ? outcome : toReturned(asked, wish, outcome);
}

/** Conditions count only where the answer would be a success without them (RFC 9110 §13.2.1). */
function runUnder(conditions: Conditions, call: Call, transaction: Transaction): Reply | Problem {
  const { compiled, request } = call;
  const subject = findSubject(call, transaction);
  const isRead = isSafe(compiled.operation);
  const before = isRead ? undefined : readValidators(call, transaction, { subject, conditions });
  const reply = run(call, transaction);
  if (isProblem(reply)) return reply;
  const shown = isRead && readValidators(call, transaction, { subject, conditions, reply });
  const current = shown || before;
  const verdict = current ? evaluate(compiled, request, current) : 'go';
  if (isProblem(verdict)) return verdict;
  const after = shown || toWritten(call, transaction, { subject, conditions });
  if (!after) return reply;
  const fields = toFields(call, reply, { conditions, after });
  if (verdict === 'go') return { ...reply, fields: [...reply.fields, ...fields] };
  return { status: 304, fields: [...reply.fields.filter(isKept), ...fields] };
}

/** RFC 9110 §15.4.5: what a 304 tells besides its validators. */
function isKept([name]: readonly [string, string]): boolean {
  return /^(cache-control|content-location|expires|vary)$/i.test(name);
}

interface Writing {
  readonly subject: Subject;
  readonly conditions: Conditions;
}

/** The validators after a write, which is noted where dates are told. */
function toWritten(call: Call, transaction: Transaction, { subject, conditions }: Writing) {
  if (!transaction.isChanged || subject.kind === 'unknown') return undefined;
  const isNew = subject.kind === 'list';
  const item = isNew ? findNewest(subject, transaction) : findSubject(call, transaction);
  if (item.kind !== 'item') return undefined;
  const list = isNew ? subject.place : item.place.slice(0, item.place.lastIndexOf('\u0000') + 1);
  if (conditions.hasDates) noteChange(call, transaction, [item.place, list]);
  const validators = readValidators(call, transaction, { subject: item, conditions });
  return item.entity ? validators : undefined;
}

interface Telling {
  readonly conditions: Conditions;
  readonly after: RepresentationValidators;
}

/** `ETag` and `Last-Modified`; a PUT tells them only where its response declares them (§9.3.4). */
function toFields(
  { compiled }: Call,
  { status, fields }: Reply,
  { conditions, after }: Telling,
): [string, string][] {
  const { changed, tags } = after;
  const tell = (name: string, texts: readonly string[]): [string, string][] => {
    const header = findHeader(compiled, status, name.toLowerCase());
    const isTold = fields.some(([known]) => known.toLowerCase() === name.toLowerCase());
    if (isTold || (compiled.operation.method === 'PUT' && !header)) return [];
    const text = findFit(compiled.api, header, texts);
    return text === undefined ? [] : [[name, text]];
  };
  return [
    ...(conditions.hasTags ? tell('ETag', toTagTexts(tags)) : []),
    ...(changed === undefined
      ? []
      : tell('Last-Modified', [toHttpDate(changed), toDateTime(changed)])),
  ];
}
