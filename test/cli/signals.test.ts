import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { startChild, stopChildren } from '../support/child.ts';
import { contractsOf, newContract } from '../support/shipped.ts';
import { openWire, toMessage, type Wire } from '../support/wire.ts';
import { expectNoStack, serveCli } from './_cli.ts';

afterAll(stopChildren);

const body = JSON.stringify(newContract);
const [head = ''] = toMessage(`POST ${contractsOf('v2', 'empty')}`, {
  body,
  fields: { Expect: '100-continue' },
}).split(body);

/** A request whose head has arrived and whose body has not. */
async function begin(url: string): Promise<Wire> {
  const wire = await openWire(url);
  wire.send(head);
  await wire.until(/^HTTP\/1\.1 100 Continue/);
  return wire;
}

describe('a signal', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s lets what is in flight finish, then ends with 0',
    async (signal) => {
      const { child, url } = await serveCli();
      const wire = await begin(url);
      child.signal(signal);
      await child.until(/finishing what is in flight/);
      await expect(fetch(url)).rejects.toThrow();
      wire.send(body);
      expect(await wire.ended).toMatch(/HTTP\/1\.1 201 Created/);
      const ending = await child.ended;
      expectNoStack(ending);
      expect(ending).toMatchObject({ code: 0, stderr: '' });
      expect(ending.stdout).toMatch(/✓ 201 {2}POST .*\n.*Stopped\.\n$/);
    },
  );

  it('that comes twice does not wait', async () => {
    const { child, url } = await serveCli();
    const wire = await begin(url);
    child.signal('SIGINT');
    await child.until(/finishing what is in flight/);
    child.signal('SIGINT');
    expect(await child.ended).toMatchObject({ code: 130, stderr: '' });
    expect(await wire.ended).not.toContain('201');
  });
});

it('a reader that goes away ends the program without noise', async () => {
  const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
  const line = '"$0" "$1" --port 0 | head -n 1';
  const pipe = startChild('bash', ['-c', line, process.execPath, main]);
  const [, url = ''] = await pipe.until(/ready in \d+ ms at (http:\S+)/);
  // Each reply has its line in the log, and nobody reads it any more.
  for (let count = 0; count < 5; count++) await fetch(url).catch(() => undefined);
  const ending = await pipe.ended;
  expectNoStack(ending);
  expect(ending).toMatchObject({ code: 0, stderr: '' });
});
