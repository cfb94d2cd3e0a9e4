// @ts-check
import { readFileSync } from 'node:fs';
import { withLock } from './_lock.mjs';
import { root, runNpm, say } from './_run.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} Entry */
/** @typedef {{ packages?: Record<string, Entry> }} Lock */

/** Ends the process with a sentence when Node is older than the project can run on. */
export function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`Standin needs Node 20.19 or later; this is Node ${process.versions.node}.`);
  process.exit(1);
}

/**
 * Installs the packages of package-lock.json unless exactly these are there already. Ends the
 * process when npm fails; nothing is remembered of a failed try, so the next start tries again.
 */
export function ensureInstalled() {
  ensureNode();
  if (isUpToDate()) return;
  const code = withLock(`${root}/.standin/install.lock`, () => (isUpToDate() ? 0 : install()));
  if (code === 0) return;
  say('npm ci did not succeed, so nothing was started. The next start tries again.');
  process.exit(code);
}

function install() {
  say('Installing (first run only)…');
  // A caller's NODE_ENV=production would leave out the compiler.
  return runNpm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
}

function isUpToDate() {
  const wanted = readLock(`${root}/package-lock.json`);
  // npm writes this file last, and removes it first.
  const present = readLock(`${root}/node_modules/.package-lock.json`);
  return wanted !== undefined && present !== undefined && isInstalled(wanted, present);
}

/**
 * Whether everything a lock file asks for is present in the same version. Optional packages may
 * be missing: most of them are for other platforms.
 * @param {Lock} wanted
 * @param {Lock} present
 */
export function isInstalled(wanted, present) {
  return Object.entries(wanted.packages ?? {}).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const there = present.packages?.[path];
    if (!there) return entry.optional === true;
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

/**
 * @param {string} path
 * @returns {Lock | undefined} nothing when the file is missing or cut short
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
