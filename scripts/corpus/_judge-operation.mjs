// @ts-check
import { findRival } from './_ambiguous.mjs';
import { findBlame } from './_blame.mjs';
import { toCurl } from './_curl.mjs';
import { NoReply } from './_host.mjs';
import { makeRequest, toVariants } from './_request.mjs';

/** @typedef {import('./_host.mjs').Host} Host */
/** @typedef {import('./_host.mjs').OperationInfo} OperationInfo */
/** @typedef {import('./_judge.mjs').Finding} Finding */
/** @typedef {import('./_judge.mjs').Judge} Judge */
/** @typedef {import('./_declared.mjs').Declared} Declared */
/** @typedef {import('./_request.mjs').Making} Making */
/** @typedef {import('./_project.mjs').Operation} Operation */
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
 * @property {string} [blame] what in the document makes it impossible, when that is proven
 */

let sessions = 0;

/**
 * Sends an operation its requests, each to a session of its own.
 * @param {{ host: Host, making: Making, options: { requiredOnly: boolean } }} context
 * @param {{ declared: Declared, operation: Operation | undefined, info: OperationInfo | undefined, index: number }} known
 * @returns {Promise<Outcome[]>}
 */
export async function judgeOperation(
  { host, making, options },
  { declared, operation, info, index },
) {
  const { id, method, path } = declared;
  const common = { operation: id, method, path, behaviour: info?.behaviour ?? '?' };
  if (!operation) {
    const findings = [{ kind: 'not known', detail: 'the engine does not have this operation' }];
    return [{ ...common, label: 'required', findings }];
  }
  /** @type {Outcome[]} */
  const outcomes = [];
  const target = info && (await host.findTarget(index).catch(toFault));
  if (typeof target === 'object') return [{ ...common, label: 'required', findings: [target] }];
  for (const variant of toVariants(operation, options.requiredOnly)) {
    const { label } = variant;
    const task = { operation, declared, variant, ...(target !== undefined && { target }) };
    const made = await makeRequest(making, task);
    const outcome = await toOutcome(host, making.judge, { declared, made });
    const blame = findBlame(making.judge.files, declared, outcome) ?? outcome.blame;
    outcomes.push({ ...common, label, ...outcome, ...(blame !== undefined && { blame }) });
  }
  return outcomes;
}

/** @param {unknown} error @returns {Finding} */
function toFault(error) {
  if (!(error instanceof NoReply)) throw error;
  return { kind: error.kind, detail: error.message };
}

/**
 * @param {Host} host
 * @param {Judge} judge
 * @param {{ declared: Declared, made: import('./_request.mjs').Made }} task
 * @returns {Promise<Pick<Outcome, 'unmade' | 'curl' | 'status' | 'milliseconds' | 'findings' | 'blame'>>}
 */
async function toOutcome(host, judge, { declared, made }) {
  if ('unmade' in made) return { unmade: made.unmade, findings: [] };
  const { sent } = made;
  sent.headers['X-Mock-Session'] = `corpus-${++sessions}`;
  const started = performance.now();
  const curl = toCurl(sent);
  try {
    const reply = await host.send(sent);
    const milliseconds = Math.round(performance.now() - started);
    const findings = await judge.reply(declared, reply);
    const outcome = { curl, status: reply.status, milliseconds, findings };
    if (findings.length === 0) return outcome;
    const { target, headers } = sent;
    const body = made.body === undefined ? {} : { body: made.body };
    const blame = await findRival(judge, declared, { target, headers, reply, ...body });
    return { ...outcome, ...(blame !== undefined && { blame }) };
  } catch (error) {
    return { curl, findings: [toFault(error)] };
  }
}
