// @ts-check
import { writeFileSync } from 'node:fs';
import { load } from './_load.mjs';

/**
 * @typedef {import('./_servers.mjs').Server} Server
 * @typedef {{ cpu: number, p50: number, p99: number, rss: number, heap: number }} Measured
 *   CPU in microseconds a request, times in milliseconds, memory in bytes
 *
 * @typedef {object} Work
 * @property {string} name
 * @property {number} status the one that every request must get
 * @property {import('./_work.mjs').Call[]} calls which take turns
 * @property {number} amount
 * @property {number} [warm] how many requests come before, not measured; half as many
 * @property {Record<string, string>} [headers]
 */

/**
 * What a server spends on one kind of work.
 * @param {Server} server
 * @param {Work} work
 * @returns {Promise<Measured>}
 */
export async function measure({ name, origin, usage }, work) {
  const { calls, amount, warm = Math.ceil(amount / 2), headers = {} } = work;
  const job = { origin, calls, headers };
  if (warm > 0) await load({ ...job, amount: warm });
  const before = await usage();
  const outcome = await load({ ...job, amount });
  const after = await usage();
  const others = Object.keys(outcome.statuses).filter((status) => status !== `${work.status}`);
  if (outcome.errors > 0 || (others.length > 0 && name !== 'prism')) {
    throw new Error(`${name}, ${work.name}: ${JSON.stringify(outcome)}`);
  }
  const cpu = (after.cpu - before.cpu) / amount;
  return { cpu, p50: outcome.p50, p99: outcome.p99, rss: after.rss, heap: after.heap };
}

/**
 * @param {string | undefined} file
 * @param {unknown} figures
 */
export function writeFigures(file, figures) {
  if (file !== undefined) writeFileSync(file, JSON.stringify(figures, null, 2));
}

/**
 * The same, beginning elsewhere: what is measured in another order each round meets what else the
 * machine does alike.
 * @template T
 * @param {readonly T[]} list
 * @param {number} by
 */
export function turn(list, by) {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}
