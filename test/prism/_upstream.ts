import { once } from 'node:events';
import { createServer } from 'node:http';
import { loadScenario } from '../../fixtures/scenario.ts';
import { getShippedDocuments, getShippedScenario } from '../../fixtures/shipped.ts';
import { systemClock } from '../../kernel/clock.ts';
import { type Behaviours, behaviours } from '../../mock/compile.ts';
import { createEngine, type Engine } from '../../mock/engine.ts';
import type { Behaviour } from '../../mock/exchange/model.ts';
import { createMiddleware } from '../../mock/http/middleware.ts';
import { RequestReader } from '../../mock/http/requests.ts';
import { loadDocument } from '../../spec/load.ts';

/** What a server that breaks its document says, whatever it is asked. */
export interface Lie {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

/** A server that can be told to fail, and to lie. */
export interface Upstream {
  readonly url: string;
  /** How many exchanges reached it. */
  readonly count: () => number;
  /** Runs a job during which each operation fails with the 500 of the document. */
  failing<Result>(job: () => Promise<Result>): Promise<Result>;
  /** Runs a job during which every request is answered with a lie. */
  lying<Result>(lie: Lie, job: () => Promise<Result>): Promise<Result>;
  close(): void;
}

/** Serves the shipped documents, from the engine that users get. */
export async function startUpstream(): Promise<Upstream> {
  const [sound, broken] = [await createServing(), await createServing(failures)];
  const now: { engine: Engine; lie: Lie | undefined } = { engine: sound, lie: undefined };
  let count = 0;
  const serve = createMiddleware({
    engine: () => now.engine,
    reader: new RequestReader(),
    bodyLimit: 1024 * 1024,
  });
  const server = createServer((request, response) => {
    count += 1;
    const { lie } = now;
    if (!lie) return serve(request, response, () => response.destroy());
    const { status, type = 'application/json', body } = lie;
    return response.writeHead(status, { 'Content-Type': type }).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    count: () => count,
    async failing(job) {
      now.engine = broken;
      return job().finally(() => {
        now.engine = sound;
      });
    },
    async lying(lie, job) {
      now.lie = lie;
      return job().finally(() => {
        now.lie = undefined;
      });
    },
    close: () => void server.close(),
  };
}

function fail(name: Behaviour['name']): Behaviour {
  return {
    name,
    run: () => {
      throw new Error('planted');
    },
  };
}

const failures: Behaviours = {
  ...behaviours,
  list: fail('list'),
  read: fail('read'),
  create: fail('create'),
};

async function createServing(use: Behaviours = behaviours): Promise<Engine> {
  return createEngine({
    documents: await Promise.all(getShippedDocuments().map((path) => loadDocument(path))),
    scenario: await loadScenario(getShippedScenario()),
    ...{ seed: '1', clock: systemClock, cors: true },
    limits: { journal: 10, sessions: 10, sessionLifetime: 60_000 },
    behaviours: use,
  });
}
