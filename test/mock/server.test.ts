import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../mock/index.ts';
import { contractsOf, fetchFrom, newContract, toIds } from '../support/shipped.ts';
import { openWire, toMessage, type Wire } from '../support/wire.ts';

const path = contractsOf('v3', 'empty');
const body = JSON.stringify(newContract);
const post = toMessage(`POST ${path}`, { body });
const get = toMessage(`GET ${path}`, {});

const open: { mock?: Mock; wires: Wire[] } = { wires: [] };
afterEach(async () => {
  for (const wire of open.wires.splice(0)) wire.destroy();
  await open.mock?.close();
});

async function start(options: MockOptions = {}): Promise<{ mock: Mock; wire: Wire }> {
  const mock = await createMock(options);
  open.mock = mock;
  await mock.listen();
  const wire = await openWire(mock.url);
  open.wires.push(wire);
  return { mock, wire };
}

/** Sends the head and half of the body, and waits until the server has begun to read it. */
async function sendHalf(wire: Wire): Promise<string> {
  const fields = { Expect: '100-continue' };
  const [head = ''] = toMessage(`POST ${path}`, { body, fields }).split(body);
  wire.send(head);
  await wire.until(/^HTTP\/1\.1 100 Continue/);
  wire.send(body.slice(0, 20));
  return body.slice(20);
}

async function measure(job: Promise<void>): Promise<number> {
  const begin = performance.now();
  await job;
  return performance.now() - begin;
}

describe('closing', () => {
  it('finishes what is in flight, lets nobody else in, and does not wait for more', async () => {
    const { mock, wire } = await start();
    const { url } = mock;
    const rest = await sendHalf(wire);
    let isClosed = false;
    const closing = mock.close().then(() => {
      isClosed = true;
    });
    await expect(fetch(url + path)).rejects.toThrow();
    expect(isClosed).toBe(false);
    wire.send(rest);
    expect(await wire.until(/HTTP\/1\.1 201/)).toContain(newContract.documents_contract_id);
    // Far below the five seconds for which Node keeps an idle connection.
    expect(await measure(closing)).toBeLessThan(1500);
  });

  it('does not wait for connections on which nothing is asked', async () => {
    const { mock, wire } = await start();
    const idle = await openWire(mock.url);
    open.wires.push(idle);
    wire.send(get);
    await wire.until(/\[\]$/);
    expect(await measure(mock.close())).toBeLessThan(1000);
    await Promise.all([wire.ended, idle.ended]);
  });

  it('loses patience with a client that never ends its request', async () => {
    const { mock, wire } = await start({ limits: { closeTimeout: 200 } });
    await sendHalf(wire);
    const time = await measure(mock.close());
    expect(time).toBeGreaterThan(150);
    expect(time).toBeLessThan(1500);
    expect(await wire.ended).not.toContain('HTTP/1.1 201');
  });
});

describe('a client', () => {
  it('that vanishes in the middle of its body changes nothing', async () => {
    const { mock, wire } = await start();
    await sendHalf(wire);
    wire.destroy();
    await wire.ended;
    expect((await fetchFrom(mock.url, `GET ${path}`)).json).toEqual([]);
    expect(mock.requests()).toHaveLength(1);
    expect(mock.counters.validated).toBe(mock.counters.sent);
  });

  it('that sends too much hears 413 before the end, and the connection is closed', async () => {
    const { mock, wire } = await start({ limits: { body: 1000 } });
    const fields = { 'Content-Length': '5000000' };
    wire.send(toMessage(`POST ${path}`, { body, fields }));
    const text = await wire.until(/"reference"/);
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(text).toMatch(/\r\nConnection: close\r\n/i);
    expect(text).toContain('1000 bytes');
    await wire.ended;
    expect((await fetchFrom(mock.url, `GET ${path}`)).json).toEqual([]);
  });

  it('that sends too much in chunks hears it as soon as it is too much', async () => {
    const { wire } = await start({ limits: { body: 1000 } });
    const fields = { 'Transfer-Encoding': 'chunked', 'Content-Type': 'application/json' };
    wire.send(toMessage(`POST ${path}`, { fields }));
    for (let count = 0; count < 4; count++) wire.send(`190\r\n${'x'.repeat(0x190)}\r\n`);
    expect(await wire.ended).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('that sends all of too much before it reads still reads why', async () => {
    const { mock } = await start({ limits: { body: 1000 } });
    const socket = connect(Number(new URL(mock.url).port), '127.0.0.1');
    const body = JSON.stringify('x'.repeat(5_000_000));
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.write(toMessage(`POST ${path}`, { body }), () => resolve());
    });
    const text = Buffer.concat(await socket.toArray()).toString();
    expect(text).toMatch(/^HTTP\/1\.1 413 [\s\S]*limits\.body/);
  });

  it('that sends just enough in chunks is answered', async () => {
    const { wire } = await start();
    const fields = { 'Transfer-Encoding': 'chunked', 'Content-Type': 'application/json' };
    wire.send(toMessage(`POST ${path}`, { fields }));
    for (const char of body) wire.send(`1\r\n${char}\r\n`);
    wire.send('0\r\n\r\n');
    expect(await wire.until(/"last_updated_user"/)).toMatch(/^HTTP\/1\.1 201 /);
  });

  it('that does not wait for replies gets them in order', async () => {
    const { wire } = await start();
    wire.send(post + get + toMessage('GET /nowhere', { fields: { Connection: 'close' } }));
    const text = await wire.ended;
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 201', 'HTTP/1.1 200', 'HTTP/1.1 404']);
    expect(text.match(/"documents_contract_id":"doc-1"/g)).toHaveLength(2);
  });

  it('that asks much in one breath waits, and another in between is answered', async () => {
    const { mock, wire } = await start();
    const other = await openWire(mock.url);
    open.wires.push(other);
    wire.send(get.repeat(200) + toMessage('GET /last', { fields: { Connection: 'close' } }));
    other.send(toMessage('GET /other', {}));
    await other.until(/^HTTP\/1\.1 404 /);
    expect((await wire.ended).match(/HTTP\/1\.1 200/g)).toHaveLength(200);
    const targets = mock.requests().map(({ request }) => request.target);
    expect(targets).toHaveLength(202);
    expect(targets.indexOf('/other')).toBeLessThan(targets.indexOf('/last'));
  });

  it('that asks much in one breath and goes away leaves nothing to be done', async () => {
    const { mock, wire } = await start();
    const slow = toMessage(`GET ${path}?__delay=60000`, {});
    wire.send(slow + post);
    await expect.poll(() => mock.requests()).toHaveLength(1);
    wire.destroy();
    await mock.close();
    expect(mock.requests()).toHaveLength(1);
  });

  it('that does not ask again in time may have to come again', async () => {
    const { wire } = await start({ limits: { keepAliveTimeout: 50 } });
    wire.send(get);
    expect(await wire.ended).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('that is one too many is told so, and may come when another has gone', async () => {
    const { mock, wire } = await start({ limits: { connections: 1 } });
    const second = await openWire(mock.url);
    open.wires.push(second);
    second.send(post);
    const text = await second.ended;
    expect(text).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
    expect(text).toMatch(/\r\nConnection: close\r\n/);
    expect(text).toMatch(/"message":"There are 1 connections already/);
    wire.send(toMessage(`GET ${path}`, { fields: { Connection: 'close' } }));
    expect(await wire.ended).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n\[\]$/);
    expect((await fetchFrom(mock.url, `GET ${path}`)).json).toEqual([]);
  });

  it('that was let in when another had gone is not sent away for one who came later', async () => {
    const { mock, wire } = await start({ limits: { connections: 1 } });
    const second = await openWire(mock.url);
    open.wires.push(second);
    wire.send(toMessage(`GET ${path}`, { fields: { Connection: 'close' } }));
    await wire.ended;
    second.send(get);
    await second.until(/^HTTP\/1\.1 200 /);
    const third = await openWire(mock.url);
    open.wires.push(third);
    third.send(get);
    expect(await third.ended).toMatch(/^HTTP\/1\.1 503 /);
    second.send(get);
    await second.until(/HTTP\/1\.1 200 [\s\S]*HTTP\/1\.1 200 /);
  });

  it('that keeps its connection may use it after an error', async () => {
    const { wire } = await start();
    wire.send(toMessage(`POST ${path}`, { body: '{"oops' }));
    await wire.until(/^HTTP\/1\.1 400 /);
    wire.send(post);
    expect(await wire.until(/HTTP\/1\.1 201 /)).not.toMatch(/Connection: close/i);
  });

  it('is not alone: 200 at once are all heard, each once', async () => {
    // On a busy machine a connection may wait for its turn: one that is told 408 would count.
    const limits = { requestTimeout: 120_000, headersTimeout: 120_000 };
    const { mock } = await start({ limits });
    const made = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        fetchFrom(mock.url, `POST ${path}`, {
          body: { ...newContract, documents_contract_id: `doc-${index}` },
        }),
      ),
    );
    expect(made.filter(({ status }) => status !== 201)).toEqual([]);
    const list = await fetchFrom(mock.url, `GET ${path}?limit=1000`);
    expect(new Set(toIds(list.json)).size).toBe(200);
    expect(new Set(toIds(made.map(({ json }) => json ?? null)))).toEqual(new Set(toIds(list.json)));
    expect(mock.counters).toEqual({ validated: 201, sent: 201 });
  });
});

describe('what is no request', () => {
  it.each([
    ['other bytes', 'hello\r\n\r\n', 400],
    ['no line end in sight', `GET /${'x'.repeat(20_000)}`, 431],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['two hosts', 'GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n', 400],
    ['too many fields', toMessage('GET /', { fields: { 'X-Long': 'x'.repeat(20_000) } }), 431],
  ])('%s: the answer is an error in the form of the document', async (_, bytes, status) => {
    const { mock, wire } = await start();
    wire.send(bytes);
    const text = await wire.ended;
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [A-Z]`));
    expect(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).toHaveProperty('error.message');
    expect(mock.counters).toEqual({ validated: 1, sent: 1 });
  });

  it('a request that does not end in time is told so', async () => {
    const limits = { requestTimeout: 300, headersTimeout: 300 };
    const { wire } = await start({ limits });
    wire.send('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf');
    expect(await wire.ended).toMatch(/^HTTP\/1\.1 408 Request Timeout/);
  });
});
