// @ts-check
// npm run bench [-- <mode>] [--help]
import { ensureBuilt } from './_build.mjs';
import { ensureInstalled } from './_install.mjs';
import { say } from './_run.mjs';
import { readArguments } from './bench/_arguments.mjs';

const asked = readArguments(process.argv.slice(2));
if ('usage' in asked) {
  say(asked.usage);
  process.exit(asked.isHelp ? 0 : 2);
}
ensureInstalled();
ensureBuilt();
// Not before: they need what has just been installed.
/** @typedef {import('./bench/_arguments.mjs').Settings} Settings */
/** @type {Readonly<Record<string, () => Promise<{ run: (settings: Settings) => Promise<number> }>>>} */
const modes = {
  table: () => import('./bench/table.mjs'),
  scale: () => import('./bench/scale.mjs'),
  cold: () => import('./bench/cold.mjs'),
  soak: () => import('./bench/soak.mjs'),
  load: () => import('./bench/load.mjs'),
  fairness: () => import('./bench/fairness.mjs'),
};
const mode = await modes[asked.mode]?.();
process.exitCode = await mode?.run(asked.settings);
