// @ts-check
import { toCurl } from './_curl.mjs';
import { isJson, toEssence } from './_media.mjs';
import { makeRequest } from './_request.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_judge.mjs').Reply} Reply */
/** @typedef {import('./_request.mjs').Making} Making */
/**
 * An operation as all three know it: the mock, the maker of requests and the judge.
 * @typedef {object} Known
 * @property {string} behaviour
 * @property {number} index its place in the mock's description
 * @property {import('./_project.mjs').Operation} operation
 * @property {import('./_declared.mjs').Declared} declared
 */
/**
 * A request that was sent, and its reply.
 * @typedef {object} Answer
 * @property {Json} [sent] the body, when it was one of JSON
 * @property {Json | undefined} body
 * @property {Reply} reply
 * @property {string} curl
 * @property {string} path
 */
/**
 * What to ask for: which target, with which other data, with what in the query instead or besides.
 * @typedef {{ target?: string, salt?: string, extra?: string }} Asking
 */

/** Sends valid requests that all belong to one session. */
export class Asker {
  /** @param {{ host: import('./_host.mjs').Host, making: Making, session: string }} context */
  constructor({ host, making, session }) {
    this.host = host;
    this.making = making;
    this.session = session;
  }

  /**
   * Asks an operation: with everything it may be told, else with what it must be told. Undefined
   * when no request could be made, also when the document does not allow the target.
   * @param {Known} known
   * @param {Asking} asking
   * @returns {Promise<Answer | undefined>}
   */
  async ask(known, asking) {
    const optional = known.operation.method === 'GET' ? ['none'] : ['all', 'none'];
    for (const one of /** @type {('all' | 'none')[]} */ (optional)) {
      const answer = await this.#try(known, asking, one);
      if (answer) return answer;
    }
    return undefined;
  }

  /**
   * @param {Known} known
   * @param {Asking} asking
   * @param {'all' | 'none'} optional
   * @returns {Promise<Answer | undefined>}
   */
  async #try({ operation, declared, index }, { target: asked, salt = '', extra = '' }, optional) {
    const contents = operation.requestBody?.content ?? [];
    const content = Math.max(0, contents.findIndex(isPlainJson));
    const variant = { label: optional, optional, content, isNew: true };
    const making = { ...this.making, seed: `${this.making.seed}${salt}` };
    const target = asked ?? (await this.host.findTarget(index));
    const task = { operation, declared, variant, ...(target !== undefined && { target }) };
    const made = await makeRequest(making, task);
    if ('unmade' in made) return undefined;
    const { sent, body = null } = made;
    if (asked !== undefined && sent.target.split('?', 1)[0] !== asked.split('?', 1)[0])
      return undefined;
    sent.target = withQuery(sent.target, extra);
    sent.headers['X-Mock-Session'] = this.session;
    const reply = await this.host.send(sent);
    const path = sent.target.split('?', 1)[0] ?? '';
    const seen = contents[content] && isPlainJson(contents[content]) ? { sent: body } : {};
    return { ...seen, body: parse(reply), reply, curl: toCurl(sent), path };
  }
}

/** A target with these pairs in its query, in the place of those of the same name. @param {string} target @param {string} extra */
function withQuery(target, extra) {
  if (extra === '') return target;
  const [path = '', query = ''] = target.split('?', 2);
  const fresh = extra.split('&');
  const toName = (/** @type {string} */ pair) => pair.split('=', 1)[0];
  const names = new Set(fresh.map(toName));
  const kept = query.split('&').filter((pair) => pair !== '' && !names.has(toName(pair)));
  return `${path}?${[...kept, ...fresh].join('&')}`;
}

/** @param {{ mediaType: string }} content */
function isPlainJson({ mediaType }) {
  const essence = toEssence(mediaType);
  return isJson(essence) && essence !== 'application/json-patch+json';
}

/** @param {Reply} reply @returns {Json | undefined} */
function parse({ headers, body }) {
  if (!isJson(toEssence(headers['content-type'] ?? '')) || body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Whether it is a success. @param {Reply} reply */
export function isFine({ status }) {
  return status >= 200 && status < 300;
}

/** A reply that is no success, in a few words. @param {Reply} reply */
export function toRefusal({ status, headers, body }) {
  return `${status} ${String(headers['x-mock-findings'] ?? body.toString('utf8')).slice(0, 400)}`;
}
