import { type EntityTag, readTags } from '../../kernel/entity-tag.ts';
import type { HttpRequest } from '../../kernel/http.ts';
import { fromHttpDate, toHttpDate } from '../../kernel/http-date.ts';
import { toSnippet } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import { toLocation } from '../../spec/document.ts';
import type { CompiledOperation } from '../exchange/model.ts';
import type { RepresentationValidators } from './_validators.ts';
import { type Conditions, isSafe } from './protocol.ts';

const conditionNames = ['if-match', 'if-none-match', 'if-unmodified-since', 'if-modified-since'];

/** A 428 (RFC 6585 §3) where the document declares it and a write comes without a condition. */
export function requireCondition(
  compiled: CompiledOperation,
  { fields }: HttpRequest,
): Problem | undefined {
  if (!compiled.protocol?.conditions?.isRequired) return undefined;
  if (conditionNames.some((name) => fields[name] !== undefined)) return undefined;
  const { operation } = compiled;
  const message = `${operation.id} is done under a condition only. Read the ETag first and send it back in If-Match.`;
  return new Problem('precondition-required', message, {
    findings: [toFinding(compiled, 'If-Match', { rule: 'required', message })],
  });
}

/** What a condition decides: to go on, not to (412), or that nothing is new (304). */
export type Verdict = 'go' | 'unchanged' | Problem;

/** Evaluates the conditions of a request in the order of RFC 9110 §13.2.2. */
export function evaluate(
  compiled: CompiledOperation,
  { fields }: HttpRequest,
  current: RepresentationValidators,
): Verdict {
  const conditions = compiled.protocol?.conditions;
  if (!conditions?.isEvaluated) return 'go';
  const fail = (name: string) => toFailed(compiled, { name, value: fields[name] ?? '', current });
  const ifMatch = fields['if-match'];
  const ifNoneMatch = fields['if-none-match'];
  if (ifMatch !== undefined && conditions.hasTags) {
    if (!matches(ifMatch, current, conditions)) return fail('if-match');
  } else if (isLater(current, fields['if-unmodified-since'])) return fail('if-unmodified-since');
  const isRead = isSafe(compiled.operation);
  if (ifNoneMatch !== undefined && conditions.hasTags) {
    if (!matches(ifNoneMatch, current, { isWeak: true })) return 'go';
    return isRead ? 'unchanged' : fail('if-none-match');
  }
  const since = isRead ? fields['if-modified-since'] : undefined;
  const isKnown = since !== undefined && readDate(since) !== undefined;
  const isOld = current.changed !== undefined && !isLater(current, since);
  return isKnown && isOld ? 'unchanged' : 'go';
}

/** By strong comparison (RFC 9110 §8.8.3.2), or by weak comparison. */
function matches(
  text: string,
  { tags }: RepresentationValidators,
  { isWeak }: Pick<Conditions, 'isWeak'>,
): boolean {
  const wanted = readTags(text);
  if (wanted === '*') return tags.length > 0;
  const isUsable = (tag: EntityTag) => isWeak || !tag.isWeak;
  const known = new Set(tags.map(({ opaque }) => opaque));
  return wanted.some((tag) => isUsable(tag) && known.has(tag.opaque));
}

/** True when it was changed after a date; a date that is none is ignored. */
function isLater({ changed }: RepresentationValidators, date: string | undefined): boolean {
  const limit = date === undefined ? undefined : readDate(date);
  return changed !== undefined && limit !== undefined && changed > limit;
}

/** An HTTP-date, or a date-time of RFC 3339, which some documents declare in its place. */
function readDate(text: string): number | undefined {
  const isDateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(text);
  const instant = isDateTime ? Date.parse(text) : fromHttpDate(text);
  return Number.isNaN(instant) ? undefined : instant;
}

interface Failed {
  readonly name: string;
  readonly value: string;
  readonly current: RepresentationValidators;
}

function toFailed(compiled: CompiledOperation, { name, value, current }: Failed): Problem {
  const field = name.replace(/(^|-)[a-z]/g, (char) => char.toUpperCase());
  const message = `The header field ${field} is ${value.slice(0, 120)}, but ${describe(name, current)}. Nothing was changed; read it again.`;
  const finding = toFinding(compiled, field, { rule: 'precondition', message, value });
  return new Problem('precondition-failed', message, { findings: [finding] });
}

function describe(name: string, { tags, changed }: RepresentationValidators): string {
  const [tag] = tags;
  if (!tag) return 'there is nothing there yet';
  if (!name.endsWith('match') && changed !== undefined)
    return `it changed at ${toHttpDate(changed)}`;
  return `the entity tag is now "${tag.opaque}"`;
}

interface FindingDetails {
  readonly rule: string;
  readonly message: string;
  readonly value?: string;
}

function toFinding({ operation }: CompiledOperation, name: string, details: FindingDetails) {
  const wanted = name.toLowerCase();
  const parameter = operation.parameters.find(
    (one) => one.in === 'header' && one.name.toLowerCase() === wanted,
  );
  const { rule, message, value } = details;
  return {
    part: 'header',
    name,
    instanceLocation: '',
    keywordLocation: parameter ? toLocation(parameter.at) : '',
    rule,
    ...(value !== undefined && { value: toSnippet(value) }),
    message,
  } as const;
}
