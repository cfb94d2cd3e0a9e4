import { isJsonArray, isJsonObject, type Json } from '../kernel/json.ts';

/**
 * How a text differs from a pattern: `*` is anything, `~ part` contains a part, `/…/` matches a
 * regular expression, everything else is the text itself. Undefined when it fits.
 */
function findTextDifference(actual: string, pattern: string): string | undefined {
  if (pattern === '*') return undefined;
  const part = /^~ (.*)$/s.exec(pattern)?.[1];
  if (part !== undefined) {
    return actual.includes(part) ? undefined : `${JSON.stringify(actual)} does not contain ${part}`;
  }
  const expression = /^\/(.*)\/$/s.exec(pattern)?.[1];
  if (expression !== undefined) {
    const fits = new RegExp(expression, 'su').test(actual);
    return fits ? undefined : `${JSON.stringify(actual)} does not match /${expression}/`;
  }
  return actual === pattern ? undefined : `is ${JSON.stringify(actual)}, not ${pattern}`;
}

/**
 * How a body or a field differs from a pattern. A pattern that is JSON is compared member by
 * member: strings in it are text patterns, the member `"..."` allows members beyond the named ones,
 * and the string `[3 items]` is a list of that length. Any other pattern is compared as text.
 */
export function findDifference(actual: string, pattern: string): string | undefined {
  const isJson = /^[[{"]|^(-?\d+|true|false|null)$/.test(pattern);
  if (!isJson) return findTextDifference(actual, pattern);
  let value: Json;
  try {
    value = JSON.parse(actual);
  } catch {
    return `is no JSON: ${actual.slice(0, 200)}`;
  }
  const wanted: Json = JSON.parse(pattern);
  const difference = compare(value, wanted, '');
  return difference && `${difference}\n  whole body: ${actual.slice(0, 2000)}`;
}

function compare(actual: Json | undefined, wanted: Json, place: string): string | undefined {
  if (typeof wanted === 'string') return compareText(actual, wanted, place);
  if (isJsonArray(wanted)) return compareList(actual, wanted, place);
  if (isJsonObject(wanted)) return compareObject(actual, wanted, place);
  return actual === wanted
    ? undefined
    : `${place || '/'} is ${JSON.stringify(actual)}, not ${wanted}`;
}

function compareText(actual: Json | undefined, wanted: string, place: string): string | undefined {
  if (actual === undefined) return `${place || '/'} is missing`;
  if (wanted === '*') return undefined;
  const count = /^\[(\d+) items?\]$/.exec(wanted)?.[1];
  if (count !== undefined) {
    const length = isJsonArray(actual) ? actual.length : 'no list';
    return String(length) === count
      ? undefined
      : `${place || '/'} has ${length} items, not ${count}`;
  }
  if (typeof actual !== 'string') return `${place || '/'} is ${JSON.stringify(actual)}, no string`;
  const difference = findTextDifference(actual, wanted);
  return difference && `${place || '/'} ${difference}`;
}

function compareList(actual: Json | undefined, wanted: readonly Json[], place: string) {
  if (!isJsonArray(actual)) return `${place || '/'} is no list`;
  if (actual.length !== wanted.length) {
    return `${place || '/'} has ${actual.length} items, not ${wanted.length}`;
  }
  return wanted
    .map((item, index) => compare(actual[index], item, `${place}/${index}`))
    .find((difference) => difference !== undefined);
}

function compareObject(
  actual: Json | undefined,
  wanted: Readonly<Record<string, Json>>,
  place: string,
): string | undefined {
  if (!isJsonObject(actual)) return `${place || '/'} is no object`;
  const { '...': open, ...members } = wanted;
  const extra = Object.keys(actual).filter((name) => !Object.hasOwn(members, name));
  if (open === undefined && extra.length > 0) return `${place || '/'} also has ${extra.join(', ')}`;
  return Object.entries(members)
    .map(([name, member]) =>
      compare(Object.hasOwn(actual, name) ? actual[name] : undefined, member, `${place}/${name}`),
    )
    .find((difference) => difference !== undefined);
}
