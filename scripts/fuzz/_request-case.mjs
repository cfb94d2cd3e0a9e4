// @ts-check
import { requestMutations } from './_mutate-request.mjs';
import { createRandom } from './_random.mjs';

/** @typedef {import('./_mutate-request.mjs').Draft} Draft */
/** @typedef {import('../../mock/index.ts').OperationInfo} OperationInfo */
/**
 * A damaged request.
 * @typedef {object} RequestCase
 * @property {Draft} draft
 * @property {boolean} isSocket false: it is handled in process, where it can be
 * @property {string[]} done
 */

/** The request of an operation as it should be. @param {OperationInfo} operation @returns {Draft} */
export function toSoundDraft({ method, target, body }) {
  const hasBody = body !== undefined && method !== 'GET' && method !== 'HEAD';
  return {
    ...{ method, target, version: 'HTTP/1.1', isCounted: true },
    fields: [
      ['Authorization', 'Bearer any'],
      ...(hasBody ? [/** @type {[string, string]} */ (['Content-Type', 'application/json'])] : []),
    ],
    body: hasBody ? Buffer.from(JSON.stringify(body)) : Buffer.alloc(0),
  };
}

/** The case of this number. @param {readonly OperationInfo[]} operations @param {string} seed @param {number} index @returns {RequestCase} */
export function createRequestCase(operations, seed, index) {
  const random = createRandom('request', seed, index);
  const draft = toSoundDraft(random.pick(operations));
  const done = [];
  for (let count = random.pick([1, 1, 1, 2, 2, 3, 6]); count > 0; count--) {
    const name = random.pick(Object.keys(requestMutations));
    requestMutations[name]?.(draft, random);
    done.push(name);
  }
  return { draft, done, isSocket: random.chance(0.7) };
}
