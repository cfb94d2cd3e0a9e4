// @ts-check
import { judgeReply } from './_judge-reply.mjs';
import { createRequestCase, toSoundDraft } from './_request-case.mjs';
import { shrinkDraft } from './_shrink-request.mjs';
import { createMock, toFound } from './_try-document.mjs';
import { sendBytes, toBytes } from './_wire.mjs';

/** @typedef {import('../../mock/index.ts').Mock} Mock */
/** @typedef {import('./_mutate-request.mjs').Draft} Draft */
/** @typedef {import('./_try-document.mjs').Found} Found */
/**
 * What this process is told, and what it tells.
 * @typedef {{ path: string, seed: string, from: number, to: number, limit: number }} Order
 * @typedef {{ type: 'at', index: number } | { type: 'done', asked: number, statuses: Record<string, number> } | { type: 'found', index: number, found: Found, bytes: string, isSteady: boolean } | { type: 'refused', message: string }} Message
 */

const tell = (/** @type {Message} */ message) => process.send?.(message);

/** @type {Found | undefined} */
let stray;
for (const event of ['unhandledRejection', 'uncaughtException']) {
  process.on(event, (error) => {
    stray ??= toFound(event, error);
  });
}

process.once('message', async (/** @type {Order} */ order) => {
  try {
    await run(order);
  } catch (error) {
    tell({
      type: 'refused',
      message: error instanceof Error ? (error.stack ?? '') : String(error),
    });
  }
  process.disconnect?.();
  process.exit();
});

/** @param {Order} order */
async function run({ path, seed, from, to, limit }) {
  const mock = await open(path);
  const operations = await findSound(mock, limit);
  /** @type {Record<string, number>} */
  const statuses = {};
  const known = new Set();
  let asked = 0;
  for (let index = from; index < to && operations.length > 0; index++) {
    tell({ type: 'at', index });
    if (index % 200 === 0) mock.reset();
    const { draft, isSocket } = createRequestCase(operations, seed, index);
    const { found, status } = await ask(mock, draft, { isSocket, limit });
    asked += 1;
    statuses[status] = (statuses[status] ?? 0) + 1;
    const wrong = found ?? (index % 50 === 0 ? await findLoss(mock, operations, limit) : undefined);
    if (!wrong || known.has(wrong.key)) continue;
    known.add(wrong.key);
    const { small, isSteady } = await reduce(path, draft, { found: wrong, isSocket, limit });
    const bytes = toBytes(small).toString('latin1');
    tell({ type: 'found', index, found: wrong, bytes, isSteady });
  }
  await mock.close();
  tell({ type: 'done', asked, statuses });
}

/** @param {string} path */
async function open(path) {
  const mock = await createMock({ documents: [path], limits: { sessions: 1000 } });
  await mock.listen({ port: 0 });
  return mock;
}

/** The operations whose undamaged request is answered without an error of the server's. @param {Mock} mock @param {number} limit */
async function findSound(mock, limit) {
  const sound = [];
  for (const operation of mock.operations.slice(0, 200)) {
    const { found } = await ask(mock, toSoundDraft(operation), { isSocket: true, limit });
    if (!found) sound.push(operation);
  }
  return sound;
}

/** After all that, is the server still what it was? @param {Mock} mock @param {import('../../mock/index.ts').OperationInfo[]} operations @param {number} limit */
async function findLoss(mock, operations, limit) {
  const read = operations.find(({ method }) => method === 'GET');
  if (!read) return undefined;
  const reply = await sendBytes(portOf(mock), toSoundDraft(read), limit);
  if (reply.kind === 'whole' && reply.status < 500) return undefined;
  return { key: `the server is lost: ${reply.kind} ${reply.status}`, detail: reply.text };
}

/** @param {Mock} mock */
function portOf(mock) {
  return Number(new URL(mock.url).port);
}

/**
 * @param {Mock} mock @param {Draft} draft
 * @param {{ isSocket: boolean, limit: number }} options
 * @returns {Promise<{ found: Found | undefined, status: number }>}
 */
async function ask(mock, draft, { isSocket, limit }) {
  stray = undefined;
  const request = isSocket ? undefined : toRequest(draft);
  const reply = request
    ? await handle(mock, request, limit)
    : await sendBytes(portOf(mock), draft, limit);
  const found = 'key' in reply ? reply : judgeReply(draft, reply);
  return { found: stray ?? found, status: 'key' in reply ? 0 : reply.status };
}

/** Undefined for what fetch would not send. @param {Draft} draft */
function toRequest({ method, target, fields, body }) {
  try {
    const isBare = method === 'GET' || method === 'HEAD' || body.length === 0;
    const init = { method, headers: fields, ...(isBare ? {} : { body }) };
    return new Request(`http://fuzz.test${target}`, init);
  } catch {
    return undefined;
  }
}

/** @param {Mock} mock @param {Request} request @param {number} limit @returns {Promise<import('./_wire.mjs').Reply | Found>} */
async function handle(mock, request, limit) {
  const late = new Promise((resolve) => setTimeout(resolve, limit, undefined).unref());
  const isFault = /fault/.test(`${request.url} ${request.headers.get('prefer')}`);
  try {
    const response = await Promise.race([mock.handle(request), late]);
    if (!(response instanceof Response)) return { status: 0, findings: '', text: '', kind: 'late' };
    const text = await response.text();
    const findings = response.headers.get('X-Mock-Findings') ?? '';
    return { status: response.status, findings, text: text.slice(0, 500), kind: 'whole' };
  } catch (error) {
    // A connection that is taken away on purpose is an error of fetch.
    return isFault
      ? { status: 0, findings: '', text: '', kind: 'nothing' }
      : toFound('threw', error);
  }
}

/** The smallest request that shows it on a fresh server. @param {string} path @param {Draft} draft @param {{ found: Found, isSocket: boolean, limit: number }} options */
async function reduce(path, draft, { found, isSocket, limit }) {
  const isSame = async (/** @type {Draft} */ one) => {
    const mock = await open(path);
    try {
      const again = await ask(mock, one, { isSocket, limit });
      return again.found?.key === found.key;
    } finally {
      await mock.close();
    }
  };
  if (!(await isSame(draft))) return { small: draft, isSteady: false };
  return { small: await shrinkDraft(draft, isSame, 80), isSteady: true };
}
