import { connect } from 'node:net';

/** A connection that is held open and written to piece by piece. */
export interface Wire {
  send(text: string): void;
  /** Everything that came so far, once the pattern is found in it; rejects after 5 s. */
  until(pattern: RegExp): Promise<string>;
  /** Everything that came, once the server has ended the connection. */
  readonly ended: Promise<string>;
  /** Goes away without a word. */
  destroy(): void;
}

/** Opens a connection to a server. */
export async function openWire(url: string): Promise<Wire> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    socket.emit('standin:more');
  });
  const ended = new Promise<string>((resolve) => socket.on('close', () => resolve(text)));
  // A reset ends the connection like any other end.
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  return {
    send: (more) => void socket.write(more),
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const late = () => reject(new Error(`${pattern} did not come in 5 s: ${text}`));
        const timer = setTimeout(late, 5000);
        const look = () => {
          if (!pattern.test(text)) return;
          clearTimeout(timer);
          socket.off('standin:more', look);
          resolve(text);
        };
        socket.on('standin:more', look);
        look();
      }),
    ended,
    destroy: () => void socket.destroy(),
  };
}

/** A request as text, with the fields that HTTP/1.1 asks for. */
export function toMessage(
  start: string,
  { fields = {}, body = '' }: { readonly fields?: Record<string, string>; readonly body?: string },
): string {
  const all = {
    Host: 'localhost',
    Authorization: 'Bearer opaque',
    ...(body !== '' && {
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(body)),
    }),
    ...fields,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${start} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
