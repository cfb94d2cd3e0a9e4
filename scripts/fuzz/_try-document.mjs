// @ts-check
import { pathToFileURL } from 'node:url';
import { root } from '../_run.mjs';

/** @typedef {import('../../mock/index.ts').Mock} Mock */
/** @typedef {import('../../mock/index.ts').DocumentFault} DocumentFault */
/**
 * Something that must not be. Findings with one key are one finding.
 * @typedef {{ key: string, detail: string }} Found
 */
/**
 * What became of a damaged document.
 * @typedef {object} Outcome
 * @property {'refused' | 'served' | 'found'} kind
 * @property {number} asked operations
 * @property {number} withheld replies that were not sent because they would have been wrong
 * @property {Found} [found]
 */

/** @type {typeof import('../../mock/index.ts')} */
const mock = await import(
  // Another one shows that what is wrong is found.
  pathToFileURL(process.env.STANDIN_FUZZ_MOCK ?? `${root}/dist/mock/index.js`).href
);
export const { createMock } = mock;
const { DocumentError } = mock;

const most = 40;

/** Reads a document and, when it is served, asks each of its operations once. @param {string} path @returns {Promise<Outcome>} */
export async function tryDocument(path) {
  /** @type {Mock} */
  let mock;
  try {
    mock = await createMock({ documents: [path] });
  } catch (error) {
    return refuse(error);
  }
  try {
    return await askAll(mock);
  } catch (error) {
    if (error instanceof DocumentError) return refuse(error);
    return { kind: 'found', asked: 0, withheld: 0, found: toFound('threw while asked', error) };
  } finally {
    await mock.close();
  }
}

/** @param {unknown} error @returns {Outcome} */
function refuse(error) {
  const none = { asked: 0, withheld: 0 };
  if (!(error instanceof DocumentError)) {
    return { ...none, kind: 'found', found: toFound('threw', error) };
  }
  const found = findBadFault(error.faults);
  return found ? { ...none, kind: 'found', found } : { ...none, kind: 'refused' };
}

/** @param {Mock} mock @returns {Promise<Outcome>} */
async function askAll(mock) {
  const bad = findBadFault(mock.warnings);
  if (bad) return { kind: 'found', asked: 0, withheld: 0, found: bad };
  let [asked, withheld] = [0, 0];
  for (const operation of mock.operations.slice(0, most)) {
    const request = toRequest(operation);
    if (!request) continue;
    const response = await mock.handle(request);
    asked += 1;
    const text = await response.text();
    if (response.status < 500) continue;
    withheld += 1;
    const findings = response.headers.get('X-Mock-Findings') ?? '';
    if (!findings.includes('"rule":"behaviour"')) continue;
    const detail = `${operation.method} ${operation.target}\n${findings}\n${text.slice(0, 500)}`;
    const [, message = ''] = /"message":"((?:[^"\\]|\\.)*)"/.exec(findings) ?? [];
    return {
      kind: 'found',
      asked,
      withheld,
      found: { key: `failed: ${toPlain(message)}`, detail },
    };
  }
  return { kind: 'served', asked, withheld };
}

/** Undefined for a request that cannot be made with fetch. @param {import('../../mock/index.ts').OperationInfo} operation */
function toRequest({ method, target, body }) {
  try {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const fields = { Authorization: 'Bearer any', 'Content-Type': 'application/json' };
    const isBare = method === 'GET' || method === 'HEAD' || text === undefined;
    const init = isBare ? { method, headers: fields } : { method, headers: fields, body: text };
    return new Request(`http://fuzz.test${target}`, init);
  } catch {
    return undefined;
  }
}

/** A fault without a place, or that tells nothing. @param {readonly DocumentFault[]} faults @returns {Found | undefined} */
function findBadFault(faults) {
  for (const fault of faults) {
    const { position, message, mend } = fault;
    const isPlaced = position.file !== '' && position.line >= 1 && position.column >= 1;
    const isTold = message.length > 3 && mend.length > 3 && message.length < 2000;
    const isBare = /undefined|\[object |\n\s+at /.test(
      `${message} ${mend}`.replace(/"[^"]*"/g, ''),
    );
    if (isPlaced && isTold && !isBare) continue;
    return { key: `message: ${toPlain(message)}`, detail: JSON.stringify(fault).slice(0, 2000) };
  }
  return undefined;
}

/** @param {string} what @param {unknown} error @returns {Found} */
export function toFound(what, error) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = text.split('\n');
  const [head = ''] = lines;
  const place = lines.find((line) => /^\s+at /.test(line) && !line.includes('node:')) ?? '';
  const name = /at (?:async )?([\w$.#<>]+)/.exec(place)?.[1] ?? '';
  return { key: `${what}: ${toPlain(head)} in ${name}`, detail: lines.slice(0, 12).join('\n') };
}

/** A message without what differs from case to case. @param {string} text */
export function toPlain(text) {
  return text
    .replace(/"[^"]*"|'[^']*'|\\"[^"]*\\"/g, '…')
    .replace(/\d+/g, '0')
    .slice(0, 160);
}
