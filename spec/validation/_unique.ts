import type { Ajv2020 } from 'ajv/dist/2020.js';
import { isEqual, isJsonArray, isJsonObject, type Json } from '../../kernel/json.ts';

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

/** So many items with the number of another are compared with it before texts tell them apart. */
const mostAlike = 16;

/**
 * The places of two items that are equal (JSON Schema 2020-12 §4.2.2): of the first that equals one
 * before it. By numbers, which are quickly made; where somebody chose items that share a number, by
 * texts, which no two different items share.
 */
export function findTwins(list: readonly Json[]): readonly [number, number] | undefined {
  const last = new Map<number, number>();
  /** For each item, the place of the one before with its number, and -1 where there is none. */
  const before = new Int32Array(list.length);
  for (const [index, item] of list.entries()) {
    const number = toNumber(item, list.length);
    let place = last.get(number) ?? -1;
    before[index] = place;
    for (let alike = 0; place >= 0; alike++) {
      if (alike === mostAlike) return findTwinsByText(list);
      if (isEqual(list[place], item)) return [place, index];
      place = before[place] ?? -1;
    }
    last.set(number, index);
  }
  return undefined;
}

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/** A number of 32 bits that equal values share. */
function toNumber(value: Json, start: number): number {
  if (typeof value === 'number') {
    // Minus zero equals zero.
    double[0] = value + 0;
    return mix(mix(start, halves[0] ?? 0), halves[1] ?? 0);
  }
  if (typeof value === 'string') return toTextNumber(value, start);
  if (typeof value !== 'object' || value === null) return mix(start, String(value).length);
  if (isJsonArray(value))
    return value.reduce<number>((all, item) => toNumber(item, all), start ^ 5);
  // The order of members is irrelevant.
  let all = start ^ 7;
  for (const name of Object.keys(value)) {
    all = (all + toNumber(value[name] ?? null, toTextNumber(name, 11))) | 0;
  }
  return all;
}

function toTextNumber(text: string, start: number): number {
  let all = start ^ text.length;
  for (let index = 0; index < text.length; index++) all = mix(all, text.charCodeAt(index));
  return all;
}

function mix(all: number, more: number): number {
  const next = Math.imul(all ^ more, 0x9e3779b1);
  return next ^ (next >>> 15);
}

function findTwinsByText(list: readonly Json[]): readonly [number, number] | undefined {
  const places = new Map<string, number>();
  for (const [index, item] of list.entries()) {
    const key = toKey(item);
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
