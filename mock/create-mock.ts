import { resolve } from 'node:path';
import { loadScenario, type Scenario } from '../fixtures/scenario.ts';
import { getShippedDocuments, getShippedScenario } from '../fixtures/shipped.ts';
import { type Clock, createFixedClock, systemClock } from '../kernel/clock.ts';
import { checkDocument } from '../spec/check.ts';
import type { DocumentFault } from '../spec/fault.ts';
import { type DocumentInput, loadDocument } from '../spec/load.ts';
import {
  describeOperations,
  describeResources,
  type OperationInfo,
  type ResourceInfo,
} from './describe.ts';
import { createEngine, type Engine } from './engine.ts';
import { toVerificationKey } from './exchange/authorise.ts';
import type { Exchange } from './exchange/journal.ts';
import { createMiddleware, type Middleware } from './http/express.ts';
import { createListener } from './http/listener.ts';
import type { ServerLimits } from './http/server.ts';
import { fromWeb, toWeb } from './http/web.ts';

/** What a mock is made of. Everything has a default. */
export interface MockOptions {
  /** Paths, `file:` URLs or documents as values; without any, the two that ship. */
  readonly documents?: DocumentInput | readonly DocumentInput[];
  /** Overlay files for every document, beyond the one that stands beside each. */
  readonly overlays?: readonly string[];
  /** The path of a scenario file. Without one, collections get examples and generated items. */
  readonly scenario?: string;
  /** The same seed gives the same data. Default 1. */
  readonly seed?: string | number;
  /** The time of day: a clock, or a fixed instant as RFC 3339 text. Default: the machine's. */
  readonly clock?: Clock | string;
  /** Lets pages of other origins in. Default true. */
  readonly cors?: boolean;
  /** A public key or certificate (PEM): bearer tokens must then be JWTs signed with it (RS256). */
  readonly jwtKey?: string;
  readonly limits?: Partial<MockLimits>;
  /** Told of every finished exchange. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/** Limits in bytes, milliseconds and pieces. */
export interface MockLimits extends ServerLimits {
  /** The largest request body. Default 1 MiB. */
  readonly body: number;
  /** How many exchanges the journal keeps. Default 1000. */
  readonly journal: number;
}

/** Where to listen. */
export interface ListenOptions {
  /** 0 takes any free port. Default 0. */
  readonly port?: number;
  /** Default 127.0.0.1: nobody but this machine. */
  readonly host?: string;
}

/** A running stand-in. */
export interface Mock {
  /** Where it listens; throws when it does not. */
  readonly url: string;
  readonly operations: readonly OperationInfo[];
  readonly resources: readonly ResourceInfo[];
  /** Odd corners of the documents that do not stop it. */
  readonly warnings: readonly DocumentFault[];
  /** The files it was made of. */
  readonly files: readonly string[];
  /** Responses validated and sent since the start or the last reload: always equal. */
  readonly counters: { readonly validated: number; readonly sent: number };
  /** Answers a request without a socket. */
  handle(request: Request): Promise<Response>;
  /** Starts listening and gives the URL. */
  listen(options?: ListenOptions): Promise<string>;
  /** Puts the state back to what it was at the start. */
  reset(): void;
  /** Reads the files again and keeps the state. Rejects, and goes on as before, when they are bad. */
  reload(): Promise<void>;
  /** Express middleware: answers what a path template matches, passes on the rest. */
  express(): Middleware;
  /** The last exchanges, oldest first. */
  requests(): readonly Exchange[];
  /** Finishes what is in flight and stops listening. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const defaults: MockLimits = {
  body: 1024 * 1024,
  journal: 1000,
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  headerSize: 16 * 1024,
  closeTimeout: 10_000,
};

/**
 * Makes a stand-in for the API that the documents describe. Rejects with `DocumentError` when a
 * document, overlay or scenario cannot be used.
 */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const limits = { ...defaults, ...options.limits };
  const { clock = systemClock } = options;
  const fixed = typeof clock === 'string' ? createFixedClock(clock) : clock;
  let loaded = await load(options, { clock: fixed, limits });
  const adapter = { engine: () => loaded.engine, bodyLimit: limits.body };
  const listener = createListener({ ...adapter, limits });
  const mock: Mock = {
    get url() {
      return listener.url;
    },
    get operations() {
      return describeOperations(loaded.engine, loaded.scenario);
    },
    get resources() {
      return describeResources(loaded.engine);
    },
    get warnings() {
      return loaded.warnings;
    },
    get files() {
      return loaded.files;
    },
    get counters() {
      return loaded.engine.counters;
    },
    handle: async (request) => toWeb(loaded.engine.exchange(await fromWeb(request, limits.body))),
    listen: ({ port = 0, host = '127.0.0.1' } = {}) => listener.listen({ port, host }),
    reset: () => loaded.engine.session.reset(),
    async reload() {
      loaded = await load(options, { clock: fixed, limits }, () => loaded.engine);
    },
    express: () => createMiddleware(adapter),
    requests: () => loaded.engine.journal.list(),
    close: () => listener.close(),
    [Symbol.asyncDispose]: () => mock.close(),
  };
  return mock;
}

interface Loaded {
  readonly engine: Engine;
  readonly scenario?: Scenario;
  readonly files: readonly string[];
  readonly warnings: readonly DocumentFault[];
}

async function load(
  options: MockOptions,
  { clock, limits }: { readonly clock: Clock; readonly limits: MockLimits },
  before?: () => Engine,
): Promise<Loaded> {
  const inputs = toInputs(options.documents);
  const { overlays = [], seed = 1, cors = true, jwtKey, onExchange } = options;
  const documents = await Promise.all(inputs.map((input) => loadDocument(input, { overlays })));
  const warnings = documents.flatMap((document) => checkDocument(document));
  const path = options.scenario ?? (isShipped(inputs) ? getShippedScenario() : undefined);
  const scenario = path === undefined ? undefined : await loadScenario(path);
  const key = jwtKey === undefined ? {} : { key: toVerificationKey(jwtKey) };
  const engine = createEngine(
    {
      documents,
      seed: String(seed),
      clock,
      cors,
      authority: { clock, ...key },
      journalSize: limits.journal,
      ...(scenario && { scenario }),
      ...(onExchange && { onExchange }),
    },
    // Asked now and not before reading: what happened in the meantime is not lost.
    before?.(),
  );
  const files = [
    ...documents.flatMap((document) => document.files),
    ...(path === undefined ? [] : [path]),
  ];
  return { engine, files, warnings, ...(scenario && { scenario }) };
}

function toInputs(documents: MockOptions['documents']): readonly DocumentInput[] {
  if (documents === undefined) return getShippedDocuments();
  const list: readonly DocumentInput[] = isList(documents) ? documents : [documents];
  return list.length === 0 ? getShippedDocuments() : list;
}

function isList(
  documents: DocumentInput | readonly DocumentInput[],
): documents is readonly DocumentInput[] {
  return Array.isArray(documents);
}

/** The shipped scenario goes with the shipped documents, also when somebody names one of them. */
function isShipped(inputs: readonly DocumentInput[]): boolean {
  const shipped = getShippedDocuments();
  return inputs.every((input) => typeof input === 'string' && shipped.includes(resolve(input)));
}
