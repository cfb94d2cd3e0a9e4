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

/** @type {ReturnType<typeof startLoader> | undefined} */
let loader;

/**
 * Sends so many requests from a process of its own, on the other core. Times in milliseconds. One
 * job at a time.
 * @param {Job} job
 * @returns {Promise<Outcome>}
 */
export async function load(job) {
  loader ??= startLoader();
  const { child, ended } = loader;
  child.channel?.ref();
  child.send(job);
  const told = once(child, 'message');
  const [outcome] = await Promise.race([told, ended]);
  if (typeof outcome !== 'object') throw new Error(`The load ended with ${outcome}`);
  // It goes with us, and does not keep us.
  child.channel?.unref();
  return outcome;
}

function startLoader() {
  const [command, ...rest] = pin(1, [process.execPath]);
  const options = { execPath: command, execArgv: rest, env: { ...process.env, STANDIN_LOAD: '1' } };
  const child = fork(self, [], options);
  child.unref();
  return { child, ended: once(child, 'exit') };
}

/** @param {Job} job */
async function run({ origin, calls, amount, connections = 32, headers = {} }) {
  const requests = calls.map((call) => ({ ...call, headers: { ...call.headers, ...headers } }));
  // It waits for ever when there are more connections than requests.
  const most = Math.min(connections, amount);
  // It looks whether it is done when it takes a sample.
  const options = { amount, connections: most, sampleInt: 50 };
  const result = await autocannon({ url: origin, requests, ...options });
  const statuses = Object.fromEntries(
    Object.entries(result.statusCodeStats ?? {}).map(([status, { count = 0 }]) => [status, count]),
  );
  const { p50, p99 } = result.latency;
  return { p50, p99, seconds: result.duration, statuses, errors: result.errors };
}

if (process.env.STANDIN_LOAD) {
  process.on('message', async (/** @type {Job} */ job) => process.send?.(await run(job)));
}
