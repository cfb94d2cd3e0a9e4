import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMock } from '../../mock/index.ts';
import { sendBytes } from '../_socket.ts';
import { type Controlled, createControlled, documented, empty, toContract } from './_controlled.ts';

let stand: Controlled;
beforeAll(async () => {
  stand = await createControlled();
});
beforeEach(() => stand.mock.reset());
afterAll(() => stand.mock.close());

const get = (path: string, prefer: string) =>
  Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nPrefer: fault=${prefer}\r\n\r\n`);

describe('on the socket', () => {
  it('reset loses the connection without a reply', async () => {
    await expect(sendBytes(stand.url, get(documented, 'reset'))).rejects.toThrow('ECONNRESET');
  });

  it('empty closes it without a reply', async () => {
    const reply = await sendBytes(stand.url, get(documented, 'empty'));
    expect(reply.status).toBeNaN();
  });

  it('truncate ends the body in the middle', async () => {
    const reply = await sendBytes(stand.url, get(documented, 'truncate'));
    const length = Number(reply.fields.get('content-length'));
    expect(reply.body.length).toBe(Math.floor(length / 2));
    await expect(
      fetch(stand.url + documented, { headers: { Prefer: 'fault=truncate' } }).then((one) =>
        one.text(),
      ),
    ).rejects.toThrow();
  });

  it('garbage follows the head', async () => {
    const reply = await sendBytes(stand.url, get(documented, 'garbage'));
    expect(reply.status).toBe(200);
    expect(reply.body).toContain('no chunk of HTTP');
    await expect(
      fetch(stand.url + documented, { headers: { Prefer: 'fault=garbage' } }).then((one) =>
        one.text(),
      ),
    ).rejects.toThrow();
  });

  it('drip comes slowly, and whole', async () => {
    const start = performance.now();
    const response = await fetch(stand.url + documented, { headers: { Prefer: 'fault=drip' } });
    expect(await response.json()).toHaveLength(3);
    expect(performance.now() - start).toBeGreaterThan(1000);
  });

  it('malformed is whole HTTP and no JSON, and says so', async () => {
    const response = await fetch(stand.url + documented, {
      headers: { Prefer: 'fault=malformed' },
    });
    expect(response.headers.get('X-Mock-Findings')).toContain('damaged on purpose: malformed');
    await expect(response.json()).rejects.toThrow();
  });

  it('break is JSON that breaks the document, and says so', async () => {
    const response = await fetch(stand.url + documented, { headers: { Prefer: 'fault=break' } });
    expect(response.headers.get('X-Mock-Findings')).toContain('damaged on purpose: break');
    expect(await response.json()).not.toHaveProperty('0.id');
  });
});

describe('a fault', () => {
  it('hits one operation, skips, and ends', async () => {
    await stand.admin('POST /faults', {
      operation: 'addCommercialTransactionContract',
      skip: 1,
      times: 2,
      status: 500,
      code: 'DOWN',
    });
    const statuses: number[] = [];
    for (let index = 0; index < 4; index++) {
      statuses.push((await stand.call(`POST ${empty}`, toContract(`${index}`))).status);
    }
    expect(statuses).toEqual([201, 500, 500, 201]);
    expect((await stand.call(`GET ${empty}`)).status).toBe(200);
    expect((await stand.admin('GET /faults')).at('/0/hits')).toBe(2);
  });

  it('answers in the document’s own error, with Retry-After', async () => {
    await stand.admin('POST /faults', { status: 429, retryAfter: 7, code: 'SLOW_DOWN' });
    const answer = await stand.call(`GET ${empty}`);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('Retry-After')).toBe('7');
    expect(answer.at('/error/code')).toBe('SLOW_DOWN');
    expect(answer.headers.get('X-Mock-Findings')).toContain('"rule":"fault"');
  });

  it('changes nothing when it takes the call away', async () => {
    await stand.admin('POST /faults', { kind: 'reset' });
    await expect(stand.call(`POST ${empty}`, toContract('lost'))).rejects.toThrow();
    await stand.admin('DELETE /faults');
    expect((await stand.call(`GET ${empty}`)).json).toEqual([]);
  });

  it('is refused when it names no operation, and when it does nothing', async () => {
    const unknown = await stand.admin('POST /faults', { operation: 'listContracts', status: 500 });
    expect(unknown.status).toBe(404);
    expect(unknown.at('/detail')).toContain('Known:');
    expect((await stand.admin('POST /faults', { probability: 0.5 })).status).toBe(400);
    expect((await stand.admin('POST /faults', { status: 200 })).status).toBe(400);
  });

  it('can wait: a fixed time, a range, a distribution', async () => {
    for (const delay of [60, { uniform: [60, 80] }, { lognormal: { median: 60, sigma: 0.01 } }]) {
      await stand.admin('POST /faults', { name: 'slow', delay });
      const start = performance.now();
      expect((await stand.call(`GET ${empty}`)).status).toBe(200);
      expect(performance.now() - start).toBeGreaterThan(50);
    }
  });
});

it('replays a flaky run from its seed, byte for byte', async () => {
  const run = async (seed: number): Promise<string> => {
    const mock = await createMock({ seed, clock: '2025-03-01T12:00:00Z' });
    mock.use({ name: 'errors', probability: 0.1, status: 500 });
    mock.use({ name: 'resets', probability: 0.05, kind: 'reset' });
    const seen: string[] = [];
    for (let index = 0; index < 200; index++) {
      const request = new Request(`http://mock.test${documented}`);
      const text = await mock.handle(request).then(
        async (response) => `${response.status} ${await response.text()}`,
        (error: Error) => error.message,
      );
      seen.push(text);
    }
    return seen.join('\n');
  };
  const first = await run(7);
  expect(await run(7)).toBe(first);
  expect(await run(8)).not.toBe(first);
  expect(first).toContain('500 ');
  expect(first).toContain('fetch failed');
});
