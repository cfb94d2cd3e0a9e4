// @ts-check
import { connect } from 'node:net';

/** @typedef {import('./_mutate-request.mjs').Draft} Draft */
/**
 * What came back.
 * @typedef {object} Reply
 * @property {number} status 0: nothing that is HTTP
 * @property {string} findings the field X-Mock-Findings
 * @property {string} text the beginning of the body
 * @property {'whole' | 'torn' | 'nothing' | 'garbage' | 'late'} kind
 */

/** The bytes of a request. @param {Draft} draft */
export function toBytes({ method, target, version, fields, body, isCounted }) {
  const has = (/** @type {string} */ name) => fields.some(([own]) => own.toLowerCase() === name);
  const added = [
    ...(has('host') ? [] : ['Host: fuzz.test']),
    ...(has('connection') ? [] : ['Connection: close']),
    ...(isCounted && body.length > 0 && !has('content-length')
      ? [`Content-Length: ${body.length}`]
      : []),
  ];
  const written = fields.map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${target} ${version}`, ...added, ...written].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), body]);
}

/** True for bytes that every HTTP server has to answer. @param {Draft} draft */
export function isSound({ method, target, version, fields, isCounted }) {
  const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
  const hasOwn = fields.some(([name]) =>
    /^(content-length|transfer-encoding|connection|host|expect|upgrade)$/i.test(name),
  );
  return (
    /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(method) &&
    /^\/[!-~]*$/.test(target) &&
    version === 'HTTP/1.1' &&
    isCounted &&
    !hasOwn &&
    fields.every(([name, value]) => token.test(name) && /^[\t -~\x80-\xff]*$/.test(value)) &&
    toBytes({ method, target, version, fields, isCounted, body: Buffer.alloc(0) }).length < 15_000
  );
}

/**
 * Sends bytes over a connection of their own. After a silence our side is closed, so that a server
 * that waits for more has a reason to answer.
 * @param {number} port @param {Draft} draft @param {number} limit @returns {Promise<Reply>}
 */
export function sendBytes(port, draft, limit) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let received = Buffer.alloc(0);
    const finish = (/** @type {boolean} */ isLate) => {
      clearTimeout(late);
      clearTimeout(silent);
      socket.destroy();
      resolve(toReply(received, draft.method, isLate ? 'late' : 'closed'));
    };
    const late = setTimeout(() => finish(true), limit);
    const silent = setTimeout(() => socket.end(), 250);
    socket.on('error', () => finish(false));
    socket.on('end', () => finish(false));
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      if (toReply(received, draft.method, 'open').kind === 'whole') finish(false);
    });
    socket.write(toBytes(draft));
  });
}

/** @param {Buffer} received @param {string} method @param {'open' | 'closed' | 'late'} state @returns {Reply} */
function toReply(received, method, state) {
  const none = { status: 0, findings: '', text: '' };
  if (state === 'late') return { ...none, kind: 'late', text: received.toString('latin1', 0, 300) };
  if (received.length === 0) return { ...none, kind: 'nothing' };
  const text = received.toString('latin1');
  const [, code] = /^HTTP\/1\.1 (\d{3}) /.exec(text) ?? [];
  if (code === undefined) return { ...none, kind: 'garbage', text: text.slice(0, 300) };
  // An interim reply comes before the one that counts (RFC 9110 §15.2).
  const end = text.indexOf('\r\n\r\n');
  if (code.startsWith('1') && end >= 0) return toReply(received.subarray(end + 4), method, state);
  const head = text.slice(0, end < 0 ? undefined : end);
  const findings = /^x-mock-findings: (.*)$/im.exec(head)?.[1] ?? '';
  const body = end < 0 ? '' : text.slice(end + 4);
  const isWhole = end >= 0 && isComplete(head, body, { method, status: Number(code), state });
  return {
    status: Number(code),
    findings,
    text: body.slice(0, 500),
    kind: isWhole ? 'whole' : 'torn',
  };
}

/** @param {string} head @param {string} body @param {{ method: string, status: number, state: string }} about */
function isComplete(head, body, { method, status, state }) {
  if (method === 'HEAD' || status === 204 || status === 304) return true;
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (length !== undefined) return body.length >= Number(length);
  if (/^transfer-encoding: chunked$/im.test(head)) return body.endsWith('0\r\n\r\n');
  // Without a length the end of the connection is the end of the body (RFC 9112 §6.3).
  return state === 'closed';
}
