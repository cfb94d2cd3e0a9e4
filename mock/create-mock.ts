import { randomBytes } from 'node:crypto';
import { createFixedClock, systemClock } from '../kernel/clock.ts';
import { isProblem } from '../kernel/problem.ts';
import { isLoopback } from './control/control.ts';
import { type ControlsOptions, createControls } from './controls.ts';
import { describeOperations, describeResources } from './describe.ts';
import { describeDocuments } from './describe-documents.ts';
import { createListener, type Listener } from './http/listener.ts';
import { createMiddleware } from './http/middleware.ts';
import { RequestReader } from './http/requests.ts';
import { loadMock } from './load.ts';
import type { Mock, MockSession } from './mock.ts';
import { defaultLimits, type MockOptions } from './options.ts';
import type { Session } from './session/session.ts';
import type { Sessions } from './session/sessions.ts';

/**
 * Makes a stand-in for the API that the documents describe. Rejects with `DocumentError` when a
 * document, overlay or scenario cannot be used.
 */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const limits = { ...defaultLimits, ...options.limits };
  const { clock = systemClock } = options;
  const time = typeof clock === 'string' ? createFixedClock(clock) : clock;
  let adminToken = options.adminToken;
  let current = options;
  const loading = { clock: time, limits, token: () => adminToken };
  let loaded = await loadMock(options, loading);
  const engine = () => loaded.engine;
  const adapter = { engine, reader: new RequestReader(), bodyLimit: limits.body };
  const listener = createListener({ ...adapter, limits });
  const shared = { ...adapter, scenarios: () => loaded.scenarios };
  const base = createControls({ ...shared, id: '', find: () => engine().sessions.base });
  let made = 0;
  return {
    ...base,
    get clock() {
      return base.clock;
    },
    get url() {
      return listener.url;
    },
    hasAdmin: options.admin !== false,
    get adminToken() {
      return adminToken;
    },
    get tokenPaths() {
      return engine().tokenPaths;
    },
    get documents() {
      return describeDocuments(loaded.engine, loaded.start);
    },
    get operations() {
      return describeOperations(loaded.engine, loaded.start);
    },
    get resources() {
      return describeResources(loaded.engine.apis);
    },
    get warnings() {
      return loaded.corners.all();
    },
    findWarnings: () => loaded.corners.search(),
    get files() {
      return loaded.files;
    },
    get counters() {
      return loaded.engine.counters;
    },
    listen({ port = 0, host = '127.0.0.1' } = {}) {
      // Whoever else can reach the server must not be able to steer it.
      if (!isLoopback(host)) adminToken ??= randomBytes(18).toString('base64url');
      return listener.listen({ port, host });
    },
    session(id = `session-${++made}`): MockSession {
      const find = () => open(engine().sessions, id);
      find();
      return toSession(
        id,
        { listener, close: () => engine().sessions.close(id) },
        {
          ...shared,
          id,
          find,
        },
      );
    },
    async reload(next = current) {
      const read = await loadMock(next, loading, () => loaded.engine);
      // Now, not when the reading began: nothing that was changed meanwhile is lost.
      read.engine.session.take(loaded.engine.session.state);
      loaded = read;
      current = next;
    },
    express: () => createMiddleware(adapter),
    close: () => listener.close(),
    [Symbol.asyncDispose]: () => listener.close(),
  };
}

function open(sessions: Sessions, id: string): Session {
  const session = sessions.open(id);
  if (isProblem(session)) throw new RangeError(session.detail);
  return session;
}

interface SessionPlace {
  readonly listener: Listener;
  readonly close: () => void;
}

function toSession(
  id: string,
  { listener, close }: SessionPlace,
  options: ControlsOptions,
): MockSession {
  const controls = createControls(options);
  return {
    ...controls,
    id,
    headers: { 'X-Mock-Session': id },
    get clock() {
      return controls.clock;
    },
    get url() {
      return `${listener.url}/__s/${id}`;
    },
    close: () => close(),
  };
}
