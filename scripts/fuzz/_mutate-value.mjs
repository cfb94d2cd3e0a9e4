// @ts-check
import { drop, isObject, listPlaces, put, rename } from './_json.mjs';
import { oddKeywords, oddNames, oddReferences, oddValues } from './_odd.mjs';

/** @typedef {import('./_json.mjs').Place} Place */
/** @typedef {import('./_random.mjs').Random} Random */
/**
 * Damages a document in one place; answers what was done, or undefined when there is no such place.
 * @typedef {(root: unknown, random: Random) => string | undefined} Mutation
 */

/** @type {Readonly<Record<string, Mutation>>} */
export const mutations = {
  dropKey: onPlace(({ holder, key }) => drop(holder, key)),
  doubleKey: onMember((place, random) => {
    const { holder, key, value } = place;
    const name = String(key);
    put(holder, random.pick([name.toUpperCase(), `${name} `, ` ${name}`, `${name}/`]), value);
  }),
  swapType: onPlace(({ holder, key }, random) => put(holder, key, clone(random.pick(oddValues)))),
  setNull: onPlace(({ holder, key }) => put(holder, key, null)),
  renameKey: onMember(({ holder, key }, random) =>
    rename(holder, String(key), random.pick(oddNames)),
  ),
  bendReference: onReference(({ holder, key }, random) =>
    put(holder, key, random.pick(oddReferences)),
  ),
  crossReference: onReference(({ holder, key }, random, root) =>
    put(holder, key, `#${toFragment(random.pick(listPlaces(root)).pointer)}`),
  ),
  selfReference: onReference(({ holder, key, pointer }, random) => {
    const steps = pointer.split('/');
    put(holder, key, `#${toFragment(steps.slice(0, -1 - random.below(3)).join('/'))}`);
  }),
  insertReference: onPlace(({ holder, key }, random, root) => {
    const isOdd = random.chance(0.3);
    const inner = `#${toFragment(random.pick(listPlaces(root)).pointer)}`;
    put(holder, key, { $ref: isOdd ? random.pick(oddReferences) : inner });
  }),
  setKeyword: onHolder((holder, random) => {
    const name = random.pick(Object.keys(oddKeywords));
    put(holder, name, clone(random.pick(oddKeywords[name] ?? [null])));
  }),
  addName: onHolder((holder, random) => {
    put(holder, random.pick(oddNames), clone(random.pick(oddValues)));
  }),
  graft: onPlace(({ holder, key }, random, root) => {
    put(holder, key, clone(random.pick(listPlaces(root)).value));
  }),
  nest: onPlace(({ holder, key, value }, random) => {
    const wrap = random.pick(wraps);
    let nested = value;
    const depth = random.pick([3, 20, 60, 120, 300]);
    for (let level = 0; level < depth; level++) nested = wrap(nested);
    put(holder, key, nested);
  }),
  widen: onPlace(({ holder, key, value }, random) => {
    const count = random.pick([30, 300]);
    if (Array.isArray(holder)) holder.push(...new Array(count).fill(value));
    else for (let index = 0; index < count; index++) put(holder, `${key}${index}`, value);
  }),
};

/** @type {readonly ((value: unknown) => unknown)[]} */
const wraps = [
  (value) => [value],
  (value) => ({ a: value }),
  (value) => ({ allOf: [value] }),
  (value) => ({ not: value }),
  (value) => ({ items: value }),
  (value) => ({ type: 'object', required: ['a'], properties: { a: value } }),
];

/** @param {(place: Place, random: Random, root: unknown) => void} change @param {(place: Place) => boolean} [isOne] @returns {Mutation} */
function onPlace(change, isOne = () => true) {
  return (root, random) => {
    const places = listPlaces(root).filter(isOne);
    if (places.length === 0) return undefined;
    const place = random.pick(places);
    change(place, random, root);
    return place.pointer;
  };
}

/** @param {(place: Place, random: Random, root: unknown) => void} change */
function onMember(change) {
  return onPlace(change, ({ holder }) => isObject(holder));
}

/** @param {(place: Place, random: Random, root: unknown) => void} change */
function onReference(change) {
  return onPlace(change, ({ key, value }) => key === '$ref' && typeof value === 'string');
}

/** @param {(holder: object, random: Random) => void} change */
function onHolder(change) {
  return onPlace(
    ({ value }, random) => void (isObject(value) && change(value, random)),
    ({ value }) => isObject(value),
  );
}

/** @template T @param {T} value @returns {T} */
function clone(value) {
  return structuredClone(value);
}

/** @param {string} pointer */
function toFragment(pointer) {
  return pointer.replaceAll('%', '%25').replaceAll('#', '%23');
}
