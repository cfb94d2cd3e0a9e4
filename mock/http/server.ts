import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type HttpResponse, noBody, toPhrase } from '../../kernel/http.ts';
import type { Problem } from '../../kernel/problem.ts';
import { type Connections, trackConnections } from './_connections.ts';
import { inTurn } from './_in-order.ts';
import { writeEarly } from './_linger.ts';
import { type ParserError, toCrowded, toHostProblem, toRefusal } from './_refusal.ts';
import { type AdapterOptions, createAnswer } from './middleware.ts';

/** Limits on what clients may do, in milliseconds and bytes. */
export interface ServerLimits {
  /** The time a whole request may take to arrive. */
  readonly requestTimeout: number;
  /** The time its header section may take. */
  readonly headersTimeout: number;
  /** The largest header section. */
  readonly headerSize: number;
  /** How many connections there may be. Each is answered one request at a time. */
  readonly connections: number;
  /** The time that a connection may be idle between two requests. */
  readonly keepAliveTimeout: number;
  /** The time that requests in flight have to finish once the server closes. */
  readonly closeTimeout: number;
}

/** What a server is made of. */
export interface ServerOptions extends AdapterOptions {
  readonly limits: ServerLimits;
}

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  /** Takes no new connections, finishes what is in flight, then resolves. */
  close(): Promise<void>;
}

/** Starts a server; rejects with Node's error when it cannot listen there. */
export async function startServer(
  options: ServerOptions,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<RunningServer> {
  const { limits } = options;
  const answer = createAnswer(options);
  const app: RequestListener = (request, response) => {
    const early = connections.isBeyond(request.socket)
      ? toCrowded(limits.connections)
      : findHostProblem(request);
    if (early) writeEarly(options.engine().refuse(early), response);
    else inTurn(response, () => answer(request, response, () => response.destroy()));
  };
  const server = createServer(
    {
      requestTimeout: limits.requestTimeout,
      headersTimeout: limits.headersTimeout,
      maxHeaderSize: limits.headerSize,
      keepAliveTimeout: limits.keepAliveTimeout,
      // Node's own answer would have no body.
      requireHostHeader: false,
      connectionsCheckingInterval: Math.min(1000, limits.requestTimeout),
    },
    app,
  );
  // A client that has said everything may still listen: without this Node hangs up on it.
  Object.assign(server, { httpAllowHalfOpen: true });
  const connections = trackConnections(server, limits.connections);
  // An expectation may be ignored (RFC 9110 §10.1.1); Node's own 417 would have no body.
  server.on('checkExpectation', app);
  server.on('connect', (request, socket) => refuseTunnel(options, request, socket));
  server.on('clientError', (error, socket) => refuse(options, error, socket as Socket));
  await listen(server, port, host);
  return { url: toUrl(server, host), close: () => close(server, connections, limits.closeTimeout) };
}

/** RFC 9112 §3.2: a request of HTTP/1.1 says once which host it is for. */
function findHostProblem({ rawHeaders, httpVersionMinor }: IncomingMessage): Problem | undefined {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  const isFine = count === 1 || (count === 0 && httpVersionMinor === 0);
  return isFine ? undefined : toHostProblem(count);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function toUrl(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

function close(server: Server, connections: Connections, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), patience);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    connections.release();
  });
}

/** Answers bytes that are no HTTP request, and ends the connection. */
function refuse(options: ServerOptions, error: ParserError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(toBytes(options.engine().refuse(toRefusal(error, options.limits))));
}

/** Node ends a connection that asks for a tunnel (RFC 9110 §9.3.6) without a word unless told. */
function refuseTunnel(
  { engine, reader }: ServerOptions,
  request: IncomingMessage,
  socket: Duplex,
): void {
  socket.end(toBytes(engine().exchange(reader.read(request, { body: noBody }))));
}

function toBytes({ status, fields, body }: HttpResponse): string {
  const lines = fields.map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${status} ${toPhrase(status)}`, ...lines, 'Connection: close'];
  return `${head.join('\r\n')}\r\n\r\n${body ?? ''}`;
}
