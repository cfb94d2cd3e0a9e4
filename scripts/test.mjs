// @ts-check
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { ensureBuilt } from './_build.mjs';
import { ensureInstalled } from './_install.mjs';
import { say, startTool } from './_run.mjs';
import { toTally } from './_tally.mjs';

ensureInstalled();
ensureBuilt();

const folder = mkdtempSync(`${tmpdir()}/standin-test-`);
const file = `${folder}/report.json`;
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
const code = await startTool('vitest/vitest.mjs', ['run', ...reporters, ...process.argv.slice(2)]);
const tally = toTally(readReport());
rmSync(folder, { recursive: true, force: true });

if (code !== 0 && tally.includes(' 0 failed')) {
  say(`No test failed, yet Vitest ended with ${code}; the lines above say why.`);
}
process.stdout.write(`${tally}\n`);
process.exitCode = code;

function readReport() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
