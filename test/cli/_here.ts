import { vi } from 'vitest';
import { run } from '../../cli/program.ts';
import type { Ending } from '../support/child.ts';
import { expectNoStack } from './_cli.ts';

/** Runs a command in this process: cheaper than a process of its own, and as good for messages. */
export async function runHere(args: readonly string[]): Promise<Ending> {
  const texts = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      texts[name] += String(chunk);
      return true;
    }),
  );
  try {
    const code = await run(['node', 'standin', ...args]);
    return { code, ...texts };
  } finally {
    for (const spy of spies) spy.mockRestore();
    expectNoStack(texts);
  }
}
