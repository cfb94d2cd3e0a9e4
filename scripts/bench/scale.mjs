// @ts-check
import { say } from '../_run.mjs';
import { collections, createFolder, toCreate, toRead, toScenario } from './_collection.mjs';
import { measure, writeFigures } from './_measure.mjs';
import { start } from './_servers.mjs';
import { describeMachine, toMegabytes, toMs, toRatio, toTable } from './_table.mjs';
import { walk } from './_walk.mjs';
import { findIds } from './_work.mjs';

/**
 * @typedef {import('./_servers.mjs').Server} Server
 * @typedef {{ size: number, works: Record<string, number>, ready: number, rss: number, walked?: import('./_walk.mjs').Walked & { rss: number } }} Sized
 *   CPU in microseconds a request
 */

const { v2, v3 } = collections;
/** Sessions that are made while this is measured; there may be a thousand. */
const sessions = 500;

/**
 * The same work on collections of several sizes, then a walk over the largest while another client
 * appends to it.
 * @param {{ sizes: number[], requests: number, json?: string }} options
 */
export async function run({ sizes, requests, json }) {
  const folder = createFolder();
  /** @type {Sized[]} */
  const all = [];
  try {
    for (const size of sizes) {
      const isLargest = size === Math.max(...sizes);
      all.push(await measureSize(size, { requests, folder, isLargest }));
      say(`${size} items done.`);
    }
  } finally {
    folder.remove();
  }
  writeFigures(json, all);
  process.stdout.write(report(all, requests));
  return all.every(({ walked }) => !walked || walked.twice + walked.missing === 0) ? 0 : 1;
}

/**
 * @param {number} size
 * @param {{ requests: number, folder: ReturnType<typeof createFolder>, isLargest: boolean }} plan
 * @returns {Promise<Sized>}
 */
async function measureSize(size, { requests, folder, isLargest }) {
  /** @param {'v2' | 'v3'} version */
  // Not with its garbage collected on demand: sweeping a large heap goes on beside what is measured.
  const begin = (version) => {
    const scenario = folder.write(`${version}-${size}.yaml`, toScenario(version, size));
    const args = [collections[version].document, '--scenario', scenario];
    return start('standin', { args, path: collections[version].path });
  };
  // Sales has no operation that reads one contract.
  const reader = await begin('v2');
  const read = await measureRead(reader, requests).finally(() => reader.stop());
  const server = await begin('v3');
  try {
    const { rss } = await server.usage();
    /** @type {Record<string, number>} */
    const works = { 'read by id': read };
    for (const work of toWorks(size, requests)) {
      works[work.name] = (await measure(server, work)).cpu;
    }
    const walked = isLargest ? await walk(server, v3.path) : undefined;
    const after = await server.usage();
    return {
      size,
      works,
      ready: server.ready,
      rss,
      ...(walked && { walked: { ...walked, rss: after.rss } }),
    };
  } finally {
    await server.stop();
  }
}

/** @param {Server} server @param {number} requests */
async function measureRead(server, requests) {
  const ids = await findIds(server.origin);
  const calls = ids.map((id) => toRead(`${v2.path}/${id}`));
  return (await measure(server, { name: 'read by id', status: 200, calls, amount: requests })).cpu;
}

/**
 * @param {number} size
 * @param {number} amount
 * @returns {import('./_measure.mjs').Work[]}
 */
function toWorks(size, amount) {
  const list = (/** @type {number} */ offset) => [toRead(`${v3.path}?limit=50&offset=${offset}`)];
  const places = Array.from({ length: 16 }, (_, index) => 1 + Math.floor((index * size) / 16));
  const found = places.map((place) => toRead(`${v3.path}?documents_contract_id=DOC-${place}`));
  const read = toRead(`${v3.path}?limit=1`);
  const inSession = Array.from({ length: sessions }, (_, index) => ({
    ...read,
    headers: { ...read.headers, 'x-mock-session': `made-${index}` },
  }));
  const common = { status: 200, amount };
  return [
    { name: 'list 50 at the start', calls: list(0), ...common },
    { name: 'list 50 in the middle', calls: list(Math.floor(size / 2)), ...common },
    { name: 'list 50 at the end', calls: list(size - 50), ...common },
    { name: 'filter by documents_contract_id', calls: found, ...common },
    { name: 'append', calls: [toCreate(v3.path, 'NEW')], ...common, status: 201 },
    {
      ...{ name: 'first request of a session', calls: inSession, status: 200 },
      ...{ amount: sessions, warm: 0 },
    },
  ];
}

/** @param {readonly Sized[]} all @param {number} requests */
function report(all, requests) {
  const [least] = all;
  const names = Object.keys(least?.works ?? {});
  const rows = names.map((name) => {
    const floor = least?.works[name] ?? Number.NaN;
    return [
      name,
      ...all.map(({ works }) => {
        const cpu = works[name] ?? Number.NaN;
        return `${cpu.toFixed(0)} µs (${toRatio(cpu / floor)})`;
      }),
    ];
  });
  const head = ['work', ...all.map(({ size }) => `${size.toLocaleString('en')} items`)];
  const lines = [
    'CPU of the server per request, and as a ratio to the smallest collection.',
    `${requests} requests each; ${describeMachine()}.\n`,
    toTable(head, [
      ...rows,
      ['start until ready', ...all.map(({ ready }) => toMs(ready))],
      ['memory (RSS) then', ...all.map(({ rss }) => toMegabytes(rss))],
    ]),
  ];
  for (const { walked } of all) if (walked) lines.push(describeWalk(walked));
  return lines.join('\n');
}

/** @param {NonNullable<Sized['walked']>} walked */
function describeWalk({ items, pages, appended, cpu, wall, twice, missing, stall, rss }) {
  const verdict =
    twice + missing === 0
      ? 'each exactly once'
      : `${twice} of them more than once, and ${missing} not at all`;
  return `A walk over all of the largest, in ${pages} pages of 1,000 while another client appended ${appended}, saw ${items.toLocaleString('en')} items, ${verdict}. It cost ${(cpu / 1e6).toFixed(1)} s of CPU (${(cpu / items).toFixed(0)} µs an item), took ${(wall / 1000).toFixed(1)} s, kept others waiting for ${toMs(stall)} at most, and left ${toMegabytes(rss)} (RSS).\n`;
}
