import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createMock } from '../../mock/index.ts';
import { pets } from '../support/pets.ts';
import { contractsOf, fetchFrom } from '../support/shipped.ts';

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1');

describe('listening', () => {
  it('gives the URL, and the property too', async () => {
    await using mock = await createMock();
    const url = await mock.listen();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(mock.url).toBe(url);
    expect((await fetchFrom(url, `GET ${contractsOf('v3', 'empty')}`)).json).toEqual([]);
  });

  it('has no URL before it began and after it ended', async () => {
    const mock = await createMock({ documents: pets });
    expect(() => mock.url).toThrow(/does not listen/);
    await mock.listen();
    await mock.close();
    expect(() => mock.url).toThrow(/does not listen/);
    await mock.close();
  });

  it('is possible once at a time, even when asked in one breath', async () => {
    await using mock = await createMock({ documents: pets });
    const [first, second] = await Promise.allSettled([mock.listen(), mock.listen()]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ reason: { message: expect.stringMatching(/listens already/) } });
    await expect(mock.listen()).rejects.toThrow(mock.url);
    await mock.close();
    expect(await mock.listen()).toMatch(/^http/);
  });

  it('fails with the reason of the system, and may be tried again', async () => {
    await using first = await createMock({ documents: pets });
    await using second = await createMock({ documents: pets });
    const port = Number(new URL(await first.listen()).port);
    await expect(second.listen({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(await second.listen()).not.toBe(first.url);
  });

  it.runIf(hasIpv6)('works on another address', async () => {
    await using mock = await createMock({ documents: pets });
    const url = await mock.listen({ host: '::1' });
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetchFrom(url, 'GET /pets')).status).toBe(200);
  });

  it('ends when it is closed before it has begun', async () => {
    const mock = await createMock({ documents: pets });
    const listening = mock.listen();
    await mock.close();
    await expect(fetch(await listening)).rejects.toThrow();
    expect(() => mock.url).toThrow(/does not listen/);
  });

  it('ends with the block it was used in', async () => {
    let url = '';
    {
      await using mock = await createMock({ documents: pets });
      url = await mock.listen();
    }
    await expect(fetch(url)).rejects.toThrow();
  });
});
