import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server, told apart by whether something is asked on them. */
export interface Connections {
  /** True for one that came when there were as many as there may be. */
  isBeyond(socket: Socket): boolean;
  /** Ends each connection: at once when nothing is asked on it, else after its last response. */
  release(): void;
}

/** One of them. */
interface Connection {
  readonly socket: Socket;
  /** It came when there was no room, and there was none since. */
  isBeyond: boolean;
  /** Its last response: one that waits for others may never be told of its end. */
  last: ServerResponse | undefined;
  /** Where it stands among all. */
  place: number;
}

/**
 * Follows the connections of a server. Node's own `closeIdleConnections` leaves two kinds open: one
 * on which nothing was asked yet (browsers open such ahead), and one that was busy when it looked.
 * Its own `maxConnections` hangs up on whoever is too many, without a word.
 */
export function trackConnections(server: Server, most: number): Connections {
  // No `Map` of what comes and goes: V8 makes a new table of one again and again, the old table
  // leads to the new one, and once one of them is old all that was ever in the others lives on.
  const all: Connection[] = [];
  const bySocket = new WeakMap<Socket, Connection>();
  server.on('connection', (socket: Socket) => {
    const place = all.length;
    const connection = { socket, isBeyond: place >= most, last: undefined, place };
    all.push(connection);
    bySocket.set(socket, connection);
    socket.once('close', () => remove(all, connection));
  });
  // One function for all responses: a closure for each would be garbage at every request.
  function end(this: ServerResponse): void {
    const connection = bySocket.get(this.req.socket);
    if (connection?.last === this) connection.last = undefined;
  }
  const begin = ({ socket }: IncomingMessage, response: ServerResponse): void => {
    const connection = bySocket.get(socket);
    if (connection) connection.last = response;
    response.on('close', end);
  };
  server.on('request', begin);
  server.on('checkExpectation', begin);
  return {
    isBeyond: (socket) => {
      const connection = bySocket.get(socket);
      if (!connection?.isBeyond) return false;
      // Whoever was once let in is not sent away for one who came later.
      if (all.length <= most) connection.isBeyond = false;
      return connection.isBeyond;
    },
    release: () => {
      for (const { socket, last } of [...all]) {
        if (!last) {
          socket.destroy();
          continue;
        }
        // Node then says `Connection: close`, unless the head is out already.
        last.shouldKeepAlive = false;
        last.once('finish', () => socket.end());
      }
    },
  };
}

/** The last one takes its place. */
function remove(all: Connection[], { place }: Connection): void {
  const last = all.pop();
  if (!last || last.place === place) return;
  last.place = place;
  all[place] = last;
}
