import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server, told apart by whether something is asked on them. */
export interface Connections {
  /** True for one that came when there were as many as there may be. */
  isBeyond(socket: Socket): boolean;
  /** Ends each connection: at once when nothing is asked on it, else after its last response. */
  release(): void;
}

/**
 * Follows the connections of a server. Node's own `closeIdleConnections` leaves two kinds open: one
 * on which nothing was asked yet (browsers open such ahead), and one that was busy when it looked.
 * Its own `maxConnections` hangs up on whoever is too many, without a word.
 */
export function trackConnections(server: Server, most: number): Connections {
  const sockets = new Set<Socket>();
  const beyond = new WeakSet<Socket>();
  /** The last response of each connection: one that waits for others may never be told of its end. */
  const inFlight = new Map<Socket, ServerResponse>();
  server.on('connection', (socket: Socket) => {
    if (sockets.size >= most) beyond.add(socket);
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      inFlight.delete(socket);
    });
  });
  // One function for all responses: a closure for each would be garbage at every request.
  function end(this: ServerResponse): void {
    const { socket } = this.req;
    if (inFlight.get(socket) === this) inFlight.delete(socket);
  }
  const begin = ({ socket }: IncomingMessage, response: ServerResponse): void => {
    inFlight.set(socket, response);
    response.on('close', end);
  };
  server.on('request', begin);
  server.on('checkExpectation', begin);
  return {
    isBeyond: (socket) => sockets.size > most && beyond.has(socket),
    release: () => {
      for (const socket of sockets) if (!inFlight.has(socket)) socket.destroy();
      for (const [socket, response] of inFlight) {
        // Node then says `Connection: close`, unless the head is out already.
        response.shouldKeepAlive = false;
        response.once('finish', () => socket.end());
      }
    },
  };
}
