// @ts-check
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { openConnection } from './_wire.mjs';

/**
 * @typedef {{ count: number, lost: number, p50: number, p99: number, max: number }} Pings
 *   how many were answered and how many not, and after how many milliseconds
 */

/**
 * A client that behaves well: one request after the other, a millisecond apart, from a thread of
 * its own. Resolves after its first answer; what it met is told when it is stopped.
 * @param {string} origin
 * @param {string} path
 * @returns {Promise<{ stop: () => Promise<Pings>, end: () => void }>} `end` without a word
 */
export async function startPinger(origin, path) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { origin, path } });
  await once(worker, 'message');
  return {
    stop: async () => {
      worker.postMessage('stop');
      const [pings] = await once(worker, 'message');
      return pings;
    },
    end: () => void worker.terminate(),
  };
}

/** @param {{ origin: string, path: string }} where */
async function ping({ origin, path }) {
  const connection = openConnection(origin);
  /** @type {number[]} */
  const times = [];
  let [isOver, lost] = [false, 0];
  parentPort?.once('message', () => {
    isOver = true;
  });
  while (!isOver) {
    const begin = performance.now();
    const reply = await connection.ask({ path });
    if (reply?.status === 200) times.push(performance.now() - begin);
    else lost += 1;
    if (times.length + lost === 1) parentPort?.postMessage('ready');
    if (!reply) break;
    await sleep(1);
  }
  connection.destroy();
  const sorted = times.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  parentPort?.postMessage({ count: sorted.length, lost, p50: at(0.5), p99: at(0.99), max: at(1) });
}

if (parentPort && workerData?.origin) await ping(workerData);
