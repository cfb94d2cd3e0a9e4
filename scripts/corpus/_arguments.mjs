// @ts-check
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

/**
 * @typedef {object} Settings
 * @property {string[]} paths
 * @property {string} seed
 * @property {number} [limit]
 * @property {boolean} requiredOnly
 * @property {string} [json]
 * @property {number} failUnder percent of the operations
 * @property {number} budget milliseconds for a request
 * @property {number} startBudget milliseconds until a server is ready
 * @property {number} documentBudget milliseconds for a document
 * @property {number} jobs documents judged at the same time
 * @property {string} [server]
 */

const usage = `Usage: npm run corpus -- [options] <folder|file...>

Serves every OpenAPI document found, sends each operation requests that its document allows, and
judges the replies with a validator that the project does not use otherwise.

  --seed <text>          another seed makes other requests and other data (1)
  --limit <number>       at most so many operations of a document, chosen by the seed
  --required-only        leave out what is optional
  --budget <ms>          time for a request (30000)
  --start-budget <ms>    time until a document is served (120000)
  --document-budget <ms> time for a document altogether (600000)
  --fail-under <percent> exit with 1 below this share of operations answered validly (0)
  --jobs <number>        documents judged at the same time; starts are measured alone (2)
  --json <file>          write every request and verdict there
  --server <file>        start this script for each document instead of the project's own server
  --help                 print this help`;

const options = /** @type {const} */ ({
  seed: { type: 'string', default: '1' },
  limit: { type: 'string' },
  'required-only': { type: 'boolean', default: false },
  budget: { type: 'string', default: '30000' },
  'start-budget': { type: 'string', default: '120000' },
  'document-budget': { type: 'string', default: '600000' },
  'fail-under': { type: 'string', default: '0' },
  jobs: { type: 'string', default: '2' },
  json: { type: 'string' },
  server: { type: 'string' },
  help: { type: 'boolean', default: false },
});

/** @param {string[]} args @returns {Settings | { usage: string, isHelp: boolean }} */
export function readArguments(args) {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) return { usage, isHelp: true };
    if (positionals.length === 0) throw new Error('Name a folder or a document.');
    const missing = positionals.find((path) => !existsSync(path));
    if (missing !== undefined) throw new Error(`There is no ${missing}.`);
    return {
      ...{ paths: positionals, seed: values.seed, requiredOnly: values['required-only'] },
      ...(values.limit !== undefined && { limit: toNumber('limit', values.limit) }),
      ...(values.json !== undefined && { json: values.json }),
      ...(values.server !== undefined && { server: values.server }),
      jobs: toNumber('jobs', values.jobs),
      budget: toNumber('budget', values.budget),
      startBudget: toNumber('start-budget', values['start-budget']),
      documentBudget: toNumber('document-budget', values['document-budget']),
      failUnder: toNumber('fail-under', values['fail-under']),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { usage: `${why}\n\n${usage}`, isHelp: false };
  }
}

/** @param {string} name @param {string} written */
function toNumber(name, written) {
  const value = Number(written);
  if (written.trim() === '' || !(value >= 0))
    throw new Error(`--${name} takes a number, not ${written}.`);
  return value;
}
