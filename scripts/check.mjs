// @ts-check
// Everything that must hold, in order, up to the first failure. `--no-tests` leaves the tests out.
import { readdirSync } from 'node:fs';
import { ensureInstalled } from './_install.mjs';
import { root, runScript, runTool, say } from './_run.mjs';

const isWithTests = !process.argv.includes('--no-tests');

/** @type {readonly (readonly [headline: string, run: () => number])[]} */
const steps = [
  ['Format and lint (biome)', lintSources],
  ['Types (tsc)', () => runTool('typescript/bin/tsc', ['-p', 'tsconfig.json'])],
  ['Documents (redocly)', lintDocuments],
  ['Unused code and packages (knip)', () => runTool('knip/bin/knip.js', [])],
  ['Build', () => runScript('build.mjs')],
  ...(isWithTests ? [tests()] : []),
  ['Package manifest (publint)', () => runTool('publint/src/cli.js', ['run', '--strict'])],
  ['Package types (attw)', checkTypes],
  ['Packed package (pack-smoke)', () => runScript('pack-smoke.mjs')],
];

ensureInstalled();
for (const [headline, run] of steps) {
  say(`\n── ${headline}`);
  const started = Date.now();
  const code = run();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (code !== 0) {
    say(`\n✗ ${headline} failed after ${seconds} s; the checks after it were not run.`);
    process.exit(code);
  }
  say(`✓ ${headline}: ${seconds} s`);
}
say('\nEvery check passed.');

/** @returns {readonly [string, () => number]} */
function tests() {
  return ['Tests and coverage (vitest)', () => runScript('test.mjs', ['--coverage'])];
}

function lintSources() {
  // Biome colours its output even in a log file.
  const colors = process.stdout.isTTY ? [] : ['--colors=off'];
  return runTool('@biomejs/biome/bin/biome', ['ci', '--error-on-warnings', ...colors]);
}

function lintDocuments() {
  const folder = 'spec/documents';
  const documents = readdirSync(`${root}/${folder}`)
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('.overlay.yaml'))
    .map((file) => `${folder}/${file}`);
  const env = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  return runTool('@redocly/cli/bin/cli.js', ['lint', ...documents], { env });
}

function checkTypes() {
  const flags = ['--pack', '.', '--profile', 'esm-only', '--no-definitely-typed'];
  return runTool('@arethetypeswrong/cli/dist/index.js', flags);
}
