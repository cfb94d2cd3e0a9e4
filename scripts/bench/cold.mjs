// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../_run.mjs';
import { collections, createFolder } from './_collection.mjs';
import { turn, writeFigures } from './_measure.mjs';
import { listServers, start } from './_servers.mjs';
import { describeMachine, median, toMegabytes, toMs, toRatio, toTable } from './_table.mjs';

/**
 * @typedef {{ name: string, server: string, args?: readonly string[], path: string }} Start
 * @typedef {{ name: string, wall: number, cpu: number, rss: number }} Sample milliseconds, bytes
 */

/** After so many milliseconds a server has done what it does in the background. */
const rest = 500;

/** A document as a user has one: a collection, an item, one schema. */
const own = `openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      responses:
        "200":
          description: Pets
          content: { application/json: { schema: { type: array, items: &pet { $ref: "#/components/schemas/Pet" } } } }
    post:
      requestBody: { content: { application/json: { schema: *pet } } }
      responses: { "201": { description: Made, content: { application/json: { schema: *pet } } } }
components:
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties: { id: { type: integer, readOnly: true }, name: { type: string } }
`;

/**
 * Starts each server in turn and waits for its first answer to something real.
 * @param {{ rounds: number, document?: string, json?: string }} options
 */
export async function run({ rounds, document, json }) {
  const folder = createFolder();
  /** @type {Sample[]} */
  const samples = [];
  try {
    const starts = await toStarts(folder.write('pets.yaml', own), document);
    for (let round = 0; round < rounds; round++) {
      for (const one of turn(starts, round)) samples.push(await measureStart(one));
      say(`Round ${round + 1} of ${rounds} done.`);
    }
  } finally {
    folder.remove();
  }
  writeFigures(json, samples);
  process.stdout.write(report(samples, rounds));
  return 0;
}

/** @param {string} pets @param {string | undefined} document @returns {Promise<Start[]>} */
async function toStarts(pets, document) {
  const standin = { server: 'standin' };
  const { path } = collections.v2;
  /** @type {Start[]} */
  const starts = [
    { name: 'raw node:http', server: 'raw', path: '/' },
    { name: 'Express', server: 'express', path },
    { ...standin, name: 'Standin, the two that ship', args: [], path },
    { ...standin, name: 'Standin, a document of one’s own', args: [pets], path: '/pets' },
  ];
  if (document !== undefined) {
    const [name, args] = [`Standin, ${document.split('/').at(-1)}`, [document]];
    starts.push({ ...standin, name, args, path: await findPath(document) });
  }
  if (listServers().includes('prism')) {
    starts.push({ name: 'Prism, one that ships', server: 'prism', path });
  }
  return starts;
}

/**
 * Where something of the document can be read; else the root, which is a 404.
 * @param {string} document
 */
async function findPath(document) {
  const server = await start('standin', { args: [document] });
  try {
    const response = await fetch(`${server.origin}/__admin/explain`);
    /** @type {{ operations: { method: string, target: string }[] }} */
    const { operations } = JSON.parse(await response.text());
    return operations.find(({ method }) => method === 'GET')?.target ?? '/';
  } finally {
    await server.stop();
  }
}

/** @param {Start} one @returns {Promise<Sample>} */
async function measureStart({ name, server, args = [], path }) {
  const running = await start(server, { args, path });
  try {
    const { cpu } = await running.usage();
    await sleep(rest);
    const { rss } = await running.usage();
    return { name, wall: running.ready, cpu: cpu / 1000, rss };
  } finally {
    await running.stop();
  }
}

/** @param {readonly Sample[]} samples @param {number} rounds */
function report(samples, rounds) {
  const names = [...new Set(samples.map(({ name }) => name))];
  /** @param {string} name @param {'wall' | 'cpu' | 'rss'} figure */
  const pick = (name, figure) =>
    median(samples.filter((one) => one.name === name).map((one) => one[figure]));
  const [floor = ''] = names;
  const rows = names.map((name) => {
    const [wall, cpu] = [pick(name, 'wall'), pick(name, 'cpu')];
    return [
      name,
      `${toMs(wall)} (${toRatio(wall / pick(floor, 'wall'))})`,
      `${toMs(cpu)} (${toRatio(cpu / pick(floor, 'cpu'))})`,
      toMegabytes(pick(name, 'rss')),
    ];
  });
  return [
    'From the start of the process to its first answer, and as a ratio to raw node:http.',
    `Medians of ${rounds} interleaved rounds; ${describeMachine()}.\n`,
    toTable(['server', 'wall', 'CPU', 'memory (RSS) at rest'], rows),
  ].join('\n');
}
