// @ts-check
import { toCurl } from './_curl.mjs';
import { Files } from './_files.mjs';
import { Host, NoReply } from './_host.mjs';
import { Judge } from './_judge.mjs';
import { createMaker } from './_project.mjs';
import { makeRequest, toVariants } from './_request.mjs';
import { sample } from './_sample.mjs';

/** @typedef {import('./_judge.mjs').Finding} Finding */
/** @typedef {import('./_host.mjs').Ready} Ready */
/** @typedef {import('./_host.mjs').Description} Description */
/** @typedef {import('./_host.mjs').OperationInfo} OperationInfo */
/** @typedef {import('./_project.mjs').Operation} Operation */
/** @typedef {import('./_declared.mjs').Declared} Declared */
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
 * One request and what came of it.
 * @typedef {object} Outcome
 * @property {string} operation
 * @property {string} method
 * @property {string} path
 * @property {string} behaviour
 * @property {string} label
 * @property {string} [unmade] why no request could be made
 * @property {string} [curl]
 * @property {number} [status]
 * @property {number} [milliseconds]
 * @property {Finding[]} findings
 */
/**
 * @typedef {object} Verdict
 * @property {Ready} [ready]
 * @property {string} [refused] why it did not start
 * @property {number} operations
 * @property {Outcome[]} outcomes
 * @property {string[]} warnings
 * @property {Record<string, number>} behaviours
 */

/** @param {DocumentOptions} options @returns {Promise<Verdict>} */
export async function judgeDocument(options) {
  const host = new Host({ document: options.path, ...options });
  /** @type {Verdict} */
  const verdict = { operations: 0, outcomes: [], warnings: [], behaviours: {} };
  try {
    verdict.ready = await host.start();
    const description = await host.describe();
    await judgeOperations({ host, options, verdict, description });
  } catch (error) {
    if (!(error instanceof NoReply)) throw error;
    verdict.refused = error.message;
    if (verdict.operations === 0) verdict.operations = countOperations(options.path);
  } finally {
    await host.close();
  }
  return verdict;
}

/** @param {string} path */
function countOperations(path) {
  return new Judge(new Files(path)).operations.length;
}

/** @typedef {{ host: Host, options: DocumentOptions, verdict: Verdict, description: Description | undefined }} Run */

/** @param {Run} run */
async function judgeOperations({ host, options, verdict, description }) {
  const judge = new Judge(new Files(options.path));
  const maker = await createMaker(options.path);
  verdict.warnings = (description?.warnings ?? []).map(
    ({ pointer, message }) => `${pointer} ${message}`,
  );
  for (const { behaviour } of description?.operations ?? []) {
    verdict.behaviours[behaviour] = (verdict.behaviours[behaviour] ?? 0) + 1;
  }
  const chosen = sample(judge.operations, options.limit, options.seed);
  verdict.operations = chosen.length;
  const making = { maker, judge, seed: options.seed };
  let count = 0;
  for (const declared of chosen) {
    const { method, path } = declared;
    const isSame = (/** @type {{ method: string, path: string }} */ one) =>
      one.method === method && one.path === path;
    const operation = maker.operations.find(isSame);
    const info = description?.operations.find(isSame);
    const common = { operation: declared.id, method, path, behaviour: info?.behaviour ?? '?' };
    if (!operation) {
      const findings = [{ kind: 'not known', detail: 'the engine does not have this operation' }];
      verdict.outcomes.push({ ...common, label: 'required', findings });
      continue;
    }
    for (const variant of toVariants(operation, options.requiredOnly)) {
      const task = { operation, declared, variant, ...(info && { target: info.target }) };
      const made = await makeRequest(making, task);
      if ('unmade' in made) {
        verdict.outcomes.push({
          ...common,
          label: variant.label,
          unmade: made.unmade,
          findings: [],
        });
        continue;
      }
      const { sent } = made;
      sent.headers['X-Mock-Session'] = `corpus-${++count}`;
      const outcome = await exchange(host, judge, { declared, sent });
      verdict.outcomes.push({ ...common, label: variant.label, ...outcome });
    }
  }
}

/** @param {Host} host @param {Judge} judge @param {{ declared: Declared, sent: import('./_host.mjs').Sent }} task */
async function exchange(host, judge, { declared, sent }) {
  const started = performance.now();
  const curl = toCurl(sent);
  try {
    const reply = await host.send(sent);
    const milliseconds = Math.round(performance.now() - started);
    const findings = await judge.reply(declared, reply);
    return { curl, status: reply.status, milliseconds, findings };
  } catch (error) {
    if (!(error instanceof NoReply)) throw error;
    return { curl, findings: [{ kind: error.kind, detail: error.message }] };
  }
}
