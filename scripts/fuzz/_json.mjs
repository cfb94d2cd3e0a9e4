// @ts-check

/**
 * Any value at all: what is damaged keeps no shape.
 * @typedef {unknown} Json
 */
/**
 * A value and where it is: `holder[key]`.
 * @typedef {{ holder: object, key: string | number, value: Json, pointer: string }} Place
 */

/** True for an object that is no list. @param {unknown} value @returns {value is object} */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value itself where it has members, else an empty object. @param {unknown} value @returns {object} */
export function toHolder(value) {
  return typeof value === 'object' && value !== null ? value : {};
}

/** Every value below the root, in document order, none of them twice. @param {Json} root @returns {Place[]} */
export function listPlaces(root) {
  /** @type {Place[]} */
  const found = [];
  const seen = new Set();
  /** @type {{ value: Json, pointer: string }[]} */
  const pending = [{ value: root, pointer: '' }];
  for (let at = pending.pop(); at; at = pending.pop()) {
    const { value: holder, pointer } = at;
    if (typeof holder !== 'object' || holder === null || seen.has(holder)) continue;
    seen.add(holder);
    for (const key of Object.keys(holder)) {
      const place = {
        holder,
        key,
        value: get(holder, key),
        pointer: `${pointer}/${escapeToken(key)}`,
      };
      found.push(place);
      pending.push(place);
    }
  }
  return found;
}

/** @param {string} token */
function escapeToken(token) {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** An own property: `__proto__` is a name like any other. @param {object} holder @param {string | number} key */
export function get(holder, key) {
  return Object.hasOwn(holder, key) ? Reflect.get(holder, key) : undefined;
}

/** Sets an own property, whatever it is called. @param {object} holder @param {string | number} key @param {Json} value */
export function put(holder, key, value) {
  Object.defineProperty(holder, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/** Takes a property or an item away. @param {object} holder @param {string | number} key */
export function drop(holder, key) {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}

/** The same members in the same order, one of them under another name. @param {object} holder @param {string} from @param {string} to */
export function rename(holder, from, to) {
  const members = Object.entries(holder);
  for (const [name] of members) Reflect.deleteProperty(holder, name);
  for (const [name, value] of members) put(holder, name === from ? to : name, value);
}
