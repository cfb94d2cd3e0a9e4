// @ts-check
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const hasTaskset = spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0;

/** True where a process can be kept on one core. */
export const canPin = hasTaskset && availableParallelism() > 1;

/**
 * The command, kept on a core where the system can do that; else as it is.
 * @param {number} core
 * @param {readonly string[]} command
 * @returns {[string, ...string[]]}
 */
export function pin(core, command) {
  const [first = '', ...rest] = command;
  return canPin ? ['taskset', '-c', `${core}`, first, ...rest] : [first, ...rest];
}
