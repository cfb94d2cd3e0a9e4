// @ts-check
import { createHash } from 'node:crypto';

/**
 * As many as wanted, chosen by the seed, in their order; all when there is no limit.
 * @template {{ method: string, path: string }} T
 * @param {readonly T[]} all
 * @param {number | undefined} limit
 * @param {string} seed
 * @returns {readonly T[]}
 */
export function sample(all, limit, seed) {
  if (limit === undefined || all.length <= limit) return all;
  const rank = (/** @type {T} */ { method, path }) =>
    createHash('sha256').update(`${seed} ${method} ${path}`).digest('hex');
  const ranked = all.map((one) => ({ one, rank: rank(one) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const chosen = new Set(ranked.slice(0, limit).map(({ one }) => one));
  return all.filter((one) => chosen.has(one));
}
