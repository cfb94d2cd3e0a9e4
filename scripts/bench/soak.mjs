// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../_run.mjs';
import { collections, toCreate, toInvalid, toRead } from './_collection.mjs';
import { load } from './_load.mjs';
import { writeFigures } from './_measure.mjs';
import { start } from './_servers.mjs';
import { describeMachine, toMegabytes, toTable } from './_table.mjs';
import { judgeTrend } from './_trend.mjs';
import { findIds } from './_work.mjs';

/**
 * @typedef {{ requests: number, heap: number, rss: number, handles: number, journal: number, young: number }} Sample
 *   `young`: the milliseconds since the start that went into collecting the young generation
 */

const { path } = collections.v2;
const snapshot = 'soak';
/** Sessions that are made and ended in each interval. */
const sessions = 50;
/** In how many the requests are done that are asked for. */
const intervals = 16;
const expected = ['200', '201', '400', '404'];

/**
 * Mixed work in intervals. After each, what it made is taken back, and what is left is measured.
 * @param {{ minutes: number, requests: number, json?: string }} options
 */
export async function run({ minutes, requests, json }) {
  const server = await start('standin', { flags: ['--expose-gc'] });
  /** @type {Sample[]} */
  const samples = [];
  try {
    const calls = await toCalls(server.origin);
    await post(`${server.origin}/__admin/snapshots`, { name: snapshot });
    await sleep(500);
    const rest = await server.usage();
    const end = performance.now() + minutes * 60_000;
    const amount = Math.ceil(requests / intervals);
    for (let done = 0; done < requests || performance.now() < end; ) {
      await work(server.origin, calls, amount);
      done += amount;
      samples.push(await sample(server, done));
      say(describe(samples.at(-1)).join(' · '));
    }
    const verdict = judge(samples);
    writeFigures(json, { rest, samples, verdict });
    process.stdout.write(report({ rest, samples, verdict, requests }));
    return verdict.every(({ isSound }) => isSound) ? 0 : 1;
  } finally {
    await server.stop();
  }
}

/**
 * Reads, lists, what is not there, what is invalid, and creations, in the base and in sessions.
 * @param {string} origin
 */
async function toCalls(origin) {
  const ids = await findIds(origin);
  const plain = Array.from({ length: sessions }, (_, index) => [
    toRead(`${path}/${ids[index % ids.length]}`),
    toRead(`${path}?offset=${index * 20}&limit=50`),
    toRead(`${path}/ffffffff-ffff-4fff-8fff-ffffffffffff`),
    toInvalid(path),
    toCreate(path, `SOAK-${index}`),
  ]);
  const inSessions = plain.map((group, index) =>
    group.map((call) => ({
      ...call,
      headers: { ...call.headers, 'x-mock-session': `soak-${index}` },
    })),
  );
  return [...plain, ...inSessions].flat();
}

/**
 * @param {string} origin
 * @param {import('./_work.mjs').Call[]} calls
 * @param {number} amount
 */
async function work(origin, calls, amount) {
  const outcome = await load({ origin, calls, amount });
  const odd = Object.keys(outcome.statuses).filter((status) => !expected.includes(status));
  if (outcome.errors > 0 || odd.length > 0) throw new Error(JSON.stringify(outcome));
  // The journal stays as it is; what was created goes.
  await post(`${origin}/__admin/snapshots/${snapshot}/restore`);
  for (let index = 0; index < sessions; index++) {
    await fetch(`${origin}/__admin/sessions/soak-${index}`, { method: 'DELETE' });
  }
}

/** @param {string} url @param {object} [body] */
async function post(url, body) {
  const headers = { 'content-type': 'application/json' };
  const init = body ? { headers, body: JSON.stringify(body) } : {};
  const response = await fetch(url, { method: 'POST', ...init });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
}

/** @param {import('./_servers.mjs').Server} server @param {number} requests @returns {Promise<Sample>} */
async function sample({ origin, usage }, requests) {
  const response = await fetch(`${origin}/__admin/requests?limit=1`);
  const { total } = JSON.parse(await response.text());
  // Connections of this process that are being closed are none of the server's.
  await sleep(200);
  const { heap, rss, handles, young } = await usage();
  return { requests, heap, rss, handles, young, journal: total };
}

/** @param {readonly Sample[]} samples */
function judge(samples) {
  const points = (/** @type {'heap' | 'rss' | 'handles'} */ figure) =>
    samples.map((one) => ({ x: one.requests, y: one[figure] }));
  return [
    { of: 'heap', ...judgeTrend(points('heap'), { share: 0.02, least: 1e6 }) },
    // The system takes memory back when it likes: only much more of it is a sign.
    { of: 'RSS', ...judgeTrend(points('rss'), { share: 0.2, least: 20e6 }) },
    { of: 'handles', ...judgeTrend(points('handles'), { share: 0.1, least: 5 }) },
  ];
}

/** @param {Sample | undefined} sample */
function describe(sample) {
  if (!sample) return [];
  const { requests, heap, rss, handles, journal } = sample;
  const megabytes = `${(heap / 1e6).toFixed(1)} MB`;
  return [requests.toLocaleString('en'), megabytes, toMegabytes(rss), `${handles}`, `${journal}`];
}

/**
 * @param {{ rest: import('./_servers.mjs').Usage, samples: readonly Sample[], verdict: ReturnType<typeof judge>, requests: number }} found
 */
function report({ rest, samples, verdict, requests }) {
  const after = samples.find((sample) => sample.requests >= requests);
  const atRest = describe({ requests: 0, ...rest, journal: 0 });
  const [first, last] = [samples[0], samples.at(-1)];
  const work = (last?.requests ?? 0) - (first?.requests ?? 0);
  const young = (1000 * ((last?.young ?? 0) - (first?.young ?? 0))) / Math.max(1, work);
  const lines = verdict.map(({ of, slope, isSound }) => {
    const each = of === 'handles' ? slope.toFixed(4) : `${slope.toFixed(2)} B`;
    return `${of}: ${each} a request after the warm-up: ${isSound ? 'flat' : 'it grows'}.`;
  });
  return [
    `Mixed work, the heap after garbage collection; ${describeMachine()}.\n`,
    toTable(
      ['requests', 'heap', 'RSS', 'handles', 'in the journal'],
      [atRest, ...samples.map(describe)],
    ),
    `RSS ${toMegabytes(rest.rss)} at rest, ${toMegabytes(after?.rss ?? 0)} after ${after?.requests.toLocaleString('en')} requests.`,
    ...lines,
    `The young generation: ${young.toFixed(1)} µs a request.`,
    '',
  ].join('\n');
}
