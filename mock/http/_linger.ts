import type { ServerResponse } from 'node:http';
import type { HttpResponse } from '../../kernel/http.ts';

/** How long a client may go on sending what nobody keeps, and how long it may pause, in milliseconds. */
const patience = { whole: 10_000, pause: 500 };

/**
 * Answers a request before it has arrived whole, and ends the connection once it has, or nothing
 * comes any more (RFC 9112 §9.6): when a connection is closed on a client that is still sending, the
 * client is told of the reset and never reads the answer.
 */
export function writeEarly({ status, fields, body }: HttpResponse, into: ServerResponse): void {
  into.writeHead(status, [...fields.flat(), 'Connection', 'close']);
  const { req } = into;
  if (req.complete || body === undefined) {
    into.end(body);
    return;
  }
  into.write(body);
  const pause = setTimeout(end, patience.pause);
  const whole = setTimeout(end, patience.whole);
  function end(): void {
    clearTimeout(pause);
    clearTimeout(whole);
    into.end();
  }
  req.on('data', () => pause.refresh());
  req.once('end', end);
  req.once('close', end);
}
