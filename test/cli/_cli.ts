import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { ensureBuilt } from '../../scripts/_build.mjs';
import { type Child, type ChildOptions, type Ending, startChild } from '../support/child.ts';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

// What is spawned is what users get; `npm test` has built it already.
ensureBuilt();

/** Starts `standin` with these arguments. */
export function startCli(args: readonly string[], options?: ChildOptions): Child {
  return startChild(process.execPath, [main, ...args], options);
}

/** Runs `standin` to its end; no end may show a stack. */
export async function runCli(args: readonly string[], options?: ChildOptions): Promise<Ending> {
  const ending = await startCli(args, options).ended;
  expectNoStack(ending);
  return ending;
}

/** A `standin mock` that listens on a free port. */
export async function serveCli(
  args: readonly string[] = [],
  options?: ChildOptions,
): Promise<{ readonly child: Child; readonly url: string }> {
  const child = startCli([...args, '--port', '0'], options);
  const [, url = ''] = await child.until(/ready in \d+ ms at (http:\S+)/);
  return { child, url };
}

/** Asks it to stop, and expects it to end well. */
export async function stopCli(child: Child, signal: NodeJS.Signals = 'SIGTERM'): Promise<Ending> {
  child.signal(signal);
  const ending = await child.ended;
  expectNoStack(ending);
  expect(ending).toMatchObject({ code: 0, stderr: '' });
  return ending;
}

/** Programs tell people what to do; stacks tell the people who write programs. */
export function expectNoStack({ stdout, stderr }: Pick<Ending, 'stdout' | 'stderr'>): void {
  expect(stdout + stderr).not.toMatch(/\n\s+at |node:internal|node_modules|Node\.js v\d/);
}

/** A temporary folder that writes files. */
export function createFolder() {
  const path = mkdtempSync(`${tmpdir()}/standin-cli-`);
  return {
    path,
    write: (name: string, text: string): string => {
      writeFileSync(`${path}/${name}`, text);
      return `${path}/${name}`;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
