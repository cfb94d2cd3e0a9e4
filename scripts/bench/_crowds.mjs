// @ts-check
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection, toBytes } from './_wire.mjs';

/**
 * @typedef {{ asked: number, answered: number }} Crowd
 * @typedef {{ origin: string, item: string, list: string, creation: import('./_wire.mjs').Ask }} Place
 *   an item, a long list, and the creation of another item
 */

const each = 10;
/** Replies that one slow reader asks for in one breath. */
const pipelined = 4;

/**
 * All connections are open at the same time; on each, one request follows the other.
 * @param {Place} place
 * @param {number} count
 * @returns {Promise<Crowd>}
 */
export async function keepAlive({ origin, item }, count) {
  const connections = Array.from({ length: count }, () => openConnection(origin));
  const counts = await Promise.all(
    connections.map(async (connection) => {
      let answered = 0;
      for (let index = 0; index < each; index++) {
        const reply = await connection.ask({ path: item });
        if (reply?.status === 200) answered += 1;
      }
      return answered;
    }),
  );
  for (const { destroy } of connections) destroy();
  return { asked: count * each, answered: counts.reduce((sum, one) => sum + one, 0) };
}

/**
 * A new connection for each request, a hundred at the same time.
 * @param {Place} place
 * @param {number} count
 * @returns {Promise<Crowd>}
 */
export async function comeAndGo({ origin, item }, count) {
  let [next, answered] = [0, 0];
  const headers = { connection: 'close' };
  const one = async () => {
    while (next++ < count) {
      const connection = openConnection(origin);
      const reply = await connection.ask({ path: item, headers });
      if (reply?.status === 200) answered += 1;
      connection.destroy();
    }
  };
  await Promise.all(Array.from({ length: Math.min(100, count) }, one));
  return { asked: count, answered };
}

/**
 * Each asks for a few long lists in one breath and takes 1 kB a second; in the end it reads on.
 * @param {Place} place
 * @param {number} count
 * @param {number} seconds
 * @returns {Promise<Crowd>}
 */
export async function readSlowly({ origin, list }, count, seconds) {
  const readers = Array.from({ length: count }, () => {
    const connection = openConnection(origin);
    const replies = Array.from({ length: pipelined }, () => connection.ask({ path: list }));
    connection.socket.pause();
    return { connection, replies };
  });
  for (let tenth = 0; tenth < seconds * 10; tenth++) {
    await sleep(100);
    for (const { connection } of readers) {
      // Whoever listens for data gets what is read, in a pause too.
      connection.socket.read(Math.min(100, connection.socket.readableLength));
    }
  }
  for (const { connection } of readers) connection.socket.resume();
  const replies = await Promise.all(readers.flatMap((reader) => reader.replies));
  for (const { connection } of readers) connection.destroy();
  const answered = replies.filter((reply) => reply?.status === 200).length;
  return { asked: count * pipelined, answered };
}

/**
 * Half of them go away in the middle of their body, the others in the middle of the reply.
 * @param {Place} place
 * @param {number} count
 * @returns {Promise<Crowd>} nothing was asked in whole, so nothing is to be answered
 */
export async function vanish({ origin, list, creation }, count) {
  const whole = toBytes(creation);
  const half = whole.subarray(0, whole.length - 20);
  for (let index = 0; index < count; index++) {
    const { socket } = openConnection(origin);
    const isSender = index % 2 === 0;
    socket.write(isSender ? half : toBytes({ path: list }));
    await once(socket, isSender ? 'connect' : 'data');
    if (isSender) await sleep(1);
    socket.resetAndDestroy();
  }
  return { asked: 0, answered: 0 };
}
