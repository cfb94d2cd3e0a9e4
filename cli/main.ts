#!/usr/bin/env node
import { run } from './program.ts';

// Whoever read the output is gone (`standin explain | head`): end quietly, as other tools do.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(process.argv);
