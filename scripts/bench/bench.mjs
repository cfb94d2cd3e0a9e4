// @ts-check
// npm run bench [-- cold | scale | soak] [--rounds 3] [--requests 10000] [--only a,b] [--json file]
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../_build.mjs';
import { ensureInstalled } from '../_install.mjs';
import { say } from '../_run.mjs';

const kinds = ['table', 'cold', 'scale', 'soak'];

ensureInstalled();
ensureBuilt();

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    requests: { type: 'string', default: '10000' },
    minutes: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '1000,100000,1000000' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});
const kind = positionals[0] ?? 'table';
if (!kinds.includes(kind)) {
  say(`There is no bench "${kind}". There are ${kinds.join(', ')}.`);
  process.exit(2);
}
const { run } = await import(`./${kind}.mjs`);
await run({
  rounds: Number(values.rounds),
  requests: Number(values.requests),
  minutes: Number(values.minutes),
  sizes: values.sizes.split(',').map(Number),
  only: values.only?.split(','),
  json: values.json,
});
