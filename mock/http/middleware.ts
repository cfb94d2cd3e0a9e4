import type { IncomingMessage, ServerResponse } from 'node:http';
import { noBody, type RequestBody, relocate } from '../../kernel/http.ts';
import type { Engine } from '../engine.ts';
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
  return (request, response, next) => {
    const [path = ''] = (request.url ?? '/').split('?', 1);
    const engine = options.engine();
    if (engine.router.find(path) || engine.isControl(path)) {
      answer(options, request, response, next);
    } else next();
  };
}

interface Parsed extends IncomingMessage {
  /** Set by a body parser that ran before. */
  readonly body?: unknown;
  /** Where Express mounted the middleware; it is cut off the URL. */
  readonly baseUrl?: string;
}

/**
 * Reads the request, has it answered and writes the answer: at once where there is no body to wait
 * for. `fail` is told of a mistake of ours.
 */
export function answer(
  options: AdapterOptions,
  request: Parsed,
  response: ServerResponse,
  fail: (error: unknown) => void,
): void {
  const go = (body: RequestBody): void => {
    try {
      reply(options, { request, response, body, fail });
    } catch (error) {
      fail(error);
    }
  };
  // Without a socket yet, it comes behind another on the same connection, and after its changes.
  if (isPlainRead(request) && response.socket) go(noBody);
  else collect(request, options.bodyLimit, go);
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

interface Answering {
  readonly request: Parsed;
  readonly response: ServerResponse;
  readonly body: RequestBody;
  readonly fail: (error: unknown) => void;
}

function reply(
  { engine, reader }: AdapterOptions,
  { request, response, body, fail }: Answering,
): void {
  // The client is gone, or what followed in the same packet was refused and ended the connection:
  // nobody would get the answer, so nothing is changed.
  if (request.socket.writable === false) return;
  // A path that the client is sent to begins where the mock is mounted.
  const base = request.baseUrl ?? '';
  const made = engine().exchange(reader.read(request, { body, base }));
  toNode(relocate(made, base), response, { close: body.kind === 'too-large', fail });
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
