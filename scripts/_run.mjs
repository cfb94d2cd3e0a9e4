// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder of the project, without a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

const windows = process.platform === 'win32';

/** Progress goes to stderr: stdout belongs to the program that is being started. */
export function say(/** @type {string} */ text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs a JavaScript file of an installed package with this very Node and waits; its output is
 * shown. Returns the exit code.
 * @param {string} file relative to node_modules
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 */
export function runTool(file, args, options) {
  return runNode([`${root}/node_modules/${file}`, ...args], options);
}

/**
 * As runTool, for a file of this folder.
 * @param {string} file
 * @param {readonly string[]} [args]
 */
export function runScript(file, args = []) {
  return runNode([`${root}/scripts/${file}`, ...args]);
}

/**
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 */
function runNode(args, { env = {}, cwd = root } = {}) {
  const options = { cwd, env: { ...process.env, ...env } };
  const { status, error } = spawnSync(process.execPath, args, { ...options, stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
}

/**
 * As runTool, without blocking: Ctrl-C reaches the tool, and this process outlives it.
 * @param {string} file relative to node_modules
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export function startTool(file, args) {
  const path = `${root}/node_modules/${file}`;
  const child = spawn(process.execPath, [path, ...args], { cwd: root, stdio: 'inherit' });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs npm and waits; what it has to say goes to stderr. Returns the exit code.
 * @param {readonly string[]} args
 * @param {string} [cwd]
 */
export function runNpm(args, cwd = root) {
  // npm is a .cmd file on Windows, which only a shell can run.
  const { status, error } = spawnSync('npm', args, {
    cwd,
    env: { ...process.env, SCARF_ANALYTICS: 'false' },
    stdio: ['ignore', 2, 2],
    shell: windows,
  });
  if (error) throw error;
  return status ?? 1;
}
