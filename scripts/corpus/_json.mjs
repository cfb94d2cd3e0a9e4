// @ts-check

/** @typedef {null | boolean | number | string | Json[] | JsonObject} Json */
/** @typedef {{ [name: string]: Json }} JsonObject */

/**
 * @param {unknown} value
 * @returns {value is JsonObject}
 */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value's own member, never one of its prototype.
 * @param {Json | undefined} value
 * @param {string} name
 * @returns {Json | undefined}
 */
export function get(value, name) {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(name) ? value[Number(name)] : undefined;
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * The members of an object, none of anything else.
 * @param {Json | undefined} value
 * @returns {[string, Json][]}
 */
export function entries(value) {
  return isObject(value) ? Object.entries(value) : [];
}

/**
 * @param {Json | undefined} value
 * @returns {Json[]}
 */
export function items(value) {
  return Array.isArray(value) ? value : [];
}

/**
 * @param {Json | undefined} value
 * @returns {string | undefined}
 */
export function text(value) {
  return typeof value === 'string' ? value : undefined;
}

/** A token of a JSON Pointer (RFC 6901 §3). @param {string} name */
export function escapeToken(name) {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The tokens of a JSON Pointer. @param {string} pointer */
export function toTokens(pointer) {
  if (pointer === '') return [];
  const parts = pointer.slice(1).split('/');
  return parts.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Whether two values are the same, whatever the order of members. @param {Json | undefined} a @param {Json | undefined} b @returns {boolean} */
export function isSame(a, b) {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]));
}

/**
 * Sets a member, also one called `__proto__`.
 * @param {JsonObject} target
 * @param {string} name
 * @param {Json} value
 */
export function put(target, name, value) {
  const options = { value, enumerable: true, configurable: true, writable: true };
  Object.defineProperty(target, name, options);
}

/** A value as short text, for messages. @param {unknown} value */
export function toSnippet(value, limit = 120) {
  const written = JSON.stringify(value) ?? 'undefined';
  return written.length > limit ? `${written.slice(0, limit)}…` : written;
}
