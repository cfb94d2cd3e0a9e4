// @ts-check
import { get, items, text } from './_json.mjs';
import { findShadowed } from './_shadowed.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_files.mjs').Place} Place */
/** @typedef {import('./_files.mjs').Files} Files */
/** @typedef {{ files: Files, open: Set<string>, budget: number }} Search */

/**
 * Why no value at all satisfies a schema, when that can be proven by simple means: bounds that
 * cross, types that exclude each other, a required member that cannot be or contains itself.
 * Undefined says nothing.
 * @param {Files} files
 * @param {Place} schema
 * @returns {string | undefined}
 */
export function findContradiction(files, schema) {
  return search({ files, open: new Set(), budget: 20_000 }, schema);
}

/**
 * @param {Search} state
 * @param {Place} schema
 * @returns {string | undefined}
 */
function search(state, schema) {
  const at = state.files.follow(schema);
  if (!at || state.budget-- <= 0) return undefined;
  if (at.node === false) return `${at.pointer} allows nothing`;
  const key = `${at.uri}#${at.pointer}`;
  // What is only finished once it is finished itself is never finished.
  if (state.open.has(key)) return `${at.pointer} requires itself without end`;
  state.open.add(key);
  const why = findOwn(at) ?? findInParts(state, at) ?? findInMembers(state, at);
  state.open.delete(key);
  return why;
}

/** @type {readonly (readonly [low: string, high: string, type: string])[]} */
const bounds = [
  ['minimum', 'maximum', 'number'],
  ['minLength', 'maxLength', 'string'],
  ['minItems', 'maxItems', 'array'],
  ['minProperties', 'maxProperties', 'object'],
];

/** The lengths that texts of a format can have. @type {ReadonlyMap<string, readonly [least: number, most: number]>} */
const formats = new Map([
  ['uuid', [36, 36]],
  ['date', [10, 10]],
  ['date-time', [20, Infinity]],
  ['ipv4', [7, 15]],
]);

/** @param {Place} place @returns {string | undefined} */
function findOwn({ node, pointer }) {
  const types = toTypes(node);
  const values = get(node, 'enum');
  if (Array.isArray(values) && types) {
    const isPossible = values.some((value) => types.some((type) => isOfType(value, type)));
    const isNullable = get(node, 'nullable') === true && values.includes(null);
    if (!isPossible && !isNullable) return `${pointer}: none of enum is of the type ${types}`;
  }
  const lengths = formats.get(text(get(node, 'format')) ?? '');
  if (lengths && isOnly(types, 'string')) {
    const [least, most] = [get(node, 'minLength') ?? 0, get(node, 'maxLength') ?? Infinity];
    if (Number(most) < lengths[0] || Number(least) > lengths[1]) {
      return `${pointer}: a ${text(get(node, 'format'))} has never from ${least} to ${most} characters`;
    }
  }
  for (const [low, high, type] of bounds) {
    const [least, most] = [get(node, low), get(node, high)];
    const crosses = typeof least === 'number' && typeof most === 'number' && least > most;
    if (crosses && types?.every((one) => agrees(one, [type]))) {
      return `${pointer}: ${low} ${least} is above ${high} ${most}`;
    }
  }
  return undefined;
}

/** @param {Search} state @param {Place} at @returns {string | undefined} */
function findInParts(state, at) {
  const { files } = state;
  const all = files.children(files.child(at, 'allOf')).map((part) => part.at);
  for (const part of all) {
    const why = search(state, part);
    if (why !== undefined) return why;
  }
  const typed = [at, ...all.map((part) => files.follow(part) ?? part)];
  const sets = typed.flatMap(({ node }) => [toTypes(node)].filter((one) => one !== undefined));
  const common = sets.reduce(
    (left, right) => left.filter((type) => agrees(type, right)),
    sets[0] ?? [],
  );
  if (sets.length > 1 && common.length === 0)
    return `${at.pointer}: the types of allOf exclude each other`;
  return findInChoice(state, at, 'anyOf') ?? findInChoice(state, at, 'oneOf');
}

/** @param {Search} state @param {Place} at @param {'anyOf' | 'oneOf'} keyword @returns {string | undefined} */
function findInChoice(state, at, keyword) {
  const { files } = state;
  const branches = files
    .children(files.child(at, keyword))
    .map((one) => files.follow(one.at) ?? one.at);
  if (branches.length === 0) return undefined;
  if (
    keyword === 'oneOf' &&
    branches.length > 1 &&
    findShadowed(files, branches).size === branches.length
  ) {
    return `${at.pointer}: each branch of oneOf is contained in another, so that never just one matches`;
  }
  const reasons = branches.map((branch) => search(state, branch));
  return reasons.every((why) => why !== undefined) ? reasons[0] : undefined;
}

/** @param {Search} state @param {Place} at @returns {string | undefined} */
function findInMembers(state, at) {
  const { files } = state;
  const types = toTypes(at.node);
  if (isOnly(types, 'array') && Number(get(at.node, 'minItems') ?? 0) > 0) {
    const item = files.child(at, 'items');
    return item && search(state, item);
  }
  if (!isOnly(types, 'object')) return undefined;
  const properties = files.child(at, 'properties');
  for (const name of items(get(at.node, 'required'))) {
    const property = files.child(properties, text(name) ?? '');
    const isClosed =
      get(at.node, 'additionalProperties') === false && !get(at.node, 'patternProperties');
    if (!property && isClosed) return `${at.pointer}: ${name} is required and not allowed`;
    const why = property && search(state, property);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** @param {Json} node @returns {string[] | undefined} */
function toTypes(node) {
  const type = get(node, 'type');
  const types = typeof type === 'string' ? [type] : items(type).flatMap((one) => text(one) ?? []);
  if (types.length === 0) return undefined;
  return get(node, 'nullable') === true ? [...types, 'null'] : types;
}

/** @param {string} type @param {string[]} others */
function agrees(type, others) {
  const isNumber = type === 'integer' || type === 'number';
  return others.some((other) => other === type || (isNumber && /^(integer|number)$/.test(other)));
}

/** @param {string[] | undefined} types @param {string} type */
function isOnly(types, type) {
  return types?.length === 1 && types[0] === type;
}

/** @param {Json} value @param {string} type */
function isOfType(value, type) {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}
