// @ts-check
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../_build.mjs';
import { say } from '../_run.mjs';
import { readArguments } from './_arguments.mjs';
import { findDocuments } from './_find.mjs';
import { createVerdict } from './_judge-document.mjs';
import { toMarkdown, toTotals } from './_report.mjs';

/** @typedef {import('./_judge-document.mjs').Verdict} Verdict */

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
ensureBuilt();

/** @type {{ name: string, verdict: Verdict }[]} */
const verdicts = [];
for (const { name, path } of documents) {
  const verdict = await judge(path, settings);
  verdicts.push({ name, verdict });
  const { ok, operations } = toTotals(verdict);
  say(
    `${name}: ${ok}/${operations}${verdict.refused ? ` (${verdict.refused.slice(0, 300)})` : ''}`,
  );
}
process.stdout.write(`${toMarkdown(verdicts)}\n`);
if (settings.json !== undefined) {
  writeFileSync(settings.json, `${JSON.stringify(verdicts, null, 1)}\n`);
}
const sums = verdicts.map(({ verdict }) => toTotals(verdict));
const share =
  sums.reduce((sum, one) => sum + one.ok, 0) /
  Math.max(
    1,
    sums.reduce((sum, one) => sum + one.operations, 0),
  );
process.exitCode = share * 100 < settings.failUnder ? 1 : 0;

/** @param {string} path @param {Omit<import('./_arguments.mjs').Settings, 'usage'>} options @returns {Promise<Verdict>} */
function judge(path, { documentBudget, ...options }) {
  const argument = JSON.stringify({ ...options, path });
  const child = fork(fileURLToPath(new URL('document.mjs', import.meta.url)), [argument]);
  const lost = createVerdict();
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve({ ...lost, refused: `the judge did not end within ${documentBudget} ms` });
      child.kill('SIGKILL');
    }, documentBudget);
    child.on('message', (/** @type {{ verdict?: Verdict, message?: string }} */ message) => {
      resolve(message.verdict ?? { ...lost, refused: `the judge failed: ${message.message}` });
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      resolve({ ...lost, refused: `the judge ended with ${signal ?? code}` });
    });
  });
}
