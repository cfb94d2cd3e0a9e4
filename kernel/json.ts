/** Any JSON value (RFC 8259). Values are shared, never copied: treat them as immutable. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** True for a JSON object: not null, not an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a JSON array; narrows where `Array.isArray` would answer `any[]`. */
export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The object itself, or an empty one when the value is anything else. */
export function toObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The array itself, or an empty one when the value is anything else. */
export function toArray(value: Json | undefined): readonly Json[] {
  return isJsonArray(value) ? value : [];
}

/** The string itself, or undefined when the value is anything else. */
export function toText(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** An own property of an object: `constructor` and `__proto__` of the prototype are never found. */
export function getOwn(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The JSON Schema type of a value; a number without a fraction is an `integer`. */
export function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (isJsonArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** Equality as JSON Schema 2020-12 §4.2.2 defines it: the order of members is irrelevant. */
export function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isJsonArray(a) && isJsonArray(b)) {
    return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isEqual(a[name], b[name]))
  );
}

/** A shortened JSON text for messages: at most `limit` characters, marked with `…` when cut. */
export function toSnippet(value: Json | undefined, limit = 60): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(shorten(value, limit));
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

/** True of an object of which there is nothing to cut. */
function isShort(value: JsonObject, limit: number): boolean {
  let count = 0;
  for (const name in value) {
    count += 1;
    const member = value[name];
    if (count > 8 || typeof member === 'object') return false;
    if (typeof member === 'string' && member.length > limit) return false;
  }
  return true;
}

/**
 * Cuts before serialising, so that a message about a 10 MB value does not cost 10 MB. Each value
 * takes a character at least, so there is room for no more than `limit` of them.
 */
function shorten(value: Json, limit: number, room = { left: limit }): Json {
  room.left -= 1;
  if (typeof value === 'string') return value.length > limit ? value.slice(0, limit) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (room.left < 0) return '';
  if (isJsonArray(value)) return value.slice(0, 8).map((item) => shorten(item, limit, room));
  if (!isJsonObject(value) || isShort(value, limit)) return value;
  const members: [string, Json][] = [];
  for (const name in value) {
    if (members.length === 8 || room.left < 0) break;
    const member = getOwn(value, name);
    if (member !== undefined) members.push([name, shorten(member, limit, room)]);
  }
  return Object.fromEntries(members);
}
