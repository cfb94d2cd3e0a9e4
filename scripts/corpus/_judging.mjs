// @ts-check
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Host, NoReply } from './_host.mjs';
import { createVerdict } from './_verdict.mjs';

/** @typedef {import('./_verdict.mjs').Verdict} Verdict */
/** @typedef {import('./_arguments.mjs').Settings} Settings */
/** @typedef {{ verdict?: Verdict, isDone?: boolean, server?: number, message?: string }} Told */

const judge = fileURLToPath(new URL('document.mjs', import.meta.url));

/**
 * Starts and ends a document's server while nothing else runs, for what that costs. Undefined when
 * it does not start; the judge then says why.
 * @param {string} path
 * @param {Settings} settings
 */
export async function measureStart(path, settings) {
  const host = new Host({ document: path, ...settings });
  try {
    return await host.start();
  } catch (error) {
    if (error instanceof NoReply) return undefined;
    throw error;
  } finally {
    await host.close();
  }
}

/**
 * Judges a document in a process of its own. What is known of one that does not end is kept.
 * @param {string} path
 * @param {Settings} settings
 * @returns {Promise<Verdict>}
 */
export function judgeApart(path, { documentBudget, ...options }) {
  const child = fork(judge, [JSON.stringify({ ...options, path })]);
  let verdict = createVerdict();
  let isDone = false;
  let server = 0;
  const lose = (/** @type {string} */ why) => {
    if (!isDone) verdict.refused ??= why;
  };
  const timer = setTimeout(() => {
    lose(`the judge did not end within ${documentBudget} ms`);
    child.kill('SIGKILL');
    stop(server);
  }, documentBudget);
  child.on('message', (/** @type {Told} */ told) => {
    server = told.server ?? server;
    verdict = told.verdict ?? verdict;
    isDone = told.isDone === true;
    if (told.message !== undefined) lose(`the judge failed: ${told.message}`);
  });
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      lose(`the judge ended with ${signal ?? code}`);
      resolve(verdict);
    });
  });
}

/** A server that hangs does not see that its parent is gone. @param {number} pid */
function stop(pid) {
  if (pid === 0) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/**
 * Does the jobs of a list, so many at a time, and gives what came of them in order.
 * @template T, R
 * @param {readonly T[]} list
 * @param {number} width
 * @param {(one: T) => Promise<R>} work
 * @returns {Promise<R[]>}
 */
export async function inParallel(list, width, work) {
  /** @type {R[]} */
  const results = new Array(list.length);
  const waiting = [...list.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      results[next[0]] = await work(next[1]);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, width) }, worker));
  return results;
}
