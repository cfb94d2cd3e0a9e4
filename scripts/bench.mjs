// @ts-check
// npm run bench [-- --rounds 3 --requests 10000 --only express,standin --json file]
import { parseArgs } from 'node:util';
import { ensureBuilt } from './_build.mjs';
import { ensureInstalled } from './_install.mjs';

ensureInstalled();
ensureBuilt();

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    requests: { type: 'string', default: '10000' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});
const { run } = await import('./bench/table.mjs');
await run({
  rounds: Number(values.rounds),
  requests: Number(values.requests),
  ...(values.only !== undefined && { only: values.only.split(',') }),
  ...(values.json !== undefined && { json: values.json }),
});
