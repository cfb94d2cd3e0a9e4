import type { ServerResponse } from 'node:http';

/**
 * Begins when everything that was asked before on the same connection is answered. A client may ask
 * a thousand things in one packet (RFC 9112 §9.3.2): made at once, their replies would all wait in
 * memory, and everybody else for them.
 */
export function inTurn(response: ServerResponse, begin: () => void): void {
  // The first of a connection has its socket from the start.
  if (response.socket) begin();
  else response.once('socket', begin);
}
