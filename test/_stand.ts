import { fileURLToPath } from 'node:url';
import { loadScenario } from '../fixtures/scenario.ts';
import { getOAuthDocument, getShippedDocuments, getShippedScenario } from '../fixtures/shipped.ts';
import { createFixedClock } from '../kernel/clock.ts';
import { type HttpRequest, toFields } from '../kernel/http.ts';
import { createEngine, type Engine } from '../mock/engine.ts';
import { toVerificationKey } from '../mock/exchange/authorise.ts';
import { RequestReader } from '../mock/http/requests.ts';
import { startServer } from '../mock/http/server.ts';
import { loadDocument, readDocument } from '../spec/load.ts';
import type { CaseStep } from './_case.ts';
import { sendBytes, type WireResponse } from './_socket.ts';

/** Settings a case may make. */
export type Settings = Readonly<Record<string, string>>;

const bodyLimit = 64 * 1024;

/** An engine as a case asks for it: `documents`, `scenario`, `clock`, `seed`, `cors`, `jwt-key`, `ids`. */
export async function createStand(settings: Settings): Promise<Engine> {
  const named = settings.documents?.split(/\s+/).map((name) => at(`./documents/${name}`));
  const documents = await Promise.all(
    (named ?? getShippedDocuments()).map((path) => loadDocument(path)),
  );
  const path = settings.scenario ? at(`./documents/${settings.scenario}`) : undefined;
  const scenario = path ?? (named ? undefined : getShippedScenario());
  const clock = createFixedClock(settings.clock ?? '2025-03-01T12:00:00Z');
  const key = settings['jwt-key'];
  return createEngine({
    documents,
    ...(scenario && { scenario: await loadScenario(scenario) }),
    seed: settings.seed ?? '1',
    imagine: settings.ids === 'any',
    clock,
    cors: settings.cors !== 'off',
    ...(key && { key: toVerificationKey(key) }),
    tokens: () => readDocument(getOAuthDocument()),
    limits: { journal: 100, sessions: 10, sessionLifetime: 60_000 },
  });
}

function at(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** Answers a step without a socket. */
export function askEngine(engine: Engine, step: CaseStep): WireResponse {
  const { method, target, fields, body } = step;
  const request: HttpRequest = {
    method,
    target,
    fields: toFields(fields),
    body:
      body.length > bodyLimit
        ? { kind: 'too-large', limit: bodyLimit }
        : { kind: 'bytes', bytes: body },
  };
  const response = engine.exchange(request);
  return {
    status: response.status,
    fields: new Map(Object.entries(toFields(response.fields))),
    body: response.body === undefined ? '' : Buffer.from(response.body).toString('utf8'),
  };
}

/** A real server for an engine, with short limits so that time-outs can be waited for. */
export function serveEngine(engine: Engine) {
  const limits = {
    requestTimeout: 1500,
    headersTimeout: 1000,
    headerSize: 16384,
    connections: 100,
    keepAliveTimeout: 5000,
    closeTimeout: 2000,
  };
  return startServer(
    { engine: () => engine, reader: new RequestReader(), bodyLimit, limits },
    { port: 0, host: '127.0.0.1' },
  );
}

/** Answers a step over a socket, byte for byte as the case writes it. */
export function askServer(url: string, step: CaseStep, settings: Settings): Promise<WireResponse> {
  const { method, target, fields, body } = step;
  const names = new Set(fields.map(([name]) => name.toLowerCase()));
  const more: [string, string][] = [
    ['Host', new URL(url).host],
    ['Connection', 'close'],
  ];
  if (body.length > 0 && !names.has('transfer-encoding'))
    more.push(['Content-Length', String(body.length)]);
  const all = [...fields, ...more.filter(([name]) => !names.has(name.toLowerCase()))];
  const head = [`${method} ${target} HTTP/1.1`, ...all.map(([name, value]) => `${name}: ${value}`)];
  const bytes = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
  return sendBytes(url, bytes, { half: settings.half === 'yes' });
}
