import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HttpResponse, noBody, type RequestBody, relocate } from '../../kernel/http.ts';
import type { Engine } from '../engine.ts';
import { type Task, Turn } from './_turn.ts';
import { readRequestBody } from './body.ts';
import { toNode } from './node.ts';
import type { RequestReader } from './requests.ts';

/** What the adapter needs: the engine of the moment, since a reload replaces it. */
export interface AdapterOptions {
  readonly engine: () => Engine;
  readonly reader: RequestReader;
  /** The largest body that is read, in bytes. */
  readonly bodyLimit: number;
}

/** Middleware in Node's own terms, as Express, Connect and others take it. */
export type Middleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/** Middleware for somebody else's application: what no path template matches is passed on. */
export function createMiddleware(options: AdapterOptions): Middleware {
  const answer = createAnswer(options);
  return (request, response, next) => {
    const [path = ''] = (request.url ?? '/').split('?', 1);
    const engine = options.engine();
    if (engine.router.find(path) || engine.isControl(path)) answer(request, response, next);
    else next();
  };
}

interface Parsed extends IncomingMessage {
  /** Set by a body parser that ran before. */
  readonly body?: unknown;
  /** Where Express mounted the middleware; it is cut off the URL. */
  readonly baseUrl?: string;
}

/** Reads a request, has it answered and writes the answer; `fail` is told of a mistake of ours. */
export type Answer = (
  request: Parsed,
  response: ServerResponse,
  fail: (error: unknown) => void,
) => void;

/** Answers requests: those of one turn of the event loop together, in the order they came in. */
export function createAnswer(options: AdapterOptions): Answer {
  const turn = new Turn();
  return (request, response, fail) => {
    const add = (body: RequestBody): void =>
      turn.add(new Answering(options, { request, response, body, fail }));
    // Without a socket yet, it comes behind another on the same connection, and after its changes.
    if (isPlainRead(request) && response.socket) add(noBody);
    else collect(request, options.bodyLimit, add);
  };
}

/**
 * A change waits until the whole packet was read, even when it has no body: what follows it may be
 * no HTTP and end the connection, and then nobody would learn of the change.
 */
function isPlainRead({ method, headers, body }: Parsed): boolean {
  const isRead = method === 'GET' || method === 'HEAD';
  const isEmpty = headers['content-length'] === undefined && !headers['transfer-encoding'];
  return isRead && isEmpty && body === undefined;
}

interface Asked {
  readonly request: Parsed;
  readonly response: ServerResponse;
  readonly body: RequestBody;
  readonly fail: (error: unknown) => void;
}

class Answering implements Task {
  readonly #options: AdapterOptions;
  readonly #asked: Asked;
  #made: HttpResponse | undefined;

  constructor(options: AdapterOptions, asked: Asked) {
    this.#options = options;
    this.#asked = asked;
  }

  start(): void {
    const { engine, reader } = this.#options;
    const { request, body } = this.#asked;
    // The client is gone, or what followed in the same packet was refused and ended the connection:
    // nobody would get the answer, so nothing is changed.
    if (request.socket.writable === false) return;
    // A path that the client is sent to begins where the mock is mounted.
    const base = request.baseUrl ?? '';
    this.#made = relocate(engine().exchange(reader.read(request, { body, base })), base);
  }

  finish(): void {
    const { response, body, fail } = this.#asked;
    if (this.#made) toNode(this.#made, response, { close: body.kind === 'too-large', fail });
  }

  fail(error: unknown): void {
    this.#asked.fail(error);
  }
}

/** A parser that ran before has eaten the bytes: write them again from what it left. */
function collect(request: Parsed, limit: number, done: (body: RequestBody) => void): void {
  const { body } = request;
  if (body === undefined || !request.readableEnded) {
    readRequestBody(request, limit, done);
    return;
  }
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  done({ kind: 'bytes', bytes });
}
