// @ts-check
import { connect } from 'node:net';

/**
 * @typedef {{ method?: string, path: string, headers?: Record<string, string>, body?: string | Uint8Array }} Ask
 * @typedef {{ status: number, body: Buffer }} WireReply
 */

/** @param {Ask} ask @returns {Buffer} the request as it goes over the wire */
export function toBytes({ method = 'GET', path, headers = {}, body }) {
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const fields = {
    host: '127.0.0.1',
    authorization: 'Bearer any',
    ...(bytes && { 'content-length': `${bytes.length}` }),
    ...headers,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  return bytes ? Buffer.concat([head, bytes]) : head;
}

/**
 * A connection of which every byte is in our hands. Replies must say their length.
 * @param {string} origin
 */
export function openConnection(origin) {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.setNoDelay(true);
  /** @type {((reply: WireReply | undefined) => void)[]} */
  const waiting = [];
  /** @type {Buffer[]} */
  let chunks = [];
  let wanted = 0;
  socket.on('data', (/** @type {Buffer} */ chunk) => {
    chunks.push(chunk);
    // Put together when enough is there, not at each packet.
    for (let have = size(chunks); have > 0 && have >= wanted; have = size(chunks)) {
      const all = Buffer.concat(chunks);
      const { reply, end, least } = readReply(all);
      chunks = [all.subarray(end)];
      wanted = least;
      if (!reply) break;
      waiting.shift()?.(reply);
    }
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    for (const tell of waiting.splice(0)) tell(undefined);
  });
  return {
    socket,
    /**
     * The reply; undefined when the connection ended before it was whole.
     * @param {Ask} ask
     * @returns {Promise<WireReply | undefined>}
     */
    ask(ask) {
      if (socket.destroyed) return Promise.resolve(undefined);
      socket.write(toBytes(ask));
      return new Promise((resolve) => waiting.push(resolve));
    },
    destroy: () => void socket.destroy(),
  };
}

/** @param {readonly Buffer[]} chunks */
function size(chunks) {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

/**
 * The first reply in some bytes, and where it ends; or how many bytes are needed at least.
 * @param {Buffer} bytes
 * @returns {{ reply?: WireReply, end: number, least: number }}
 */
function readReply(bytes) {
  const split = bytes.indexOf('\r\n\r\n');
  if (split < 0) return { end: 0, least: bytes.length + 1 };
  const head = bytes.toString('latin1', 0, split);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  const end = split + 4 + length;
  if (bytes.length < end) return { end: 0, least: end };
  const status = Number(head.split(' ', 2)[1]);
  return { reply: { status, body: bytes.subarray(split + 4, end) }, end, least: 0 };
}
