import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMock, type Mock } from '../../mock/index.ts';
import { runCli } from '../cli/_cli.ts';
import { consumer, pacts } from './_consumer.ts';

describe('the mock keeps the pact of', () => {
  let mock: Mock;
  let url: string;

  beforeAll(async () => {
    mock = await createMock();
    url = await mock.listen();
  });
  afterAll(() => mock.close());

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
});
