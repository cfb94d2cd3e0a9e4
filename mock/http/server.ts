import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { type HttpResponse, toPhrase } from '../../kernel/http.ts';
import { Problem, type ProblemCode } from '../../kernel/problem.ts';
import { createApp, type ExpressOptions } from './express.ts';

/** Limits on what clients may do, in milliseconds and bytes. */
export interface ServerLimits {
  /** The time a whole request may take to arrive. */
  readonly requestTimeout: number;
  /** The time its header section may take. */
  readonly headersTimeout: number;
  /** The largest header section. */
  readonly headerSize: number;
  /** The time that requests in flight have to finish once the server closes. */
  readonly closeTimeout: number;
}

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  /** Takes no new connections, finishes what is in flight, then resolves. */
  close(): Promise<void>;
}

/** Starts a server; rejects with Node's error when it cannot listen there. */
export async function startServer(
  options: ExpressOptions & { readonly limits: ServerLimits },
  { port, host }: { readonly port: number; readonly host: string },
): Promise<RunningServer> {
  const { limits } = options;
  const server = createServer(
    {
      requestTimeout: limits.requestTimeout,
      headersTimeout: limits.headersTimeout,
      maxHeaderSize: limits.headerSize,
      connectionsCheckingInterval: Math.min(1000, limits.requestTimeout),
    },
    createApp(options),
  );
  server.on('clientError', (error, socket) => refuse(options, error, socket as Socket));
  await listen(server, port, host);
  return { url: toUrl(server, host), close: () => close(server, limits.closeTimeout) };
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

function close(server: Server, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), patience);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

const causes: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  HPE_HEADER_OVERFLOW: [
    'fields-too-large',
    'The request line and header fields are larger than this server reads.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    'request-timeout',
    'The request did not arrive in time. Is its Content-Length larger than its body?',
  ],
  HPE_INVALID_EOF_STATE: [
    'message-malformed',
    'The connection ended in the middle of the request. Is its Content-Length larger than its body?',
  ],
};

/** Answers bytes that are no HTTP request, and ends the connection. */
function refuse(options: ExpressOptions, error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [code, message] = causes[error.code ?? ''] ?? toMalformed(error);
  const finding = {
    part: 'target',
    instanceLocation: '',
    keywordLocation: '',
    rule: 'http',
    message,
  } as const;
  const response = options.engine().refuse(new Problem(code, message, { findings: [finding] }));
  socket.end(toBytes(response));
}

function toMalformed(error: NodeJS.ErrnoException): readonly [ProblemCode, string] {
  const reason = 'reason' in error ? String(error.reason) : (error.code ?? error.message);
  const message = `The bytes are not an HTTP/1.1 request (${reason}). Is the Content-Length of the request before it smaller than its body?`;
  return ['message-malformed', message];
}

function toBytes({ status, fields, body }: HttpResponse): string {
  const lines = fields.map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${status} ${toPhrase(status)}`, ...lines, 'Connection: close'];
  return `${head.join('\r\n')}\r\n\r\n${body ?? ''}`;
}
