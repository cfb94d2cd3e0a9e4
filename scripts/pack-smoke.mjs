// @ts-check
// Packs Standin, installs the package into an empty folder as a user would, and uses it there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { ensureInstalled } from './_install.mjs';
import { root, runNpm, runTool, say } from './_run.mjs';
import { serve } from './_serve.mjs';

const contracts = 'ce2f20cb-35df-4ffe-bca6-c0ed0c28cb39/contracts';
const documented = `/v3/orgs/yoigo/sales/commercial_transactions/${contracts}`;

ensureInstalled();
const folder = mkdtempSync(`${tmpdir()}/standin-pack-`);
const home = `${folder}/user`;
try {
  install(pack());
  measure();
  importIt();
  typeIt();
  runCommand(['--help']);
  await serve(home, checkReply);
  say('The packed package works.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function pack() {
  const code = runNpm(['pack', '--loglevel=error', '--pack-destination', folder]);
  assert.equal(code, 0, 'npm pack failed');
  const name = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  assert.ok(name, 'npm pack made no tarball');
  return `${folder}/${name}`;
}

/** @param {string} tarball */
function install(tarball) {
  mkdirSync(home);
  writeFileSync(`${home}/package.json`, '{ "private": true }');
  const flags = ['--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  assert.equal(runNpm(['install', ...flags, tarball], home), 0, 'npm install failed');
  say(`Packed: ${toSize(readFileSync(tarball).length)}.`);
}

/** A user's machine runs no script of ours, or of anybody we depend on, on installing. */
function measure() {
  const lock = JSON.parse(readFileSync(`${home}/node_modules/.package-lock.json`, 'utf8'));
  const packages = Object.entries(lock.packages);
  const scripted = packages.filter(([, entry]) => entry.hasInstallScript).map(([path]) => path);
  assert.deepEqual(scripted, [], 'packages with an install script');
  const files = readdirSync(home, { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((file) => file.isFile())
    .map((file) => readFileSync(`${file.parentPath ?? file.path}/${file.name}`).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  say(`Installed: ${packages.length} packages, ${toSize(total)}.`);
}

function importIt() {
  const program = `
    import { createMock } from 'standin';
    if (typeof createMock !== 'function') throw new TypeError('createMock is not a function');`;
  writeFileSync(`${home}/import.mjs`, program);
  const { status } = spawnSync(process.execPath, ['import.mjs'], {
    cwd: home,
    stdio: ['ignore', 2, 2],
  });
  assert.equal(status, 0, "import { createMock } from 'standin' failed");
}

/** The public types hold for a user who has Node's types and none of ours. */
function typeIt() {
  const program = `
    import { createMock } from 'standin';
    type IsAny<T> = 0 extends 1 & T ? true : false;
    export const isTyped: IsAny<typeof createMock> = false;`;
  writeFileSync(`${home}/types.mts`, program);
  const types = ['--types', 'node', '--typeRoots', `${root}/node_modules/@types`];
  const flags = ['--module', 'nodenext', '--target', 'es2022', '--strict', '--noEmit'];
  const code = runTool('typescript/bin/tsc', [...flags, ...types, 'types.mts'], { cwd: home });
  assert.equal(code, 0, 'the types do not compile');
}

/** @param {readonly string[]} args */
function runCommand(args) {
  const shell = process.platform === 'win32';
  const command = ['--no-install', 'standin', ...args];
  const { status } = spawnSync('npx', command, {
    cwd: home,
    stdio: ['ignore', 'ignore', 2],
    shell,
  });
  assert.equal(status, 0, `npx standin ${args.join(' ')} failed`);
}

/** @param {string} origin */
async function checkReply(origin) {
  const response = await fetch(origin + documented);
  const body = await response.json();
  assert.equal(response.status, 200, JSON.stringify(body));
  assert.ok(Array.isArray(body), 'the reply is not an array');
  assert.equal(body.length, 3, `${body.length} items instead of 3`);
}

/** @param {number} bytes */
function toSize(bytes) {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
