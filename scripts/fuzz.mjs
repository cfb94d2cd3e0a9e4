// @ts-check
import { ensureBuilt } from './_build.mjs';
import { ensureInstalled } from './_install.mjs';

ensureInstalled();
ensureBuilt();
// Not before: it needs what has just been installed.
await import('./fuzz/main.mjs');
