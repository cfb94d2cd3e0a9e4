// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../_run.mjs';
import { createDocumentCase } from './_document-case.mjs';
import { Folder } from './_folder.mjs';
import { Pool } from './_pool.mjs';
import { shrinkText } from './_shrink.mjs';

/** @typedef {import('./_arguments.mjs').Settings} Settings */
/** @typedef {import('./_bases.mjs').Base} Base */
/** @typedef {import('./_document-case.mjs').DocumentCase} DocumentCase */
/** @typedef {{ key: string, detail: string, index: number, count: number, one: DocumentCase }} Failure */
/**
 * @typedef {object} DocumentReport
 * @property {number} cases
 * @property {number} refused
 * @property {number} served
 * @property {number} asked
 * @property {number} withheld
 * @property {number} slowest milliseconds of one process
 * @property {Failure[]} failures
 */

/** Tries that many damaged documents. @param {readonly Base[]} bases @param {Settings} settings @returns {Promise<DocumentReport>} */
export async function fuzzDocuments(bases, settings) {
  const pool = new Pool(settings.workers);
  const folders = Array.from({ length: settings.workers }, () => new Folder());
  const report = { cases: 0, refused: 0, served: 0, asked: 0, withheld: 0, slowest: 0 };
  /** @type {Map<string, Failure>} */
  const failures = new Map();
  const last = settings.only === undefined ? settings.documents : settings.only + 1;
  let next = settings.only ?? 0;
  const work = async (/** @type {Folder} */ folder) => {
    for (let index = next++; index < last; index = next++) {
      const one = createDocumentCase(bases, settings.seed, index);
      const path = folder.write(one.base, one.file, one.text);
      const { outcome, milliseconds } = await pool.try(path, settings.limit);
      report.cases += 1;
      report.asked += outcome.asked;
      report.withheld += outcome.withheld;
      report.slowest = Math.max(report.slowest, milliseconds);
      if (outcome.kind !== 'found') report[outcome.kind] += 1;
      if (outcome.found) note(failures, { ...outcome.found, index, one, count: 1 });
      if (report.cases % 500 === 0) say(`${report.cases} documents, ${failures.size} found`);
    }
  };
  try {
    await Promise.all(folders.map(work));
    for (const failure of failures.values()) await explain(failure, { pool, folders, settings });
  } finally {
    pool.close();
    for (const folder of folders) folder.remove();
  }
  return { ...report, failures: [...failures.values()] };
}

/** @param {Map<string, Failure>} failures @param {Failure} failure */
function note(failures, failure) {
  const known = failures.get(failure.key);
  if (known) known.count += 1;
  else failures.set(failure.key, failure);
}

/** Makes the smallest document that shows it, writes it down and tells of it. @param {Failure} failure @param {{ pool: Pool, folders: Folder[], settings: Settings }} options */
async function explain({ key, detail, index, count, one }, { pool, folders, settings }) {
  const [folder] = folders;
  if (!folder) return;
  const isSame = async (/** @type {string} */ text) => {
    const path = folder.write(one.base, one.file, text);
    const { outcome } = await pool.try(path, settings.limit);
    return outcome.found?.key === key;
  };
  const tries = key === 'hang' ? 25 : 300;
  const isSteady = await isSame(one.text);
  const text = isSteady ? await shrinkText(one.text, isSame, tries) : one.text;
  const name = `${settings.seed}-${index}-${one.file}`;
  mkdirSync(settings.out, { recursive: true });
  const path = join(settings.out, name);
  writeFileSync(path, text);
  say(
    `\n✗ ${key}${isSteady ? '' : ' (not each time)'}, ${count} × , first in case ${index}: ${one.base.name}`,
  );
  say(`  ${one.done.slice(0, 4).join('\n  ')}`);
  say(`  ${detail.split('\n').slice(0, 6).join('\n  ')}`);
  say(`  npx standin explain ${path}`);
}
