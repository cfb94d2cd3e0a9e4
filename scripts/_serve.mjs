// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './_port.mjs';

/**
 * Starts the `standin mock` that is installed in a folder, hands its origin to `use` as soon as
 * it answers, and stops it again.
 * @param {string} home
 * @param {(origin: string) => Promise<void>} use
 */
export async function serve(home, use) {
  const port = await findFreePort();
  const shell = process.platform === 'win32';
  const command = `${home}/node_modules/.bin/standin`;
  const child = spawn(command, ['mock', '--port', String(port)], {
    cwd: home,
    stdio: ['ignore', 2, 2],
    shell,
  });
  const ended = once(child, 'exit');
  try {
    const origin = `http://127.0.0.1:${port}`;
    await Promise.race([untilAnswering(origin), ended.then(failEarly)]);
    await use(origin);
  } finally {
    child.kill('SIGTERM');
    const isStopped = await Promise.race([ended.then(() => true), sleep(5000, false)]);
    if (!isStopped) child.kill('SIGKILL');
    assert.ok(isStopped, 'standin mock was still running 5 s after SIGTERM');
  }
}

/** @param {string} origin */
async function untilAnswering(origin) {
  for (let tries = 0; tries < 150; tries++) {
    const response = await fetch(origin).catch(() => undefined);
    if (response) return;
    await sleep(100);
  }
  throw new Error('standin mock did not answer within 15 s');
}

/** @param {unknown[]} exit */
function failEarly([code]) {
  throw new Error(`standin mock ended with ${code} before it answered`);
}
