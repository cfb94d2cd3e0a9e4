// @ts-check
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

/**
 * @typedef {object} Settings
 * @property {string[]} paths documents and folders beside those of the project
 * @property {string} seed
 * @property {number} documents
 * @property {number} requests per document
 * @property {number} served documents that are asked
 * @property {number} limit milliseconds for a case
 * @property {number} workers
 * @property {string} out where reproductions are written
 * @property {boolean} isOwn with the documents of the project
 * @property {number} [only] the one case to run
 */

const usage = `Usage: npm run fuzz -- [options] [folder|file...]

Damages documents and requests in every way that is likely and in many that are not. Nothing may
crash, hang, answer with an undeclared 5xx or refuse a document without saying where and why.

  --seed <text>          another seed damages otherwise; the same one always the same (1)
  --documents <number>   damaged documents (5000)
  --requests <number>    damaged requests for each of the documents served (10000)
  --served <number>      documents that are served for that: the shipped ones and some others (8)
  --limit <ms>           time for one case (20000)
  --workers <number>     processes at once (2)
  --only <number>        run one case of the documents again
  --no-own               leave out the documents of this project
  --out <folder>         where what was found is written (fuzz-found)
  --help                 print this help

Exit code: 0 nothing was found, 1 something was, 2 it could not be run.`;

const options = /** @type {const} */ ({
  seed: { type: 'string', default: '1' },
  documents: { type: 'string', default: '5000' },
  requests: { type: 'string', default: '10000' },
  served: { type: 'string', default: '8' },
  limit: { type: 'string', default: '20000' },
  workers: { type: 'string', default: '2' },
  only: { type: 'string' },
  'no-own': { type: 'boolean', default: false },
  out: { type: 'string', default: 'fuzz-found' },
  help: { type: 'boolean', default: false },
});

/** @param {string[]} args @returns {Settings | { usage: string, isHelp: boolean }} */
export function readArguments(args) {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) return { usage, isHelp: true };
    const missing = positionals.find((path) => !existsSync(path));
    if (missing !== undefined) throw new Error(`There is no ${missing}.`);
    if (values['no-own'] && positionals.length === 0) {
      throw new Error('Without the documents of this project, name others.');
    }
    return {
      ...{ paths: positionals, seed: values.seed, out: values.out, isOwn: !values['no-own'] },
      documents: toNumber('documents', values.documents, 0),
      requests: toNumber('requests', values.requests, 0),
      served: toNumber('served', values.served, 0),
      limit: toNumber('limit', values.limit, 100),
      workers: toNumber('workers', values.workers, 1),
      ...(values.only !== undefined && { only: toNumber('only', values.only, 0) }),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { usage: `${reason}\n\n${usage}`, isHelp: false };
  }
}

/** @param {string} name @param {string} text @param {number} least */
function toNumber(name, text, least) {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least) return value;
  throw new Error(`--${name} is "${text}", not a whole number from ${least}.`);
}
