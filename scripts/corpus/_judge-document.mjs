// @ts-check
import { Files } from './_files.mjs';
import { Host, NoReply } from './_host.mjs';
import { Judge } from './_judge.mjs';
import { judgeOperation } from './_judge-operation.mjs';
import { createMaker } from './_project.mjs';
import { RoundTrip } from './_round-trip.mjs';
import { sample } from './_sample.mjs';
import { createVerdict } from './_verdict.mjs';

/** @typedef {import('./_host.mjs').Description} Description */
/** @typedef {import('./_verdict.mjs').Verdict} Verdict */
/** @typedef {import('./_round-trip.mjs').Known} Known */
/**
 * @typedef {object} DocumentOptions
 * @property {string} path
 * @property {string} seed
 * @property {number} [limit]
 * @property {boolean} requiredOnly
 * @property {number} budget
 * @property {number} startBudget
 * @property {string} [server]
 */
/**
 * Serves a document and judges each operation and each resource.
 * @param {DocumentOptions} options
 * @param {(told: { verdict?: Verdict, server?: number }) => void} [tell] told of each server's process
 *   and, again and again, of what is known so far
 * @returns {Promise<Verdict>}
 */
export async function judgeDocument(options, tell = () => {}) {
  const onStart = (/** @type {number} */ server) => tell({ server });
  const host = new Host({ document: options.path, onStart, ...options });
  const verdict = createVerdict();
  try {
    verdict.ready = await host.start();
    const description = await host.describe();
    describe(verdict, description);
    await judgeServed({ host, options, verdict, description, tell });
  } catch (error) {
    if (!(error instanceof NoReply)) throw error;
    verdict.refused = error.message;
    verdict.operations ||= new Judge(new Files(options.path)).operations.length;
  } finally {
    await host.close();
  }
  return verdict;
}

/**
 * @param {Verdict} verdict
 * @param {Description} description
 */
function describe(verdict, { warnings, operations }) {
  verdict.warnings = warnings.map(({ pointer, message }) => `${pointer} ${message}`);
  for (const { behaviour } of operations) {
    verdict.behaviours[behaviour] = (verdict.behaviours[behaviour] ?? 0) + 1;
  }
}

/** @typedef {{ host: Host, options: DocumentOptions, verdict: Verdict, description: Description, tell: (told: { verdict: Verdict }) => void }} Run */

/** Milliseconds between two reports on the way: a document that hangs keeps what is known of it. */
const often = 3000;

/** @param {Run} run */
async function judgeServed({ host, options, verdict, description, tell }) {
  const judge = new Judge(new Files(options.path));
  const maker = await createMaker(options.path);
  const making = { maker, judge, seed: options.seed };
  const all = judge.operations.map((declared) => {
    const isSame = (/** @type {{ method: string, path: string }} */ one) =>
      one.method === declared.method && one.path === declared.path;
    const operation = maker.operations.find(isSame);
    const index = description.operations.findIndex(isSame);
    const info = description.operations[index];
    return { ...declared, declared, operation, info, index };
  });
  const chosen = sample(all, options.limit, options.seed);
  verdict.operations = chosen.length;
  let told = performance.now();
  for (const one of chosen) {
    const outcomes = await judgeOperation({ host, making, options }, one);
    verdict.outcomes.push(...outcomes);
    if (performance.now() - told > often) {
      tell({ verdict });
      told = performance.now();
    }
  }
  for (const { collection } of description.resources) {
    const known = chosen.flatMap(({ declared, operation, info, index }) =>
      operation && info?.resource === collection
        ? [{ declared, operation, behaviour: info.behaviour, index }]
        : [],
    );
    const session = `corpus-trip-${verdict.trips.length}`;
    const trip = new RoundTrip({ host, making, session }, { collection, operations: known });
    if (trip.isPossible) verdict.trips.push(await trip.run());
  }
  verdict.flaws = [...judge.replies.flaws, ...judge.requests.flaws];
}
