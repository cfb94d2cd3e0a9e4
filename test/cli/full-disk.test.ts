import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findFreePort } from '../../scripts/_port.mjs';
import { expectNoStack } from './_cli.ts';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Runs it where every write of its output fails as on a full disk. */
function startFull(args: readonly string[]) {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  return { child, ended: once(child, 'close'), read: () => stderr };
}

const isHere = process.platform === 'linux';

it.skipIf(!isHere)('a server whose log cannot be written goes on, and says so once', async () => {
  const port = await findFreePort();
  const { child, ended, read } = startFull(['mock', '--no-config', '--port', `${port}`]);
  try {
    const ask = () => fetch(`http://127.0.0.1:${port}/__admin/health`).then(({ status }) => status);
    await expect.poll(() => ask().catch(() => 0), { timeout: 10_000 }).toBe(200);
    expect([await ask(), await ask()]).toEqual([200, 200]);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
  expectNoStack({ stdout: '', stderr: read() });
  expect(read().match(/The output cannot be written any more: ENOSPC/g)).toHaveLength(1);
});

it.skipIf(!isHere)('a report that cannot be written is no success', async () => {
  const { ended, read } = startFull(['explain', '--no-config']);
  expect((await ended)[0]).toBe(2);
  expectNoStack({ stdout: '', stderr: read() });
});
