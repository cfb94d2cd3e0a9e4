import type { IncomingMessage, ServerResponse } from 'node:http';
import { type RequestBody, relocate } from '../../kernel/http.ts';
import type { Engine } from '../engine.ts';
import { readRequestBody } from './body.ts';
import { fromNode, toNode } from './node.ts';

/** What the adapter needs: the engine of the moment, since a reload replaces it. */
export interface AdapterOptions {
  readonly engine: () => Engine;
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
    if (engine.router.find(path) || engine.isControl(path))
      answer(options, request, response).catch(next);
    else next();
  };
}

interface Parsed extends IncomingMessage {
  /** Set by a body parser that ran before. */
  readonly body?: unknown;
  /** Where Express mounted the middleware; it is cut off the URL. */
  readonly baseUrl?: string;
}

/** Reads the request, has it answered and writes the answer. */
export async function answer(
  { engine, bodyLimit }: AdapterOptions,
  request: Parsed,
  response: ServerResponse,
): Promise<void> {
  const body = await collect(request, bodyLimit).catch(() => undefined);
  // The client is gone, or what followed in the same packet was refused and ended the connection:
  // nobody would get the answer, so nothing is changed.
  if (!body || request.socket.writable === false) return;
  const close = body.kind === 'too-large';
  // A path that the client is sent to begins where the mock is mounted.
  const base = request.baseUrl ?? '';
  const made = engine().exchange({ ...fromNode(request, request.url ?? '/', body), base });
  await toNode(relocate(made, base), response, close);
}

/** A parser that ran before has eaten the bytes: write them again from what it left. */
function collect(request: Parsed, limit: number): Promise<RequestBody> {
  if (request.body === undefined || !request.readableEnded) return readRequestBody(request, limit);
  const { body } = request;
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return Promise.resolve({ kind: 'bytes', bytes });
}
