// @ts-check
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { withLock } from './_lock.mjs';
import { root, runTool, say } from './_run.mjs';

const floors = ['kernel', 'spec', 'fixtures', 'mock', 'harness', 'cli'];
const settings = [
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'scripts/rolldown.config.mjs',
  'scripts/_ascii.mjs',
  'scripts/_notices.mjs',
];
const dist = `${root}/dist`;
/** What the compiler made, module by module: scripts that look behind the front door import it. */
const modules = `${root}/.standin/modules`;
const bundle = `${root}/.standin/bundle`;
const stamp = '.stamp';

/** Builds dist/ when it was made from other sources than those that are here now. */
export function ensureBuilt() {
  if (isFresh()) return;
  build(isFresh);
}

/**
 * Makes dist/ anew from the sources: compiled, then bundled with the packages it needs, because
 * reading 500 small files is most of a start. It is made beside and swapped in at the end, so that
 * nobody starts from half of it; when a step fails, the process ends and dist/ stays as it was.
 * `isDone` is asked once more when another process may just have built.
 */
export function build(isDone = () => false) {
  const code = withLock(`${root}/.standin/build.lock`, () => (isDone() ? 0 : compile()));
  if (code === 0) return;
  say('The build failed; the lines above say where.');
  process.exit(code);
}

function compile() {
  say('Building…');
  const hash = hashSources();
  for (const folder of [modules, bundle]) rmSync(folder, { recursive: true, force: true });
  const code =
    runTool('typescript/bin/tsc', ['-p', 'tsconfig.build.json', '--outDir', modules]) ||
    runTool('rolldown/bin/cli.mjs', ['-c', 'scripts/rolldown.config.mjs']);
  if (code === 0) finish(hash);
  return code;
}

/** @param {string} hash */
function finish(hash) {
  for (const file of listFiles().filter(isData)) copy(`${root}/${file}`, file);
  for (const file of listTypes()) copy(`${modules}/${file}`, file);
  chmodSync(`${bundle}/cli/main.js`, 0o755);
  writeFileSync(`${bundle}/${stamp}`, hash);
  const old = `${root}/.standin/old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(bundle, dist);
  rmSync(old, { recursive: true, force: true });
}

/**
 * @param {string} from
 * @param {string} file relative to dist/
 */
function copy(from, file) {
  mkdirSync(dirname(`${bundle}/${file}`), { recursive: true });
  cpSync(from, `${bundle}/${file}`);
}

function listTypes() {
  const files = readdirSync(modules, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.d.ts'));
}

function isFresh() {
  try {
    return readFileSync(`${dist}/${stamp}`, 'utf8') === hashSources();
  } catch {
    return false;
  }
}

/** Content, not times: a checkout or a copy touches every file and changes none. */
function hashSources() {
  const hash = createHash('sha256');
  for (const file of [...settings, ...listFiles()]) {
    const bytes = readFileSync(`${root}/${file}`);
    hash.update(`${file} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/** Documents, scenarios and schemas are read at run time from beside the module that needs them. */
function isData(/** @type {string} */ file) {
  return !file.endsWith('.ts') && !file.endsWith('.md');
}

/** @returns {string[]} the files of the floors, relative to the root, in a fixed order */
function listFiles() {
  return floors.filter((floor) => existsSync(`${root}/${floor}`)).flatMap(list);
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function list(folder) {
  const entries = readdirSync(`${root}/${folder}`, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? list(path) : [path];
    });
}
