// @ts-check
import { say } from '../_run.mjs';
import { measure, turn, writeFigures } from './_measure.mjs';
import { listServers, start } from './_servers.mjs';
import { describeMachine, median, toMegabytes, toRatio, toTable } from './_table.mjs';
import { findIds, works } from './_work.mjs';

/**
 * @typedef {{ rounds: number, requests: number, only?: string[], json?: string }} Options
 * @typedef {import('./_servers.mjs').Server} Server
 * @typedef {import('./_measure.mjs').Measured & { server: string, work: string }} Sample
 */

/**
 * Every server does the same work in turn, each round in another order, so that what else the
 * machine does falls on all alike. The floor is a raw server that writes Standin's own bytes.
 * @param {Options} options
 */
export async function run({ rounds, requests, only, json }) {
  const names = listServers().filter((name) => !only || only.includes(name) || name === 'raw');
  const all = names.includes('standin') ? [...names, 'standin + session'] : names;
  /** @type {Sample[]} */
  const samples = [];
  const standin = await start('standin');
  const replies = await capture(standin).finally(() => standin.stop());
  for (let round = 0; round < rounds; round++) {
    for (const work of works) {
      for (const name of turn(all, round)) {
        samples.push(await measureOne(name, work, { requests, replies }));
      }
    }
    say(`Round ${round + 1} of ${rounds} done.`);
  }
  writeFigures(json, samples);
  process.stdout.write(report(samples, { rounds, requests }));
  return 0;
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
async function measureOne(name, work, { requests, replies }) {
  const headers = name.endsWith('session') ? { 'x-mock-session': 'bench' } : {};
  const server = await start(name.split(' ')[0] ?? '');
  try {
    if (name === 'raw') server.send({ reply: replies.get(work.name) });
    const ids = name === 'raw' || name === 'prism' ? [] : await findIds(server.origin);
    const calls = work.toCalls(ids.length > 0 ? ids : ['ce2f20cb-35df-4ffe-bca6-c0ed0c28cb39']);
    const amount = name === 'prism' ? Math.ceil(requests / 10) : requests;
    const { status } = work;
    const figures = await measure(server, { name: work.name, status, calls, amount, headers });
    return { server: name, work: work.name, ...figures };
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
    `${describeMachine()}.\n`,
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
