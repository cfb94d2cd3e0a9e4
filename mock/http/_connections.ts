import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server, told apart by whether something is asked on them. */
export interface Connections {
  /** Ends each connection: at once when nothing is asked on it, else after its last response. */
  release(): void;
}

/**
 * Follows the connections of a server. Node's own `closeIdleConnections` leaves two kinds open: one
 * on which nothing was asked yet (browsers open such ahead), and one that was busy when it looked.
 */
export function trackConnections(server: Server): Connections {
  const sockets = new Set<Socket>();
  const inFlight = new Map<ServerResponse, Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // One function for all responses: a closure for each would be garbage at every request.
  function end(this: ServerResponse): void {
    inFlight.delete(this);
  }
  const begin = ({ socket }: IncomingMessage, response: ServerResponse): void => {
    inFlight.set(response, socket);
    response.on('close', end);
  };
  server.on('request', begin);
  server.on('checkExpectation', begin);
  return {
    release: () => {
      // Of several on one connection (pipelined) the last one ends it.
      const last = new Map([...inFlight].map(([response, socket]) => [socket, response]));
      for (const socket of sockets) if (!last.has(socket)) socket.destroy();
      for (const [socket, response] of last) {
        // Node then says `Connection: close`, unless the head is out already.
        response.shouldKeepAlive = false;
        response.once('finish', () => socket.end());
      }
    },
  };
}
