#!/usr/bin/env node
import nodeModule from 'node:module';

// Whoever read the output is gone (`standin explain | head`): end quietly, as other tools do.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// From Node 22.1 on the next start need not compile again; Node 20 has no such function.
const enable: unknown = Reflect.get(nodeModule, 'enableCompileCache');
if (typeof enable === 'function') enable();
const { run } = await import('./program.ts');

process.exitCode = await run(process.argv);
