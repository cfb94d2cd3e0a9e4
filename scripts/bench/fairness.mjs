// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../_run.mjs';
import { collections, createFolder, toScenario } from './_collection.mjs';
import { document, size, toDear } from './_dear.mjs';
import { writeFigures } from './_measure.mjs';
import { startPinger } from './_pinger.mjs';
import { start } from './_servers.mjs';
import { describeMachine, toMs, toTable } from './_table.mjs';
import { openConnection } from './_wire.mjs';

/**
 * @typedef {{ name: string, status: number, first: number, again: number, ping: number }} Case
 *   milliseconds for which nobody else was answered, and what another client waited at most
 */

/** After so many milliseconds a server is given up. */
const patience = 20_000;

/**
 * Each dear request, twice, to a server that another client asks meanwhile; a server for each round.
 * Of all rounds the least counts: whatever else the machine does only adds to it.
 * @param {{ rounds: number, bytes: number, bound: number, only?: string[], json?: string }} options
 */
export async function run({ rounds, bytes, bound, only, json }) {
  const isAsked = (/** @type {{ name: string }} */ { name }) =>
    !only || only.some((word) => name.includes(word));
  const dear = toDear(bytes).filter(isAsked);
  const folder = createFolder();
  /** @type {Case[][]} */
  const all = [];
  try {
    const own = folder.write('dear.json', JSON.stringify(document));
    const scenario = folder.write('many.yaml', toScenario('v2', size));
    for (let round = 0; round < rounds; round++) {
      all.push(await runRound(dear, [own, '--scenario', scenario]));
      say(`Round ${round + 1} of ${rounds} done.`);
    }
  } finally {
    folder.remove();
  }
  const cases = toLeast(all);
  writeFigures(json, cases);
  process.stdout.write(report(cases, { bytes, bound }));
  return cases.every(({ first, again }) => Math.max(first, again) <= bound) ? 0 : 1;
}

/**
 * @param {readonly import('./_dear.mjs').Dear[]} dear
 * @param {readonly string[]} own
 * @returns {Promise<Case[]>}
 */
async function runRound(dear, own) {
  const args = [collections.v2.document, ...own];
  let server = await start('standin', { args });
  const cases = [];
  try {
    for (const one of dear) {
      const first = await meet(server, one);
      const again = first.status === 0 ? first : await meet(server, one);
      cases.push({ name: one.name, ...again, first: first.stall, again: again.stall });
      if (again.status > 0) continue;
      await server.stop();
      server = await start('standin', { args });
    }
  } finally {
    await server.stop();
  }
  return cases;
}

/**
 * The status is 0 when nothing was answered for so long that nobody waits for it.
 * @param {import('./_servers.mjs').Server} server
 * @param {import('./_dear.mjs').Dear} dear
 */
async function meet(server, { ask, times = 1 }) {
  const pinger = await startPinger(server.origin, `${collections.v2.path}?limit=1`);
  const connection = openConnection(server.origin);
  try {
    await server.watch();
    const begin = performance.now();
    const replies = Array.from({ length: times }, () => connection.ask(ask));
    const [reply] = (await Promise.race([Promise.all(replies), sleep(patience)])) ?? [];
    if (!reply) return { status: 0, stall: performance.now() - begin, ping: patience };
    const stall = await server.stall();
    const { max } = await pinger.stop();
    return { status: reply.status, stall, ping: max };
  } finally {
    connection.destroy();
    pinger.end();
  }
}

/** @param {readonly (readonly Case[])[]} rounds @returns {Case[]} */
function toLeast(rounds) {
  return (rounds[0] ?? []).map((one, index) => {
    const least = (/** @type {'first' | 'again' | 'ping'} */ figure) =>
      Math.min(...rounds.map((cases) => cases[index]?.[figure] ?? Number.POSITIVE_INFINITY));
    return { ...one, first: least('first'), again: least('again'), ping: least('ping') };
  });
}

/** @param {readonly Case[]} cases @param {{ bytes: number, bound: number }} plan */
function report(cases, { bytes, bound }) {
  const rows = cases.map(({ name, status, first, again, ping }) => [
    ...[name.replaceAll('|', '\\|'), `${status}`],
    ...[first, again, ping].map((time) => (time > bound ? `**${toMs(time)}**` : toMs(time))),
  ]);
  const over = cases.filter(({ first, again }) => Math.max(first, again) > bound);
  const verdict =
    over.length === 0
      ? `None keeps others waiting for more than ${bound} ms.`
      : `Longer than ${bound} ms: ${over.map(({ name }) => name).join('; ')}.`;
  return [
    `For how long one request, with a body of ${bytes.toLocaleString('en')} bytes, keeps the event loop from others;`,
    `the first time that it is asked, and again; ${describeMachine()}.\n`,
    toTable(['request', 'status', 'first', 'again', 'another client waits'], rows),
    verdict,
    '',
  ].join('\n');
}
