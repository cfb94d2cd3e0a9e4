// @ts-check
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { pin } from './_pin.mjs';

/**
 * @typedef {{ origin: string, calls: import('./_work.mjs').Call[], amount: number, connections?: number, headers?: Record<string, string> }} Job
 * @typedef {{ p50: number, p99: number, seconds: number, statuses: Record<string, number>, errors: number }} Outcome
 */

const self = fileURLToPath(import.meta.url);

/**
 * Sends so many requests from a process of its own, on the other core. Times in milliseconds.
 * @param {Job} job
 * @returns {Promise<Outcome>}
 */
export async function load(job) {
  const [command, ...rest] = pin(1, [process.execPath]);
  const options = { execPath: command, execArgv: rest, env: { ...process.env, STANDIN_LOAD: '1' } };
  const child = fork(self, [], options);
  child.send(job);
  const [outcome] = await once(child, 'message');
  await once(child, 'exit');
  return outcome;
}

/** @param {Job} job */
async function run({ origin, calls, amount, connections = 32, headers = {} }) {
  const requests = calls.map((call) => ({ ...call, headers: { ...call.headers, ...headers } }));
  const result = await autocannon({ url: origin, requests, amount, connections });
  const statuses = Object.fromEntries(
    Object.entries(result.statusCodeStats ?? {}).map(([status, { count = 0 }]) => [status, count]),
  );
  const { p50, p99 } = result.latency;
  return { p50, p99, seconds: result.duration, statuses, errors: result.errors };
}

if (process.env.STANDIN_LOAD) {
  const [job] = await once(process, 'message');
  process.send?.(await run(job), undefined, undefined, () => process.disconnect());
}
