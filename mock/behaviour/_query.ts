import { getOwn, isEqual, isJsonArray, type Json, type JsonObject } from '../../kernel/json.ts';
import type { Filter, ListParameters } from '../../spec/list-parameters.ts';
import type { Call } from '../exchange/model.ts';
import type { Condition } from '../state/entity.ts';
import { getInput } from './_inputs.ts';
import type { Target } from './_target.ts';

/** What a call wants of the items of a list. */
export interface Wanted {
  /** What an index can look up. */
  readonly where: readonly Condition[];
  /** What must be tried on each; absent when nothing must. */
  readonly test?: (item: JsonObject) => boolean;
}

/** Reads the filters of a call; what is not given does not filter. */
export function readWanted(call: Call, list: ListParameters, { link }: Target): Wanted {
  const where: Condition[] = link
    ? [{ property: link.view.id, value: link.text, isLink: true }]
    : [];
  const tests: ((item: JsonObject) => boolean)[] = [];
  for (const filter of list.filters) {
    const values = toValues(filter, getInput(call, list, filter.parameter));
    if (values.length === 0) continue;
    const [only, more] = values;
    const isPlain = more === undefined && !filter.path && !filter.test;
    if (isPlain && only !== undefined) where.push({ property: filter.property, value: only });
    else tests.push(toTest(filter, values));
  }
  if (tests.length === 0) return { where };
  return { where, test: (item) => tests.every((test) => test(item)) };
}

function toValues({ isSplit, isNumber }: Filter, value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  const all = isJsonArray(value) ? value : [value];
  const split: readonly Json[] = isSplit ? all.flatMap(splitText) : all;
  return isNumber ? split.map((one) => (Number.isNaN(Number(one)) ? one : Number(one))) : split;
}

function splitText(value: Json): readonly Json[] {
  return typeof value === 'string' ? value.split(',').filter((one) => one !== '') : [value];
}

function toTest({ property, path = [], test }: Filter, values: readonly Json[]) {
  const matches = tests[test ?? 'equal'];
  return (item: JsonObject): boolean => {
    let own = getOwn(item, property);
    for (const name of path) own = getOwn(own, name);
    return own !== undefined && values.some((value) => matches(own, value));
  };
}

type Test = (own: Json, value: Json) => boolean;

const tests: Readonly<Record<NonNullable<Filter['test']> | 'equal', Test>> = {
  equal: (own, value) => isEqual(own, value) || String(own) === String(value),
  has: (own, value) => isJsonArray(own) && own.some((one) => isEqual(one, value)),
  after: (own, value) => compareValues(own, toLike(own, value)) > 0,
  from: (own, value) => compareValues(own, toLike(own, value)) >= 0,
  before: (own, value) => compareValues(own, toLike(own, value)) < 0,
  to: (own, value) => compareValues(own, toLike(own, value)) <= 0,
};

/** A date beside an instant is compared with its day. */
function toLike(own: Json, value: Json): Json {
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
  if (!isDay || typeof own !== 'string') return value;
  const midnight = Date.parse(value);
  return own.length > 10 && !Number.isNaN(midnight) ? new Date(midnight).toISOString() : value;
}

const instant = /^\d{4}-\d\d-\d\d[Tt ]/;

/**
 * The order of two values: numbers by size, instants by time, texts by code unit, false before
 * true, and what is null or of another kind last.
 */
export function compareValues(one: Json, other: Json): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one === 'string' && typeof other === 'string') {
    if (instant.test(one) && instant.test(other)) {
      const difference = Date.parse(one) - Date.parse(other);
      if (!Number.isNaN(difference)) return difference;
    }
    return one < other ? -1 : one > other ? 1 : 0;
  }
  if (typeof one === 'boolean' && typeof other === 'boolean') return Number(one) - Number(other);
  return rank(one) - rank(other);
}

function rank(value: Json): number {
  return value === null ? 2 : typeof value === 'object' ? 1 : 0;
}
