import type { Ajv2020 } from 'ajv/dist/2020.js';
import { isJsonArray, isJsonObject, type Json } from '../../kernel/json.ts';

/** Ajv compares each item with each other one, which takes minutes of an array as long as a body may be. */
export function addUniqueItems(ajv: Ajv2020): void {
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    errors: false,
    compile: (mustDiffer: boolean) => (list: readonly Json[]) => !mustDiffer || !findTwins(list),
  });
}

/** The places of the first two items that are equal (JSON Schema 2020-12 §4.2.2). */
export function findTwins(list: readonly Json[]): readonly [number, number] | undefined {
  const places = new Map<string | number | boolean | null, number>();
  for (const [index, item] of list.entries()) {
    // Numbers, true, false and null stand for themselves, as no text does.
    const isPlain = typeof item !== 'string' && (typeof item !== 'object' || item === null);
    const key = isPlain ? item : toKey(item);
    const twin = places.get(key);
    if (twin !== undefined) return [twin, index];
    places.set(key, index);
  }
  return undefined;
}

/** Values have the same key when they are equal. With lengths, which are cheaper than quotes. */
function toKey(value: Json): string {
  if (typeof value === 'string') return `${value.length}"${value}`;
  if (isJsonArray(value)) return `[${value.map(toKey).join(',')}]`;
  if (!isJsonObject(value)) return String(value);
  const names = Object.keys(value);
  if (names.length > 1) names.sort();
  let key = '{';
  for (const name of names) key += `${name.length}:${name}${toKey(value[name] ?? null)}`;
  return `${key}}`;
}
