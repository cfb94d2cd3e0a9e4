import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../fixtures/scenario.ts';
import { getShippedDocuments, getShippedScenario } from '../../fixtures/shipped.ts';
import { createFixedClock } from '../../kernel/clock.ts';
import { toFields } from '../../kernel/http.ts';
import type { Json } from '../../kernel/json.ts';
import { create } from '../../mock/behaviour/create.ts';
import { type Behaviours, behaviours } from '../../mock/compile.ts';
import { createEngine, type Engine } from '../../mock/engine.ts';
import type { Behaviour, Reply } from '../../mock/exchange/model.ts';
import { type DocumentInput, loadDocument } from '../../spec/load.ts';
import { serveEngine } from '../_stand.ts';
import { pets } from '../support/pets.ts';
import { contractsOf, fetchFrom, newContract } from '../support/shipped.ts';

async function build(broken: Partial<Behaviours>, input?: DocumentInput): Promise<Engine> {
  const inputs = input === undefined ? getShippedDocuments() : [input];
  const clock = createFixedClock('2025-03-01T12:00:00Z');
  return createEngine({
    documents: await Promise.all(inputs.map((one) => loadDocument(one))),
    ...(input === undefined && { scenario: await loadScenario(getShippedScenario()) }),
    ...{
      seed: '1',
      clock,
      cors: true,
      limits: { journal: 10, sessions: 10, sessionLifetime: 60_000 },
    },
    behaviours: { ...behaviours, ...broken },
  });
}

function send(engine: Engine, start: string, body?: Json) {
  const [method = '', target = ''] = start.split(' ');
  const fields = toFields([
    ['Authorization', 'Bearer opaque'],
    ['Content-Type', 'application/json'],
  ]);
  const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body));
  const { status, ...response } = engine.exchange({
    ...{ method, target, fields },
    body: { kind: 'bytes', bytes },
  });
  const text = Buffer.from(response.body ?? '').toString();
  return { status, text, fields: new Map(response.fields) };
}

/** A create that does its work and then answers something else. */
function createThen(answer: (reply: Reply) => Reply): Behaviour {
  return {
    name: 'create',
    run(call, transaction) {
      const reply = create.run(call, transaction);
      return 'code' in reply ? reply : answer(reply);
    },
  };
}

const withValue = (change: (value: Json) => Json) =>
  createThen((reply) => {
    const { mediaType = '', value = null } = reply.content ?? {};
    return { ...reply, content: { mediaType, value: change(value) } };
  });
const withMembers = (members: Json) => withValue((value) => Object.assign({}, value, members));

const anyError = {
  mediaType: 'application/json',
  value: { error: { code: 'ANY', message: 'Any error.', reference: 'https://example.com/errors' } },
};

const planted: readonly (readonly [string, Behaviour, rule: string])[] = [
  ['a property of the wrong type', withMembers({ documents_owner_id: 2357893 }), 'type'],
  ['a date that is none', withMembers({ creation_date: 'yesterday' }), 'format'],
  ['a missing property', withValue(() => newContract), 'required'],
  ['a list instead of an item', withValue((value) => [value]), 'type'],
  ['null', withValue(() => null), 'type'],
  ['no body', createThen(({ status, fields }) => ({ status, fields })), 'content'],
  ['an item under an error status', createThen((reply) => ({ ...reply, status: 409 })), 'required'],
  [
    'another media type',
    createThen((reply) => ({ ...reply, content: { mediaType: 'text/html', value: 'Made!' } })),
    'content',
  ],
  [
    'a status that is none',
    createThen(() => ({ status: 42, fields: [], content: anyError })),
    'status',
  ],
  [
    'an interim status',
    createThen(() => ({ status: 103, fields: [], content: anyError })),
    'status',
  ],
];

describe('a reply that breaks the document', () => {
  it.each(planted)('%s is withheld, and nothing changes', async (_, broken, rule) => {
    const engine = await build({ create: broken });
    for (const version of ['v2', 'v3'] as const) {
      const path = contractsOf(version, 'documented');
      const before = send(engine, `GET ${path}`).text;
      const state = engine.session.state;
      const { status, text, fields } = send(engine, `POST ${path}`, newContract);
      expect(status).toBe(500);
      expect(JSON.parse(text)).toEqual({
        error: {
          code: 'INTERNAL_SERVER_ERROR',
          message: expect.stringContaining('The reply would have broken the document'),
          reference: expect.stringMatching(/^https:/),
        },
      });
      expect(JSON.parse(fields.get('X-Mock-Findings') ?? '')).toMatchObject([{ rule }]);
      expect(engine.session.state).toBe(state);
      expect(send(engine, `GET ${path}`).text).toBe(before);
    }
    expect(engine.session.journal.list().map(({ problem }) => problem?.code)).toEqual([
      ...[undefined, 'response-invalid', undefined],
      ...[undefined, 'response-invalid', undefined],
    ]);
    expect(engine.counters).toEqual({ validated: 6, sent: 6 });
  });

  it('a status that is not declared is named with those that are', async () => {
    const read: Behaviour = { name: 'read', run: () => ({ status: 202, fields: [] }) };
    const { status, text } = send(await build({ read }, pets), 'GET /pets/1');
    expect(status).toBe(500);
    expect(JSON.parse(text).message).toContain(
      'The status 202 is not declared; declared are 200, 404, 500.',
    );
  });

  it('a required field that was forgotten is added, one that is wrong is not let out', async () => {
    const content = { mediaType: 'application/json', value: [] };
    const forgets: Behaviour = { name: 'list', run: () => ({ status: 200, fields: [], content }) };
    const added = send(await build({ list: forgets }, pets), 'GET /pets');
    expect([added.status, Number(added.fields.get('X-Quota'))]).toEqual([200, expect.any(Number)]);
    const fields = [['x-quota', 'many']] as const;
    const lies: Behaviour = { name: 'list', run: () => ({ status: 200, fields, content }) };
    const withheld = send(await build({ list: lies }, pets), 'GET /pets');
    expect(withheld.status).toBe(500);
    expect(withheld.text).toContain('The header field X-Quota');
  });

  it('a required field that nothing fits cannot be made up: the reply is impossible', async () => {
    const get = pets.paths['/pets'].get;
    const headers = { 'X-Trace': { required: true, schema: { not: {} } } };
    const responses = { ...get.responses, 200: { ...get.responses[200], headers } };
    const path = { ...pets.paths['/pets'], get: { ...get, responses } };
    const document = { ...pets, paths: { ...pets.paths, '/pets': path } };
    const { status, text } = send(await build({}, document), 'GET /pets');
    expect(status).toBe(501);
    expect(text).toContain('The header field X-Trace is missing, but it is required.');
  });

  it('where the document has no form for errors, problem details tell of it', async () => {
    const { '/weather': weather } = pets.paths;
    const document = { ...pets, paths: { '/weather': weather }, components: {} };
    const fixed: Behaviour = { name: 'static', run: () => ({ status: 204, fields: [] }) };
    const engine = await build({ static: fixed }, document);
    const { status, text, fields } = send(engine, 'GET /weather?city=Vigo');
    expect(status).toBe(500);
    expect(fields.get('Content-Type')).toBe('application/problem+json');
    expect(JSON.parse(text)).toMatchObject({ status: 500, title: 'Internal Server Error' });
  });
});

describe('a behaviour that throws', () => {
  const thrown: readonly (readonly [string, () => never])[] = [
    [
      'an error',
      () => {
        throw new TypeError('x is not a function');
      },
    ],
    [
      'a text',
      () => {
        throw 'x is not a function';
      },
    ],
  ];

  it.each(thrown)(
    '%s, after it has written, becomes a 500 and changes nothing',
    async (_, fail) => {
      const broken: Behaviour = {
        name: 'create',
        run(call, transaction) {
          create.run(call, transaction);
          return fail();
        },
      };
      const engine = await build({ create: broken });
      const path = contractsOf('v2', 'empty');
      const { status, text, fields } = send(engine, `POST ${path}`, newContract);
      expect(status).toBe(500);
      expect(JSON.parse(text)).toMatchObject({
        error: {
          code: 'INTERNAL_SERVER_ERROR',
          message: expect.stringContaining('x is not a function'),
        },
      });
      expect(JSON.parse(fields.get('X-Mock-Findings') ?? '')).toMatchObject([
        { rule: 'behaviour' },
      ]);
      expect(text).not.toMatch(/\n|\.ts|node_modules/);
      expect(send(engine, `GET ${path}`).text).toBe('[]');
    },
  );

  it('does not end the connection, and shows no stack over the wire', async () => {
    const engine = await build({
      create: {
        name: 'create',
        run: () => {
          throw new Error('Oh');
        },
      },
    });
    const server = await serveEngine(engine);
    try {
      const path = contractsOf('v3', 'empty');
      const failed = await fetchFrom(server.url, `POST ${path}`, { body: newContract });
      expect(failed.status).toBe(500);
      expect(failed.text).toContain('Oh');
      expect(failed.text).not.toContain('planted-bug');
      expect((await fetchFrom(server.url, `GET ${path}`)).json).toEqual([]);
    } finally {
      await server.close();
    }
  });
});
