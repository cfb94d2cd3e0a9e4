import { isJsonArray, isJsonObject, type Json, toArray } from '../kernel/json.ts';

/** What a keyword must be. */
interface Shape {
  readonly test: (value: Json) => boolean;
  readonly want: string;
}

const texts: Shape = {
  test: (value) => isJsonArray(value) && toArray(value).every((name) => typeof name === 'string'),
  want: 'a list of property names',
};
const list: Shape = { test: isJsonArray, want: 'a list of values' };
const schemas: Shape = { test: isJsonArray, want: 'a list of schemas' };
const byName: Shape = { test: isJsonObject, want: 'an object with a schema for each name' };
const number: Shape = { test: (value) => typeof value === 'number', want: 'a number' };
const limit: Shape = {
  test: (value) => typeof value === 'number' || typeof value === 'boolean',
  want: 'a number',
};
const factor: Shape = {
  test: (value) => typeof value === 'number' && value > 0,
  want: 'a number above 0',
};
const count: Shape = {
  test: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0,
  want: 'a whole number from 0',
};
const flag: Shape = { test: (value) => typeof value === 'boolean', want: 'true or false' };
const regex: Shape = {
  test: (value) => typeof value === 'string',
  want: 'a regular expression as text',
};
const name: Shape = { test: (value) => typeof value === 'string', want: 'the name of a format' };

/** Keywords that say something about values, and what each must be. */
export const shapes: ReadonlyMap<string, Shape> = new Map([
  ['required', texts],
  ['enum', list],
  ...['allOf', 'oneOf', 'anyOf', 'prefixItems'].map((keyword) => [keyword, schemas] as const),
  ...['properties', 'patternProperties', '$defs', 'dependentSchemas'].map(
    (keyword) => [keyword, byName] as const,
  ),
  ...['minimum', 'maximum'].map((keyword) => [keyword, number] as const),
  ...['exclusiveMinimum', 'exclusiveMaximum'].map((keyword) => [keyword, limit] as const),
  ['multipleOf', factor],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'].map(
    (keyword) => [keyword, count] as const,
  ),
  ...['minContains', 'maxContains'].map((keyword) => [keyword, count] as const),
  ...['uniqueItems', 'nullable', 'readOnly', 'writeOnly'].map(
    (keyword) => [keyword, flag] as const,
  ),
  ['pattern', regex],
  ['format', name],
]);

/** Keywords with one schema, with a list of them, and with one for each name. */
export const single: ReadonlySet<string> = new Set([
  ...['items', 'additionalProperties', 'not', 'contains', 'propertyNames', 'if', 'then', 'else'],
  ...['unevaluatedItems', 'unevaluatedProperties'],
]);
export const lists: ReadonlySet<string> = new Set(['allOf', 'oneOf', 'anyOf', 'prefixItems']);
export const maps: ReadonlySet<string> = new Set([
  ...['properties', 'patternProperties', '$defs', 'dependentSchemas'],
]);

/** True when what a keyword with schemas in it says is such; anything else rules nothing out. */
export function isSound(keyword: string, value: Json): boolean {
  if (single.has(keyword)) return typeof value === 'boolean' || isJsonObject(value);
  if (lists.has(keyword)) return isJsonArray(value);
  return !maps.has(keyword) || isJsonObject(value);
}

/** True for the name of a type of JSON Schema. */
export function isType(name: Json | undefined): name is string {
  return typeof name === 'string' && types.includes(name);
}

/** The types of JSON Schema (2020-12 §6.1.1). */
export const types: readonly string[] = [
  ...['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'],
];

/** True for a keyword that rules values out, or marks them. */
export function isTelling(keyword: string): boolean {
  return shapes.has(keyword) || single.has(keyword) || /^(type|const|default)$/.test(keyword);
}
