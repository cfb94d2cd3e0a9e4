import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Disruption, HttpResponse } from '../../kernel/http.ts';

/** How many pieces a dripping body comes in, and the milliseconds between two of them. */
const drip = { pieces: 10, pause: 200 };

/** Does to the connection what a fault asks for; the response itself may never arrive. */
export async function disrupt(
  kind: Disruption,
  response: HttpResponse,
  into: ServerResponse,
): Promise<void> {
  const { socket } = into;
  if (!socket) return;
  switch (kind) {
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'empty':
      socket.destroySoon();
      return;
    case 'garbage':
      into.writeHead(response.status, { 'Transfer-Encoding': 'chunked' });
      into.flushHeaders();
      socket.end('\u0000 these bytes are no chunk of HTTP \u0007\r\n');
      return;
    case 'truncate':
      writeHead(response, into);
      into.write(toBytes(response).subarray(0, Math.floor(toBytes(response).length / 2)), () =>
        socket.destroySoon(),
      );
      return;
    case 'drip':
      writeHead(response, into);
      await writeSlowly(toBytes(response), into);
  }
}

function writeHead({ status, fields }: HttpResponse, into: ServerResponse): void {
  into.writeHead(status, fields.flat());
}

function toBytes({ body }: HttpResponse): Buffer {
  return Buffer.from(body ?? '');
}

async function writeSlowly(bytes: Buffer, into: ServerResponse): Promise<void> {
  for (const piece of toPieces(bytes)) {
    if (into.destroyed) return;
    into.write(piece);
    await sleep(drip.pause);
  }
  into.end();
}

/** The body in pieces of about the same size. */
function toPieces(bytes: Buffer): Buffer[] {
  const size = Math.max(1, Math.ceil(bytes.length / drip.pieces));
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return pieces;
}
