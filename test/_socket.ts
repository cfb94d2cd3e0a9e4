import { connect } from 'node:net';
import { toFields } from '../kernel/http.ts';

/** A response as it came over the wire. */
export interface WireResponse {
  readonly status: number;
  readonly fields: ReadonlyMap<string, string>;
  readonly body: string;
}

/**
 * Writes bytes to a server as they are and reads its response until the connection ends. With
 * `half` our side is closed after the bytes, as a client does that gives up in the middle.
 */
export function sendBytes(
  url: string,
  bytes: Uint8Array,
  options: { readonly half?: boolean } = {},
): Promise<WireResponse> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    socket.setTimeout(10_000, () => socket.destroy(new Error('The server did not answer in 10 s')));
    socket.on('connect', () => {
      if (options.half) socket.end(bytes);
      else socket.write(bytes);
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (error) => (chunks.length > 0 ? undefined : reject(error)));
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(toResponse(Buffer.concat(chunks).toString('utf8'))));
  });
}

function toResponse(text: string): WireResponse {
  const split = text.indexOf('\r\n\r\n');
  const [start = '', ...lines] = text.slice(0, split).split('\r\n');
  const pairs = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const fields = new Map(Object.entries(toFields(pairs)));
  return { status: Number(start.split(' ')[1]), fields, body: text.slice(split + 4) };
}
