// @ts-check
import { writeFileSync } from 'node:fs';
import { say } from '../_run.mjs';
import { readArguments } from './_arguments.mjs';
import { findDocuments } from './_find.mjs';
import { inParallel, judgeApart, measureStart } from './_judging.mjs';
import { toMarkdown, toTotals } from './_report.mjs';

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

/** @type {Map<string, Awaited<ReturnType<typeof measureStart>>>} */
const starts = new Map();
for (const { path } of documents) starts.set(path, await measureStart(path, settings));

const verdicts = await inParallel(documents, settings.jobs, async ({ name, path }) => {
  const verdict = await judgeApart(path, settings);
  // Alone on the machine it was as fast as it is.
  const ready = starts.get(path) ?? verdict.ready;
  if (verdict.ready && ready) verdict.ready = ready;
  const { answered, operations } = toTotals(verdict);
  const why = verdict.refused === undefined ? '' : ` (${verdict.refused.slice(0, 300)})`;
  say(`${name}: ${answered} of ${operations}${why}`);
  return { name, verdict };
});

process.stdout.write(`${toMarkdown(verdicts)}\n`);
if (settings.json !== undefined) {
  writeFileSync(settings.json, `${JSON.stringify(verdicts, null, 1)}\n`);
}
const totals = verdicts.map(({ verdict }) => toTotals(verdict));
const answered = totals.reduce((sum, one) => sum + one.answered, 0);
const operations = totals.reduce((sum, one) => sum + one.operations, 0);
process.exitCode = answered * 100 < settings.failUnder * operations ? 1 : 0;
