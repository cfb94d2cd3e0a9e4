// @ts-check
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './_build.mjs';
import { ensureInstalled } from './_install.mjs';
import { root } from './_run.mjs';

ensureInstalled();
ensureBuilt();

const [node = process.execPath, , ...args] = process.argv;
const first = args[0];
const command = first === undefined || first.startsWith('-') ? ['mock', ...args] : args;

performance.mark('standin:start');

// In this process, not in a child: signals reach the mock directly, and it starts sooner.
const main = `${root}/dist/cli/main.js`;
process.argv = [node, main, ...command];
await import(pathToFileURL(main).href);
