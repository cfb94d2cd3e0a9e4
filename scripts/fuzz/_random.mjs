// @ts-check
import { createHash } from 'node:crypto';

/**
 * Chance that can be repeated: the same words give the same numbers on every machine.
 * @typedef {object} Random
 * @property {() => number} next from 0 up to 1
 * @property {(limit: number) => number} below a whole number from 0, below the limit
 * @property {(share: number) => boolean} chance true in that share of calls
 * @property {<T>(list: readonly T[]) => T} pick one of a list that is not empty
 */

/** @param {...(string | number)} words @returns {Random} */
export function createRandom(...words) {
  let state = createHash('sha256').update(words.join('\n')).digest().readUInt32LE(0);
  // Mulberry32: short, and more than random enough to choose mutations.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (/** @type {number} */ limit) => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: (list) => {
      const at = below(list.length);
      for (const item of list.slice(at, at + 1)) return item;
      throw new Error('There is nothing to pick.');
    },
  };
}
