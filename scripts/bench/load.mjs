// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../_run.mjs';
import { collections, toCreate, toRead } from './_collection.mjs';
import { comeAndGo, keepAlive, readSlowly, vanish } from './_crowds.mjs';
import { load as send } from './_load.mjs';
import { writeFigures } from './_measure.mjs';
import { startPinger } from './_pinger.mjs';
import { start } from './_servers.mjs';
import { describeMachine, toMegabytes, toMs, toTable } from './_table.mjs';
import { countItems } from './_walk.mjs';
import { findIds } from './_work.mjs';

/**
 * @typedef {import('./_crowds.mjs').Crowd & import('./_pinger.mjs').Pings & { name: string }} Phase
 * @typedef {{ heap: number, rss: number, handles: number, items: number }} Rest
 */

const { path } = collections.v2;
const list = `${path}?limit=1000`;

/**
 * Crowds, one after the other, while a client that behaves well asks on.
 * @param {{ connections: number, short: number, slow: number, vanish: number, seconds: number, json?: string }} options
 */
export async function run({ json, ...options }) {
  const server = await start('standin', { flags: ['--expose-gc'] });
  try {
    const [id = ''] = await findIds(server.origin);
    const item = `${path}/${id}`;
    const place = { origin: server.origin, item, list, creation: toCreate(path, 'VANISHED') };
    await warm(place, options.connections);
    const before = await settle(server);
    const phases = [];
    for (const [name, crowd] of toCrowds(options)) {
      phases.push(await meet(name, place, crowd));
      say(`${name} done.`);
    }
    const after = await settle(server, before.handles);
    const faults = judge(phases, before, after);
    writeFigures(json, { phases, before, after, faults });
    process.stdout.write(report({ phases, before, after, faults }));
    return faults.length === 0 ? 0 : 1;
  } finally {
    await server.stop();
  }
}

/**
 * @param {{ connections: number, short: number, slow: number, vanish: number, seconds: number }} options
 * @returns {[string, (place: import('./_crowds.mjs').Place) => Promise<import('./_crowds.mjs').Crowd>][]}
 */
function toCrowds({ connections, short, slow, vanish: gone, seconds }) {
  return [
    ['nobody else', () => sleep(1000, { asked: 0, answered: 0 })],
    [`${connections} connections, 10 requests each`, (place) => keepAlive(place, connections)],
    [`${short} connections, one request each`, (place) => comeAndGo(place, short)],
    [`${slow} that read 1 kB/s`, (place) => readSlowly(place, slow, seconds)],
    [`${gone} that vanish in the middle`, (place) => vanish(place, gone)],
  ];
}

/**
 * @param {string} name
 * @param {import('./_crowds.mjs').Place} place
 * @param {(place: import('./_crowds.mjs').Place) => Promise<import('./_crowds.mjs').Crowd>} crowd
 * @returns {Promise<Phase>}
 */
async function meet(name, place, crowd) {
  const pinger = await startPinger(place.origin, place.item);
  const { asked, answered } = await crowd(place);
  return { name, asked, answered, ...(await pinger.stop()) };
}

/**
 * Everything that a server makes once and keeps is made. Node keeps a parser for each of the first
 * thousand connections.
 * @param {import('./_crowds.mjs').Place} place
 * @param {number} connections
 */
async function warm(place, connections) {
  const { origin, item } = place;
  const calls = [toRead(item), toRead(list)];
  await send({ origin, calls, amount: Math.min(2000, connections * 2), connections: 100 });
  await keepAlive(place, connections);
}

/**
 * What there is when nobody asks anything, with an empty journal.
 * @param {import('./_servers.mjs').Server} server
 * @param {number} [handles] so many are waited for, for a while
 * @returns {Promise<Rest>}
 */
async function settle({ origin, usage }, handles = 0) {
  const items = await countItems(`${origin}${path}`);
  await fetch(`${origin}/__admin/requests`, { method: 'DELETE' });
  for (let tries = 0; ; tries++) {
    await sleep(500);
    const { rss, heap, handles: open } = await usage();
    if (open <= handles || tries === (handles === 0 ? 2 : 20)) {
      return { heap, rss, handles: open, items };
    }
  }
}

/**
 * @param {readonly Phase[]} phases
 * @param {Rest} before
 * @param {Rest} after
 */
function judge(phases, before, after) {
  const faults = phases.flatMap(({ name, asked, answered, lost }) => [
    ...(answered === asked ? [] : [`${name}: ${asked - answered} requests got no answer`]),
    ...(lost === 0 ? [] : [`${name}: ${lost} requests of the client that behaves got no answer`]),
  ]);
  const { heap, handles, items } = after;
  if (items !== before.items) faults.push(`there are ${items - before.items} items too many`);
  if (handles > before.handles) faults.push(`${handles - before.handles} handles are kept`);
  const most = before.heap * 1.1 + 5e6;
  if (heap > most) faults.push(`the heap keeps ${toMegabytes(heap - before.heap)}`);
  return faults;
}

/** @param {{ phases: readonly Phase[], before: Rest, after: Rest, faults: readonly string[] }} found */
function report({ phases, before, after, faults }) {
  const rows = phases.map(({ name, asked, answered, count, p50, p99, max }) => [
    ...[name, `${answered} of ${asked}`, `${count}`],
    ...[p50, p99, max].map(toMs),
  ]);
  const describe = (/** @type {Rest} */ { heap, rss, handles }) =>
    `heap ${(heap / 1e6).toFixed(1)} MB, RSS ${toMegabytes(rss)}, ${handles} handles`;
  return [
    `Crowds, and what a client that behaves well waits for meanwhile; ${describeMachine()}.\n`,
    toTable(['crowd', 'answered', 'its own requests', 'p50', 'p99', 'at most'], rows),
    `Before: ${describe(before)}. After: ${describe(after)}.`,
    faults.length === 0 ? 'Nothing was lost, nothing is kept.' : `Found: ${faults.join('; ')}.`,
    '',
  ].join('\n');
}
