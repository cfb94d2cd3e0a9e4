import { fileURLToPath } from 'node:url';
import { beforeEach, expect, it } from 'vitest';
import type { JsonObject } from '../../../kernel/json.ts';
import { createMock } from '../../../mock/index.ts';

const documents = fileURLToPath(new URL('../../documents/payments.yaml', import.meta.url));
const mock = await createMock({ documents, clock: '2025-03-01T12:00:00Z' });
beforeEach(() => mock.reset());

type Target = Pick<typeof mock, 'handle'>;

/** Pays under a key; answers the id of the payment and whether it was replayed. */
async function pay(key: string, on: Target = mock, amount = 3) {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
  const body = JSON.stringify({ amount });
  const request = new Request('http://pay.test/payments', { method: 'POST', headers, body });
  const response = await on.handle(request);
  const { id }: JsonObject = JSON.parse(await response.text());
  return { status: response.status, id, isReplay: response.headers.has('Idempotent-Replayed') };
}

async function control(start: string) {
  const [method = '', path = ''] = start.split(' ');
  const url = `http://127.0.0.1/__admin${path}`;
  const response = await mock.handle(new Request(url, { method, headers: { Host: '127.0.0.1' } }));
  expect(response.status).toBeLessThan(300);
}

it('a key is forgotten a day later, by the clock', async () => {
  const first = await pay('a');
  mock.clock.advance(86_399_000);
  expect(await pay('a')).toEqual({ ...first, isReplay: true });
  mock.clock.advance(1000);
  const next = await pay('a');
  expect(next).toMatchObject({ status: 201, isReplay: false });
  expect(next.id).not.toBe(first.id);
  expect(await pay('a')).toEqual({ ...next, isReplay: true });
});

it('a reset forgets every key', async () => {
  const first = await pay('a');
  mock.reset();
  expect(await pay('a')).toEqual(first);
});

it('a snapshot remembers keys with the state they belong to', async () => {
  const snapshot = new Request('http://127.0.0.1/__admin/snapshots', {
    method: 'POST',
    headers: { Host: '127.0.0.1', 'Content-Type': 'application/json' },
    body: '{"name":"before"}',
  });
  expect((await mock.handle(snapshot)).status).toBeLessThan(300);
  const first = await pay('a');
  expect((await pay('a')).isReplay).toBe(true);
  await control('POST /snapshots/before/restore');
  expect(await pay('a')).toEqual(first);
});

it('a session knows the keys of the base it began with, and none that came later', async () => {
  const shared = await pay('shared');
  const session = mock.session('one');
  expect(await pay('shared', session)).toEqual({ ...shared, isReplay: true });
  await pay('own', session);
  expect((await pay('own')).isReplay).toBe(false);
  session.close();
});

it('a thousand keys are remembered, the oldest is forgotten', async () => {
  await pay('first');
  for (let index = 0; index < 999; index++) await pay(`key-${index}`);
  expect((await pay('first')).isReplay).toBe(true);
  await pay('one-more');
  expect((await pay('first')).isReplay).toBe(false);
  expect((await pay('key-5')).isReplay).toBe(true);
});

it('a call that a fault stopped was not made', async () => {
  const heal = mock.use({ operation: 'POST /payments', status: 503 });
  expect((await pay('a')).status).toBe(503);
  heal();
  expect(await pay('a')).toMatchObject({ status: 201, isReplay: false });
});
