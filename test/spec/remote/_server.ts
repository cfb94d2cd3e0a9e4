import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a path is answered with: a body, a redirect, or a function that answers itself. */
export type Answer = string | { readonly to: string; readonly status?: number } | RequestListener;

/** A server on this machine that goes with the test; it remembers what was asked. */
export interface Site {
  readonly url: string;
  /** `host:port`. */
  readonly host: string;
  readonly asked: { readonly target: string; readonly authorization: string | undefined }[];
}

/** Serves these paths; anything else is 404. */
export async function serve(paths: Readonly<Record<string, Answer>>): Promise<Site> {
  const asked: Site['asked'] = [];
  const server = createServer((request, response) => {
    const target = request.url ?? '';
    asked.push({ target, authorization: request.headers.authorization });
    const answer = paths[target.split('?', 1)[0] ?? ''];
    if (answer === undefined) response.writeHead(404).end('<html>not here</html>');
    else if (typeof answer === 'function') answer(request, response);
    else if (typeof answer === 'string') response.end(answer);
    else response.writeHead(answer.status ?? 302, { Location: answer.to }).end();
  });
  return { ...(await listen(server)), asked };
}

/** Listens on any free port until the test is over. */
export async function listen(server: Server): Promise<Pick<Site, 'url' | 'host'>> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` };
}
