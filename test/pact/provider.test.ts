import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMock, type Mock } from '../../mock/index.ts';
import { createFolder, runCli } from '../cli/_cli.ts';
import { consumer, pacts } from './_consumer.ts';
import { serveJson } from './_provider.ts';
import { toSmallPact } from './_small-pact.ts';

describe('the mock keeps the pact of', () => {
  let mock: Mock;
  let url: string;
  const folder = createFolder();

  beforeAll(async () => {
    mock = await createMock();
    url = await mock.listen();
  });
  afterAll(async () => {
    folder.remove();
    await mock.close();
  });

  it.each([
    ['subscriptions-v2', 18],
    ['sales-v3', 14],
  ])('%s', async (provider, count) => {
    const path = `${pacts}${consumer}-${provider}.json`;
    const { code, stdout } = await runCli(['pact', 'verify', path, '--url', url]);
    expect(stdout).toContain(`✓ ${provider}: ${count} of ${count} interactions hold\n`);
    expect(code).toBe(0);
  });

  it('in sessions that are gone afterwards, without touching the base', async () => {
    const sessions = await fetch(`${url}/__admin/sessions`);
    expect(await sessions.json()).toEqual([]);
    expect(mock.requests()).toEqual([]);
  });

  it('where the provider says that its state is: the values it answers are injected', async () => {
    const elsewhere = { org: 'masmovil', transaction: '22222222-2222-4222-8222-222222222222' };
    await using states = await serveJson(() => ({ status: 200, body: elsewhere }));
    const pact = folder.write('pact.json', toSmallPact());
    await runCli(['pact', 'verify', pact, '--url', url, '--states-url', states.url]);
    const targets = mock.requests().map(({ request }) => request.target);
    expect(targets).toContain(
      `/v3/orgs/${elsewhere.org}/sales/commercial_transactions/${elsewhere.transaction}/contracts?limit=2&offset=2`,
    );
  });
});
