// @ts-check
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { say } from '../_run.mjs';
import { load } from './_load.mjs';
import { canPin } from './_pin.mjs';
import { listServers, start } from './_servers.mjs';
import { median, toMegabytes, toRatio, toTable } from './_table.mjs';
import { findIds, works } from './_work.mjs';

/**
 * @typedef {{ rounds: number, requests: number, only?: string[], json?: string }} Options
 * @typedef {import('./_servers.mjs').Server} Server
 * @typedef {{ server: string, work: string, cpu: number, p50: number, p99: number, rss: number }} Sample
 *   CPU in microseconds a request, times in milliseconds, memory in bytes
 */

/**
 * Every server does the same work in turn, each round in another order, so that what else the
 * machine does falls on all alike. The floor is a raw server that writes Standin's own bytes.
 * @param {Options} options
 */
export async function run({ rounds, requests, only, json }) {
  const names = listServers().filter((name) => !only || only.includes(name) || name === 'raw');
  /** @type {Sample[]} */
  const samples = [];
  const standin = await start('standin');
  const replies = await capture(standin).finally(() => standin.stop());
  for (let round = 0; round < rounds; round++) {
    for (const work of works) {
      for (const name of turn(
        [...names, ...(names.includes('standin') ? ['standin + session'] : [])],
        round,
      )) {
        samples.push(await measure(name, work, { requests, replies }));
      }
    }
    say(`Round ${round + 1} of ${rounds} done.`);
  }
  if (json !== undefined) writeFileSync(json, JSON.stringify(samples, null, 2));
  process.stdout.write(report(samples, { rounds, requests }));
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} by
 */
function turn(list, by) {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

/**
 * What Standin answers to the first request of each work: the bytes that the raw server writes.
 * @param {Server} server
 */
async function capture({ origin }) {
  const ids = await findIds(origin);
  const replies = new Map();
  for (const { name, status, toCalls } of works) {
    const [call] = toCalls(ids);
    if (!call) throw new Error(`"${name}" has no request.`);
    const response = await fetch(origin + call.path, call);
    if (response.status !== status)
      throw new Error(`"${name}" got ${response.status}, not ${status}.`);
    const dropped = ['date', 'connection', 'keep-alive', 'transfer-encoding'];
    const fields = [...response.headers].filter(([field]) => !dropped.includes(field)).flat();
    replies.set(name, { status, fields, body: await response.text() });
  }
  return replies;
}

/**
 * @param {string} name
 * @param {import('./_work.mjs').Work} work
 * @param {{ requests: number, replies: Map<string, object> }} plan
 * @returns {Promise<Sample>}
 */
async function measure(name, work, { requests, replies }) {
  const isSession = name.endsWith('session');
  const headers = isSession ? { 'x-mock-session': 'bench' } : {};
  const server = await start(name.split(' ')[0] ?? '');
  try {
    if (name === 'raw') server.send({ reply: replies.get(work.name) });
    const ids = name === 'raw' || name === 'prism' ? [] : await findIds(server.origin);
    const calls = work.toCalls(ids.length > 0 ? ids : ['ce2f20cb-35df-4ffe-bca6-c0ed0c28cb39']);
    const job = { origin: server.origin, calls, headers };
    const amount = name === 'prism' ? Math.ceil(requests / 10) : requests;
    await load({ ...job, amount: Math.ceil(amount / 2) });
    const before = await server.usage();
    const outcome = await load({ ...job, amount });
    const after = await server.usage();
    const others = Object.keys(outcome.statuses).filter((status) => status !== `${work.status}`);
    if (outcome.errors > 0 || (others.length > 0 && name !== 'prism')) {
      throw new Error(`${name}, ${work.name}: ${JSON.stringify(outcome)}`);
    }
    const cpu = (after.cpu - before.cpu) / amount;
    return {
      server: name,
      work: work.name,
      cpu,
      p50: outcome.p50,
      p99: outcome.p99,
      rss: after.rss,
    };
  } finally {
    await server.stop();
  }
}

/**
 * @param {readonly Sample[]} samples
 * @param {{ rounds: number, requests: number }} plan
 */
function report(samples, { rounds, requests }) {
  const servers = [...new Set(samples.map(({ server }) => server))].sort();
  const rows = works.map(({ name }) => {
    const floor = pick(samples, 'raw', name, 'cpu');
    const cells = servers.map((server) => {
      const cpu = pick(samples, server, name, 'cpu');
      const times = `${pick(samples, server, name, 'p50')}/${pick(samples, server, name, 'p99')} ms`;
      return `${toRatio(cpu / floor)} (${cpu.toFixed(0)} µs, ${times})`;
    });
    return [name, ...cells];
  });
  const memory = servers.map((server) => {
    const all = samples.filter((sample) => sample.server === server);
    return toMegabytes(Math.max(...all.map(({ rss }) => rss)));
  });
  return [
    `CPU of the server's process per request as a ratio to raw node:http writing the same bytes`,
    `(microseconds; p50/p99 under 32 connections). Medians of ${rounds} rounds, ${requests} requests each,`,
    `${cpus()[0]?.model ?? 'unknown CPU'} × ${cpus().length}, Node ${process.version}, ${canPin ? 'server and load on a core each' : 'not pinned'}.\n`,
    toTable(['work', ...servers], [...rows, ['memory, at most', ...memory]]),
  ].join('\n');
}

/**
 * @param {readonly Sample[]} samples
 * @param {string} server
 * @param {string} work
 * @param {'cpu' | 'p50' | 'p99'} figure
 */
function pick(samples, server, work, figure) {
  const found = samples.filter((sample) => sample.server === server && sample.work === work);
  return median(found.map((sample) => sample[figure]));
}
