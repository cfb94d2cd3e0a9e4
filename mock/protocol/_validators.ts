import { type EntityTag, readTag, toDigest, toTagText } from '../../kernel/entity-tag.ts';
import { toWholeSeconds } from '../../kernel/http-date.ts';
import { getOwn, type Json, type JsonObject } from '../../kernel/json.ts';
import { toUuid } from '../../kernel/random.ts';
import { toNameKey, toWords } from '../../kernel/words.ts';
import type { Subject } from '../behaviour/subject.ts';
import type { Call, Reply } from '../exchange/model.ts';
import type { Transaction } from '../state/transaction.ts';
import type { Conditions } from './protocol.ts';

/** What a representation is recognised by (RFC 9110 §8.8). */
export interface RepresentationValidators {
  /** The ways in which its tag may be written, the best first; empty: there is no representation. */
  readonly tags: readonly EntityTag[];
  /** Milliseconds, whole seconds; absent where dates are not told. */
  readonly changed?: number;
}

/** Where the seconds of changes are noted. */
const changes = 'changed';
const most = 10_000;

/** Before anything was changed by a request, everything is as old as this. */
const beginning = Date.parse('2025-01-01T00:00:00Z');

/**
 * The validators of what a call is about. Those of an item are a function of its content; those of
 * anything else, of the reply that shows it.
 */
export function readValidators(
  call: Call,
  transaction: Transaction,
  { subject, conditions, reply }: Validated,
): RepresentationValidators | undefined {
  if (subject.kind === 'item') {
    if (!subject.entity) return { tags: [] };
    const tags = toItemTags(subject.entity.value, conditions);
    return { tags, ...toChange(call, transaction, { conditions, subject }) };
  }
  if (!reply?.content) return undefined;
  const digest = toDigest(reply.content.value);
  const tags = toForms(digest, conditions);
  return subject.kind === 'unknown'
    ? { tags }
    : { tags, ...toChange(call, transaction, { conditions, subject }) };
}

interface Validated {
  readonly subject: Subject;
  readonly conditions: Conditions;
  /** The reply to a safe request. */
  readonly reply?: Reply;
}

function toItemTags(value: JsonObject, conditions: Conditions): readonly EntityTag[] {
  const { property } = conditions;
  const told = property === undefined ? undefined : getOwn(value, property);
  if (typeof told === 'string' && told !== '') return [readTag(told)];
  if (typeof told === 'number') return [{ isWeak: false, opaque: String(told) }];
  return toForms(toDigest(value), conditions);
}

/** Hexadecimal, as a UUID and as a number, for the schemas that documents give the field. */
function toForms(digest: string, { isWeak }: Conditions): EntityTag[] {
  const number = Number.parseInt(digest.slice(0, 8), 16) & 0x7fffffff;
  return [digest, toUuid(digest), String(number)].map((opaque) => ({ isWeak, opaque }));
}

type Placed = Pick<Validated, 'conditions'> & {
  readonly subject: Exclude<Subject, { kind: 'unknown' }>;
};

function toChange(call: Call, transaction: Transaction, { conditions, subject }: Placed) {
  if (!conditions.hasDates) return {};
  const noted = transaction.findNote(changes, subject.place)?.at;
  const value = subject.kind === 'item' ? subject.entity?.value : undefined;
  const told = typeof noted === 'number' ? noted : ((value && findDate(value)) ?? beginning);
  return { changed: toWholeSeconds(Math.min(told, call.clock.now())) };
}

const dateNames = [/^(updat|modif|chang|edit|last)/, /^(creat|insert|add|regist)/];

/** When an item that nobody changed says that it was changed, or else made. */
function findDate(value: JsonObject): number | undefined {
  for (const pattern of dateNames) {
    for (const [name, member] of Object.entries(value)) {
      if (!toWords(name).some((word) => pattern.test(word)) || toNameKey(name).endsWith('by'))
        continue;
      const instant = toInstant(member);
      if (instant !== undefined) return instant;
    }
  }
  return undefined;
}

function toInstant(member: Json): number | undefined {
  if (typeof member !== 'string' || !/^\d{4}-\d\d-\d\d/.test(member)) return undefined;
  const instant = Date.parse(member);
  return Number.isNaN(instant) ? undefined : instant;
}

/** Notes that the call changed something now: the item, and the list it is in. */
export function noteChange(call: Call, transaction: Transaction, places: readonly string[]): void {
  const value = { at: call.clock.now() };
  for (const key of places) transaction.note(changes, { key, value, most });
}

/** A tag in every way it may be written: strong, weak, and without quotes; the best first. */
export function toTagTexts(tags: readonly EntityTag[]): string[] {
  const texts = tags.flatMap((tag) => [toTagText(tag), toTagText({ ...tag, isWeak: true })]);
  return [...texts, ...tags.map(({ opaque }) => opaque)];
}
