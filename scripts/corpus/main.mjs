// @ts-check
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { say } from '../_run.mjs';
import { readArguments } from './_arguments.mjs';
import { findDocuments } from './_find.mjs';
import { toMarkdown, toTotals } from './_report.mjs';
import { createVerdict } from './_verdict.mjs';

/** @typedef {import('./_verdict.mjs').Verdict} Verdict */

const settings = readArguments(process.argv.slice(2));
if ('usage' in settings) {
  say(settings.usage);
  process.exit(settings.isHelp ? 0 : 2);
}
const documents = findDocuments(settings.paths);
if (documents.length === 0) {
  say('No OpenAPI document was found: none of the files has `openapi` or `swagger` at its root.');
  process.exit(2);
}

/** @type {{ name: string, verdict: Verdict }[]} */
const verdicts = [];
for (const { name, path } of documents) {
  const verdict = await judge(path, settings);
  verdicts.push({ name, verdict });
  const { answered, operations } = toTotals(verdict);
  say(
    `${name}: ${answered}/${operations}${verdict.refused ? ` (${verdict.refused.slice(0, 300)})` : ''}`,
  );
}
process.stdout.write(`${toMarkdown(verdicts)}\n`);
if (settings.json !== undefined) {
  writeFileSync(settings.json, `${JSON.stringify(verdicts, null, 1)}\n`);
}
const sums = verdicts.map(({ verdict }) => toTotals(verdict));
const share =
  sums.reduce((sum, one) => sum + one.answered, 0) /
  Math.max(
    1,
    sums.reduce((sum, one) => sum + one.operations, 0),
  );
process.exitCode = share * 100 < settings.failUnder ? 1 : 0;

/**
 * Judges a document in a process of its own. What is known of one that does not end is kept.
 * @param {string} path
 * @param {import('./_arguments.mjs').Settings} options
 * @returns {Promise<Verdict>}
 */
function judge(path, { documentBudget, ...options }) {
  const argument = JSON.stringify({ ...options, path });
  const child = fork(fileURLToPath(new URL('document.mjs', import.meta.url)), [argument]);
  let verdict = createVerdict();
  let isDone = false;
  const lose = (/** @type {string} */ why) => {
    if (!isDone) verdict.refused ??= why;
  };
  const timer = setTimeout(() => {
    lose(`the judge did not end within ${documentBudget} ms`);
    child.kill('SIGKILL');
  }, documentBudget);
  child.on(
    'message',
    (/** @type {{ verdict?: Verdict, isDone?: boolean, message?: string }} */ one) => {
      verdict = one.verdict ?? verdict;
      isDone = one.isDone === true;
      if (one.message !== undefined) lose(`the judge failed: ${one.message}`);
    },
  );
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      lose(`the judge ended with ${signal ?? code}`);
      resolve(verdict);
    });
  });
}
