// @ts-check
import { entries, escapeToken, get, isObject, items, put, text } from './_json.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_json.mjs').JsonObject} JsonObject */
/** @typedef {import('./_files.mjs').Place} Place */
/** @typedef {import('./_files.mjs').Files} Files */

/**
 * How schemas are copied for the validator.
 * @typedef {object} Copying
 * @property {Files} files
 * @property {'request' | 'response'} direction
 * @property {boolean} isLegacy OpenAPI 3.0 and Swagger 2.0: what stands beside `$ref` is ignored
 * @property {(place: Place) => string} refer the URI under which a place will be known
 * @property {(flaw: Flaw) => void} report
 */
/**
 * Something in a schema that nobody can follow.
 * @typedef {{ kind: 'dangling reference' | 'invalid pattern', at: string, detail: string }} Flaw
 */

const plain = new Set([
  ...['type', 'enum', 'const', 'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'format'],
  ...['exclusiveMinimum', 'maxLength', 'minLength', 'maxItems', 'minItems', 'uniqueItems'],
  ...['maxContains', 'minContains', 'maxProperties', 'minProperties', 'dependentRequired'],
  ...['nullable', '$dynamicAnchor', '$dynamicRef'],
]);
const single = new Set([
  ...['items', 'additionalProperties', 'additionalItems', 'not', 'if', 'then', 'else', 'contains'],
  ...['propertyNames', 'unevaluatedProperties', 'unevaluatedItems'],
]);
const lists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const maps = new Set(['properties', 'patternProperties', 'dependentSchemas']);
/** What OpenAPI 3.0 and Swagger 2.0 do not know is no rule there. */
const unknownInLegacy = new Set([
  ...['const', 'dependentRequired', 'dependentSchemas', 'if', 'then', 'else', 'contains'],
  ...['maxContains', 'minContains', 'propertyNames', 'unevaluatedProperties', 'unevaluatedItems'],
  ...['prefixItems', 'patternProperties', '$dynamicAnchor', '$dynamicRef', 'additionalItems'],
]);

/**
 * A schema with the rules of one direction and without what is no rule: properties that must not
 * be there in this direction are forbidden and not required; references are absolute.
 * @param {Copying} copying
 * @param {Place} place
 * @param {ReadonlySet<string>} [outer] properties that a schema around this one marks
 * @returns {Json}
 */
export function copySchema(copying, place, outer = new Set()) {
  const { node } = place;
  if (!isObject(node)) return typeof node === 'boolean' ? node : {};
  /** @type {JsonObject} */
  const copy = {};
  const hasReference = typeof get(node, '$ref') === 'string';
  if (hasReference) copyReference(copying, place, copy, outer);
  if (hasReference && copying.isLegacy) return copy;
  const marked = new Set([...outer, ...findMarked(copying, place)]);
  for (const [name, value] of entries(node)) {
    if (copying.isLegacy && unknownInLegacy.has(name)) continue;
    copyKeyword(copying, { place, copy, name, value, marked });
  }
  if (get(node, 'x-nullable') === true) copy.nullable = true;
  return copy;
}

/**
 * @param {Copying} copying
 * @param {{ place: Place, copy: JsonObject, name: string, value: Json, marked: ReadonlySet<string> }} keyword
 */
function copyKeyword(copying, { place, copy, name, value, marked }) {
  const { files } = copying;
  const at = files.child(place, name);
  if (!at) return;
  if (plain.has(name)) copyPlain(copy, name, value);
  else if (name === 'pattern') copyPattern(copying, at, copy);
  else if (name === 'required') copyRequired(copy, value, marked);
  else if (single.has(name)) copy[name] = copySchema(copying, at);
  else if (name === 'properties') copyProperties(copying, at, copy);
  else if (lists.has(name) && Array.isArray(value)) {
    const inner = name === 'prefixItems' ? undefined : marked;
    const copies = files.children(at).map(({ at: one }) => copySchema(copying, one, inner));
    if (copies.length > 0) copy[name] = copies;
  } else if (maps.has(name)) copyMap(copying, at, copy);
}

/** @param {JsonObject} copy @param {string} name @param {Json} value */
function copyPlain(copy, name, value) {
  if (name === 'type' && value === 'file') return;
  if (name === 'enum' && !Array.isArray(value)) return;
  copy[name] = value;
}

/** @param {Copying} copying @param {Place} place @param {JsonObject} copy @param {ReadonlySet<string>} outer */
function copyReference({ files, refer, report, ...rest }, place, copy, outer) {
  const ref = text(get(place.node, '$ref')) ?? '';
  const target = files.resolve(ref, place.uri);
  const at = `${place.uri}#${place.pointer}`;
  if (!target) return report({ kind: 'dangling reference', at, detail: ref });
  const asked = [...outer].some((name) => isRequired(files, target, name));
  if (!asked) copy.$ref = refer(target);
  // Shared, it would go on to require what is forbidden here.
  else copy.allOf = [copySchema({ files, refer, report, ...rest }, target, outer)];
}

/** @param {Files} files @param {Place} place @param {string} name */
function isRequired(files, place, name, depth = 0) {
  const at = depth < 8 ? files.follow(place) : undefined;
  if (items(get(at?.node, 'required')).includes(name)) return true;
  const parts = files.children(at && files.child(at, 'allOf'));
  /** @type {boolean} */
  const isBelow = parts.some((part) => isRequired(files, part.at, name, depth + 1));
  return isBelow;
}

/** @param {Copying} copying @param {Place} at @param {JsonObject} copy */
function copyPattern({ report }, at, copy) {
  const pattern = text(at.node);
  const regular = pattern === undefined ? undefined : compilePattern(pattern);
  if (regular) copy.pattern = regular;
  else report({ kind: 'invalid pattern', at: `${at.uri}#${at.pointer}`, detail: `${pattern}` });
}

/**
 * A pattern as one that the flag `u` accepts: what is written for expressions without it often
 * escapes more than it must. Undefined when it is no regular expression at all.
 * @param {string} pattern
 */
function compilePattern(pattern) {
  const loose = pattern.replace(/\\([^^$\\.*+?()[\]{}|/\-dDwWsSbBnrtfvcxupPk0-9])/g, '$1');
  const candidates = [pattern, loose, loose.replace(/\\-/g, '-'), loose.replace(/\\-/g, '\\x2d')];
  return candidates.find((one) => {
    try {
      new RegExp(one, 'u');
      return true;
    } catch {
      return false;
    }
  });
}

/** @param {JsonObject} copy @param {Json} value @param {ReadonlySet<string>} marked */
function copyRequired(copy, value, marked) {
  const names = items(value).filter((name) => typeof name === 'string' && !marked.has(name));
  if (names.length > 0) copy.required = [...new Set(names)];
}

/** @param {Copying} copying @param {Place} at @param {JsonObject} copy */
function copyProperties(copying, at, copy) {
  /** @type {JsonObject} */
  const properties = {};
  for (const { name, at: one } of copying.files.children(at)) {
    put(properties, name, isMarked(copying, one) ? { not: {} } : copySchema(copying, one));
  }
  copy.properties = properties;
}

/** @param {Copying} copying @param {Place} at @param {JsonObject} copy */
function copyMap(copying, at, copy) {
  /** @type {JsonObject} */
  const map = {};
  const isPattern = at.pointer.endsWith(`/${escapeToken('patternProperties')}`);
  for (const { name, at: one } of copying.files.children(at)) {
    const key = isPattern ? compilePattern(name) : name;
    if (key !== undefined) put(map, key, copySchema(copying, one));
  }
  copy[at.pointer.slice(at.pointer.lastIndexOf('/') + 1)] = map;
}

/** The properties that must not be there in this direction. @param {Copying} copying @param {Place} place @returns {string[]} */
function findMarked(copying, place, depth = 0) {
  const { files } = copying;
  const at = depth < 8 ? files.follow(place) : undefined;
  const own = files.children(at && files.child(at, 'properties'));
  const parts = files.children(at && files.child(at, 'allOf'));
  return [
    ...own.filter((one) => isMarked(copying, one.at)).map(({ name }) => name),
    ...parts.flatMap((part) => findMarked(copying, part.at, depth + 1)),
  ];
}

/** @param {Copying} copying @param {Place} place */
function isMarked(copying, place, depth = 0) {
  const { files, direction } = copying;
  const mark = direction === 'response' ? 'writeOnly' : 'readOnly';
  const isSibling = typeof get(place.node, '$ref') === 'string' && copying.isLegacy;
  if (!isSibling && get(place.node, mark) === true) return true;
  const at = depth < 8 ? files.follow(place) : undefined;
  if (get(at?.node, mark) === true) return true;
  const parts = files.children(at && files.child(at, 'allOf'));
  /** @type {boolean} */
  const isBelow = parts.some((part) => isMarked(copying, part.at, depth + 1));
  return isBelow;
}
