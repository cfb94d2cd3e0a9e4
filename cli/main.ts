#!/usr/bin/env node
import nodeModule from 'node:module';

let isLost = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read the output is gone (`standin explain | head`): end quietly, as other tools do.
  if (error.code === 'EPIPE') process.exit();
  if (isLost) return;
  // A full disk, say. A server goes on with what it has in memory; whoever judges has not told all.
  isLost = true;
  process.exitCode = 2;
  process.stderr.write(
    `The output cannot be written any more: ${error.message}. Make room, or send it elsewhere.\n`,
  );
});

// From Node 22.1 on the next start need not compile again; Node 20 has no such function.
const enable: unknown = Reflect.get(nodeModule, 'enableCompileCache');
if (typeof enable === 'function') enable();
const { run } = await import('./program.ts');

const code = await run(process.argv);
process.exitCode = isLost ? 2 : code;
