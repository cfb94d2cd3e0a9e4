import { completeValue } from '../../fixtures/complete.ts';
import { isJsonArray, isJsonObject, type Json } from '../../kernel/json.ts';
import { fromPointer } from '../../kernel/pointer.ts';
import { withoutMarked } from '../../spec/access.ts';
import type { Located } from '../../spec/document.ts';
import type { Violation } from '../../spec/validation/validators.ts';
import type { Call } from '../exchange/model.ts';
import { toFitting } from './_fit.ts';

/** What is to be repaired, and what names it for the generator. */
export interface Repairing {
  readonly value: Json;
  readonly identity: string;
}

/** How often a value is looked at again after something was taken out of it. */
const rounds = 8;

/**
 * The nearest value that a reply's schema admits: converted where that is enough, else without what
 * is refused, and with what is required beyond that made up. Undefined when none is found.
 */
export function toRepaired(
  call: Call,
  schema: Located,
  { value, identity }: Repairing,
): Json | undefined {
  const { document, generator, replies } = call.compiled.api;
  const fill = (places: readonly Located[], path: string) =>
    generator.generate(places, {
      ...{ seed: call.seed, identity: identity + path, direction: 'response' },
    });
  const complete = (one: Json) =>
    completeValue(document, schema, { value: one, path: '', fill, judge: replies });
  const validate = replies.for(schema);
  const visible = withoutMarked(document, schema, { mark: 'writeOnly', value });
  let left = toFitting(call.compiled.api, schema, visible);
  for (let round = 0; left !== undefined && round < rounds; round++) {
    const whole = complete(left);
    const violations = validate(whole);
    if (violations.length === 0) return whole;
    left = toPlaces(violations).reduce<Json | undefined>(without, whole);
  }
  return undefined;
}

/** Each place once, and of a list the last first: the others keep their numbers. */
function toPlaces(violations: readonly Violation[]): string[][] {
  const pointers = new Set(violations.map(({ instanceLocation }) => instanceLocation));
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  return [...pointers].sort((a, b) => compare(b, a)).map(fromPointer);
}

/** The value without what is at this place; undefined when that is all of it. */
function without(value: Json | undefined, [first, ...rest]: readonly string[]): Json | undefined {
  if (value === undefined || first === undefined) return undefined;
  const next = (member: Json): Json[] => {
    const kept = without(member, rest);
    return kept === undefined ? [] : [kept];
  };
  if (isJsonArray(value)) {
    return value.flatMap((item, index) => (String(index) === first ? next(item) : [item]));
  }
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).flatMap(([name, member]) =>
    name === first ? next(member).map((kept) => [name, kept] as const) : [[name, member] as const],
  );
  return Object.fromEntries(members);
}
