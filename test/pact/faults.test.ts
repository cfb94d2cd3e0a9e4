import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMock, type Mock } from '../../mock/index.ts';
import { createFolder, runCli } from '../cli/_cli.ts';
import { runHere } from '../cli/_here.ts';
import { consumer, pacts } from './_consumer.ts';
import { falsify, serveJson, without } from './_provider.ts';
import { toSmallPact } from './_small-pact.ts';

async function verify(pact: string, ...args: string[]) {
  const ending = await runCli(['pact', 'verify', pact, ...args]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Pact colours whatever it is told.
  return { ...ending, stdout: ending.stdout.replace(/\u001b\[\d*m/g, '') };
}

describe('the verification is red for', () => {
  let mock: Mock;
  let url: string;
  const folder = createFolder();
  const path = folder.write('pact.json', toSmallPact());

  beforeAll(async () => {
    mock = await createMock();
    url = await mock.listen();
  });
  afterAll(async () => {
    folder.remove();
    await mock.close();
  });

  it('a field that is missing', async () => {
    await using provider = await falsify(url, ({ status, body }) => ({
      status,
      body: without('documents_owner_id', body),
    }));
    const { code, stdout } = await verify(path, '--url', provider.url);
    expect(stdout).toContain('Actual map is missing the following keys: documents_owner_id');
    expect(stdout).toMatch(/✗ sales-v3: 1 of 3 interactions hold\n {2}✗ a page of contracts\n/);
    expect(code).toBe(1);
  });

  it('a status that is another', async () => {
    await using provider = await falsify(url, ({ status, body }) => ({
      status: status === 201 ? 200 : status,
      body,
    }));
    const { code, stdout } = await verify(path, '--url', provider.url);
    expect(stdout).toContain('expected 201 but was 200');
    expect(stdout).toContain('✗ sales-v3: 2 of 3 interactions hold\n  ✗ to add a contract\n');
    expect(code).toBe(1);
  });

  it('a handler of states that throws', async () => {
    await using states = await serveJson(() => {
      throw new Error('the database is gone');
    });
    const { code, stdout } = await verify(path, '--url', url, '--states-url', states.url);
    expect(stdout).toContain('✗ sales-v3: 0 of 3 interactions hold\n');
    expect(stdout).toContain('✗ The provider state "forbidden-org" could not be set up.\n');
    expect(stdout).toContain('answered 500: Error: the database is gone');
    expect(code).toBe(1);
  });

  it('a handler of states that throws when it tears down, though every interaction holds', async () => {
    await using states = await serveJson(async (_, body) => {
      if (JSON.stringify(body).includes('"teardown"')) throw new Error('still in use');
      return { status: 200, body: {} };
    });
    const { code, stdout } = await verify(path, '--url', url, '--states-url', states.url);
    expect(stdout).toMatch(
      /✗ The provider state "forbidden-org" could not be torn down\.\n.*still in use/,
    );
    expect(code).toBe(1);
  });

  it('a provider that has no states', async () => {
    await using provider = await serveJson(() => ({ status: 404, body: {} }));
    const { code, stdout } = await verify(path, '--url', provider.url);
    expect(stdout).toContain('Nobody sets provider states here.');
    expect(code).toBe(1);
  });

  it('a state that is unknown, until the scenario it prints is saved', async () => {
    const toUnknown = (text: string) => text.replaceAll('"forbidden-org"', '"locked-org"');
    const pact = folder.write('unknown.json', toSmallPact(toUnknown));
    const { code, stdout } = await verify(pact, '--url', url);
    expect(stdout).toContain('✗ The provider state "locked-org" could not be set up.\n');
    expect(code).toBe(1);

    const [, pasted = ''] = /--scenario:\n((?: {4}.*\n)+)/.exec(stdout) ?? [];
    expect(pasted).toContain('scenario: "locked-org"');
    const scenario = folder.write('locked-org.yaml', pasted.replace(/^ {4}/gm, ''));
    await using own = await createMock({ scenario: ['default', scenario] });
    const again = await verify(pact, '--url', await own.listen());
    expect(again.stdout).not.toContain('could not be set up');
  });

  it('a pending interaction whose state cannot be set up, which Pact itself lets pass', async () => {
    const toPending = (text: string) =>
      text.replaceAll('"pending": false', '"pending": true').replaceAll('"pagination"', '"lost"');
    const pact = folder.write('pending.json', toSmallPact(toPending));
    const { code, stdout } = await verify(pact, '--url', url);
    expect(stdout).toContain('✗ sales-v3: 2 of 3 interactions hold, 1 pending\n');
    expect(stdout).toContain('✗ The provider state "lost" with {"count":5,');
    expect(code).toBe(1);
  });
});

describe('the verification cannot be made', () => {
  it('when the pact cannot be fetched', async () => {
    await using server = await serveJson(() => ({ status: 404, body: {} }));
    const args = [`${server.url}/pact.json`, '--provider', 'sales-v3', '--url', server.url];
    const { code, stderr } = await runCli(['pact', 'verify', ...args]);
    expect(stderr).toMatch(/^No interaction for sales-v3 was verified from .*Failed to load pact/);
    expect(code).toBe(2);
  });

  it.each([
    [
      'when nobody answers',
      ['sales.json', '--url', 'http://127.0.0.1:9'],
      /^No provider answers at http:\/\/127\.0\.0\.1:9: /,
    ],
    [
      'when what is named is no pact',
      ['package.json'],
      /^package\.json:1:1\n {2}A pact names its consumer and its provider;/,
    ],
    [
      'when the file is not there',
      ['none.json'],
      /^none\.json:1:1\n {2}The pact cannot be read: ENOENT/,
    ],
    [
      'when no pact is of that provider',
      ['--provider', 'shop'],
      /is a pact with the provider shop\.\n$/,
    ],
    [
      'when a broker is named without a provider',
      ['--broker-url', 'http://127.0.0.1:9'],
      /^A broker has pacts of many providers\./,
    ],
  ])('%s', async (_, args, message) => {
    const own = args.map((arg) =>
      arg === 'sales.json' ? `${pacts}${consumer}-sales-v3.json` : arg,
    );
    const { code, stderr } = await runHere(['pact', 'verify', ...own]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
