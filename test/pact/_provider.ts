import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json, JsonObject } from '../../kernel/json.ts';

/** A reply on its way back. */
export interface Reply {
  readonly status: number;
  readonly body: Json;
  /** The media type; JSON when it is absent. */
  readonly type?: string;
}

/** A server of a test. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
  /** What it was asked, as `METHOD /path`. */
  readonly asked: string[];
}

/** Answers every request with JSON; what the handler throws is a 500. */
export async function serveJson(
  answer: (request: IncomingMessage, body: Json) => Promise<Reply> | Reply,
): Promise<TestServer> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const text = await readText(request);
    const toError = (error: unknown): Reply => ({ status: 500, body: { detail: String(error) } });
    const reply = await Promise.resolve()
      .then(() => answer(request, text === '' ? null : JSON.parse(text)))
      .catch(toError);
    response.writeHead(reply.status, { 'Content-Type': reply.type ?? 'application/json' });
    response.end(JSON.stringify(reply.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return { url, asked, [Symbol.asyncDispose]: () => close(server) };
}

/** A provider that passes everything on to another and falsifies the replies. */
export function falsify(url: string, change: (reply: Reply) => Reply): Promise<TestServer> {
  return serveJson(async ({ method = 'GET', url: target = '/', headers }, body) => {
    const { host: _host, connection: _connection, 'content-length': _length, ...fields } = headers;
    const response = await fetch(url + target, {
      method,
      headers: Object.entries(fields).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]),
      ...(body !== null && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const reply = { status: response.status, body: text === '' ? null : JSON.parse(text) };
    return target.includes('/_pact/') || target.includes('/__admin/') ? reply : change(reply);
  });
}

/** A value without one of its members, wherever it stands. */
export function without(name: string, value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => without(name, item));
  if (typeof value !== 'object' || value === null) return value;
  const { [name]: _, ...rest } = value as JsonObject;
  return rest;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
