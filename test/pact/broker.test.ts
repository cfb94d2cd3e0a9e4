import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMock, type Mock } from '../../mock/index.ts';
import { createFolder, runCli } from '../cli/_cli.ts';
import { startChild } from '../support/child.ts';
import { consumer, pacts } from './_consumer.ts';
import { toSmallPact } from './_small-pact.ts';
import { startStubBroker } from './_stub-broker.ts';

const folder = createFolder();
const path = folder.write('pact.json', toSmallPact());
const pact = JSON.parse(toSmallPact());
const tool = fileURLToPath(
  new URL('../../node_modules/@pact-foundation/pact-cli/bin/pact-broker.js', import.meta.url),
);

// No real broker runs here: these prove how things are wired, against a stub that says it is one.
describe('with a stub of a broker', () => {
  let mock: Mock;
  let url: string;

  beforeAll(async () => {
    mock = await createMock();
    url = await mock.listen();
  });
  afterAll(async () => {
    folder.remove();
    await mock.close();
  });

  const toEnv = (broker: string) => ({
    PACT_BROKER_BASE_URL: broker,
    PACT_BROKER_TOKEN: 'token-of-the-stub',
    PACT_DO_NOT_TRACK: 'true',
  });

  it('pacts come from the one that the environment names, and the results go there', async () => {
    await using broker = await startStubBroker(pact);
    const version = ['--publish', '--provider-version', '1.2.3', '--provider-branch', 'main'];
    const args = ['pact', 'verify', '--provider', 'sales-v3', '--url', url, ...version];
    const { code, stdout } = await runCli(args, { env: toEnv(broker.url) });
    expect(stdout).toContain('A stub of a Pact Broker for tests.');
    expect(stdout).toContain('✓ sales-v3: 3 of 3 interactions hold\n');
    expect(code).toBe(0);
    expect([...broker.tokens]).toEqual(['Bearer token-of-the-stub']);
    expect(broker.results).toMatchObject([{ success: true, providerApplicationVersion: '1.2.3' }]);
  });

  it('results that it does not take are a failure, which Pact itself lets pass', async () => {
    await using broker = await startStubBroker(pact);
    const version = ['--publish', '--provider-version', '1.2.3', '--provider-branch', 'unknown'];
    const args = ['pact', 'verify', '--provider', 'sales-v3', '--url', url, ...version];
    const { code, stderr } = await runCli(args, { env: toEnv(broker.url) });
    expect(stderr).toMatch(
      /The results are not in the broker\. Publishing of verification results failed/,
    );
    expect(code).toBe(2);
    expect(broker.results).toEqual([]);
  });

  it('nothing is published that was not asked for', async () => {
    await using broker = await startStubBroker(pact);
    const args = ['pact', 'verify', '--provider', 'sales-v3', '--url', url];
    const { code } = await runCli(args, { env: toEnv(broker.url) });
    expect(code).toBe(0);
    expect(broker.results).toEqual([]);
  });

  it('files that are named are verified alone', async () => {
    await using broker = await startStubBroker(pact);
    const { code } = await runCli(['pact', 'verify', path, '--url', url], {
      env: toEnv(broker.url),
    });
    expect(code).toBe(0);
    expect(broker.asked).toEqual([]);
  });

  it("Pact's own tool publishes what pacts/ holds", async () => {
    await using broker = await startStubBroker(pact);
    const args = [tool, 'publish', pacts, '--consumer-app-version', '4.5.6', '--branch', 'main'];
    const { code, stdout } = await startChild(process.execPath, args, { env: toEnv(broker.url) })
      .ended;
    expect(stdout).toContain('A stub of a Pact Broker for tests.');
    expect(code).toBe(0);
    const common = { pacticipantName: consumer, pacticipantVersionNumber: '4.5.6', branch: 'main' };
    const told = (providerName: string) =>
      expect.objectContaining({
        ...common,
        contracts: [expect.objectContaining({ consumerName: consumer, providerName })],
      });
    // In no order of its own.
    expect(broker.published).toHaveLength(2);
    expect(broker.published).toEqual(
      expect.arrayContaining([told('sales-v3'), told('subscriptions-v2')]),
    );
  });
});
