import { once } from 'node:events';
import { createServer } from 'node:http';
import express, { type Express, type RequestHandler } from 'express';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createMock } from '../../mock/index.ts';
import { contractsOf, fetchFrom, newContract, toId, toIds } from '../support/shipped.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** The URL of an application that listens until it is closed. */
async function open(app: Express): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  return { url: `http://127.0.0.1:${address.port}`, close: () => void server.close() };
}

/** The URL of an application that listens until the test ends. */
async function serve(app: Express): Promise<string> {
  const { url, close } = await open(app);
  closers.push(close);
  return url;
}

const path = contractsOf('v2', 'empty');

describe('in an application of somebody else', () => {
  it('answers what a path template matches, and passes on the rest', async () => {
    const mock = await createMock();
    const app = express();
    app.use('/api', mock.express());
    app.use('/api', (request, response) => void response.status(418).send(request.path));
    const url = await serve(app);
    expect((await fetchFrom(url, `GET /api${path}`)).json).toEqual([]);
    const passed = await fetchFrom(url, 'GET /api/v2/elsewhere?x=1');
    expect([passed.status, passed.text]).toEqual([418, '/v2/elsewhere']);
    expect((await fetchFrom(url, `GET ${path}`)).status).toBe(404);
    expect(mock.requests()).toHaveLength(1);
  });

  it('says with 201 where the item is, as the client sees it', async () => {
    const mock = await createMock();
    const app = express();
    app.use('/api', mock.express());
    const url = await serve(app);
    const made = await fetchFrom(url, `POST /api${path}`, { body: newContract });
    const location = made.headers.get('Location');
    expect(location).toBe(`/api${path}/${toId(made.json)}`);
    expect((await fetchFrom(url, `GET ${location}`)).json).toEqual(made.json);
  });

  it('answers the wrong method itself, and does not pass it on', async () => {
    const app = express();
    app.use((await createMock()).express());
    const { status, headers } = await fetchFrom(await serve(app), `DELETE ${path}`);
    expect(status).toBe(405);
    expect(headers.get('Allow')).toBe('GET, HEAD, OPTIONS, POST');
  });

  it('has its state to itself and hands its own limits on', async () => {
    const [one, other] = await Promise.all([createMock({ limits: { body: 50 } }), createMock()]);
    const app = express();
    app.use('/one', one.express());
    app.use('/other', other.express());
    const url = await serve(app);
    expect((await fetchFrom(url, `POST /one${path}`, { body: newContract })).status).toBe(413);
    expect((await fetchFrom(url, `POST /other${path}`, { body: newContract })).status).toBe(201);
    expect(toIds((await fetchFrom(url, `GET /one${path}`)).json)).toHaveLength(0);
    expect(toIds((await fetchFrom(url, `GET /other${path}`)).json)).toHaveLength(1);
  });
});

const parsers: readonly (readonly [string, RequestHandler | undefined])[] = [
  ['no parser', undefined],
  ['express.json()', express.json()],
  ['express.json({ strict: false })', express.json({ strict: false })],
  ['express.text()', express.text({ type: '*/*' })],
  ['express.raw()', express.raw({ type: '*/*' })],
  ['express.urlencoded()', express.urlencoded()],
];

describe.each(parsers)('behind %s', (_, parser) => {
  let url = '';
  let close = () => {};
  beforeAll(async () => {
    const app = express();
    if (parser) app.use(parser);
    app.use((await createMock()).express());
    ({ url, close } = await open(app));
  });
  afterAll(() => close());

  it('a body is read', async () => {
    const { status, json } = await fetchFrom(url, `POST ${path}`, { body: newContract });
    expect(status).toBe(201);
    expect(json).toMatchObject(newContract);
  });

  it('a body that breaks the document is refused', async () => {
    const body = { ...newContract, documents_owner_id: 1 };
    const { status, text } = await fetchFrom(url, `POST ${path}`, { body });
    expect(status).toBe(400);
    expect(text).toContain('/documents_owner_id');
  });

  it('a body that is missing is told to be missing', async () => {
    const { status, text } = await fetchFrom(url, `POST ${path}`);
    expect(status).toBe(400);
    expect(text).toContain('The body is missing');
  });

  it('a request without a body is answered', async () => {
    const list = `GET ${contractsOf('v2', 'documented')}`;
    expect(toIds((await fetchFrom(url, list)).json)).toHaveLength(3);
  });
});
