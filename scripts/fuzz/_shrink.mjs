// @ts-check
import { drop, listPlaces } from './_json.mjs';

/**
 * Makes a text smaller as long as it shows the same.
 * @param {string} text
 * @param {(text: string) => Promise<boolean>} isSame
 * @param {number} tries
 */
export async function shrinkText(text, isSame, tries) {
  const budget = { tries };
  const value = parse(text);
  if (value !== undefined && typeof value === 'object' && value !== null) {
    const small = await shrinkValue(value, (one) => isSame(toText(one)), budget);
    return toText(small);
  }
  const lines = await shrinkList(text.split('\n'), (some) => isSame(some.join('\n')), budget);
  const short = lines.join('\n');
  if (short.length > 4000) return short;
  const characters = await shrinkList([...short], (some) => isSame(some.join('')), budget);
  return characters.join('');
}

/**
 * Leaves out items of a list, many at a time first.
 * @template T
 * @param {readonly T[]} list
 * @param {(list: T[]) => Promise<boolean>} isSame
 * @param {{ tries: number }} budget
 * @returns {Promise<T[]>}
 */
export async function shrinkList(list, isSame, budget) {
  let kept = [...list];
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < kept.length && budget.tries > 0; ) {
      const rest = [...kept.slice(0, from), ...kept.slice(from + size)];
      budget.tries -= 1;
      if (await isSame(rest)) kept = rest;
      else from += size;
    }
  }
  return kept;
}

/**
 * Leaves out members, those near the root first.
 * @param {unknown} root
 * @param {(root: unknown) => Promise<boolean>} isSame
 * @param {{ tries: number }} budget
 */
async function shrinkValue(root, isSame, budget) {
  let current = root;
  for (let isSmaller = true; isSmaller && budget.tries > 0; ) {
    isSmaller = false;
    const places = listPlaces(current).map(({ pointer }) => pointer);
    for (const pointer of places.sort((a, b) => depth(a) - depth(b))) {
      if (budget.tries <= 0) break;
      const next = structuredClone(current);
      const place = listPlaces(next).find((one) => one.pointer === pointer);
      if (!place) continue;
      drop(place.holder, place.key);
      budget.tries -= 1;
      if (!(await isSame(next))) continue;
      current = next;
      isSmaller = true;
    }
  }
  return current;
}

/** @param {string} pointer */
function depth(pointer) {
  return pointer.split('/').length;
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {unknown} value */
function toText(value) {
  return JSON.stringify(value, null, 1);
}
