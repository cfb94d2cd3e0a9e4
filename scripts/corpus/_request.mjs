// @ts-check
import { toCredentials } from './_credentials.mjs';
import { isMisplaced } from './_media.mjs';
import { makeBody } from './_request-body.mjs';
import { isSteering, makeParameter } from './_request-parameter.mjs';
import { makePath } from './_request-path.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_project.mjs').Operation} Operation */
/** @typedef {import('./_host.mjs').Sent} Sent */
/**
 * Which of an operation's requests.
 * @typedef {object} Variant
 * @property {string} label
 * @property {'none' | 'all'} optional
 * @property {number} content which of the body's media types
 * @property {boolean} [isNew] invents everything: a documented example may be there already
 */
/**
 * What requests are made with, and judged by before they are sent.
 * @typedef {object} Making
 * @property {import('./_project.mjs').Maker} maker
 * @property {import('./_judge.mjs').Judge} judge
 * @property {string} seed
 */
/**
 * @typedef {object} Task
 * @property {Operation} operation
 * @property {import('./_declared.mjs').Declared} declared
 * @property {Variant} variant
 * @property {string} [target] a target whose ids exist
 */
/** A request, or why there is none. @typedef {{ sent: Sent, body?: Json } | { unmade: string }} Made */

/**
 * The requests of an operation: what is required, everything, and every other kind of body.
 * @param {Operation} operation
 * @param {boolean} requiredOnly
 * @returns {Variant[]}
 */
export function toVariants({ requestBody, parameters, method }, requiredOnly) {
  /** @type {Variant[]} */
  const variants = [{ label: 'required', optional: 'none', content: 0 }];
  const contents = method === 'GET' || method === 'HEAD' ? [] : (requestBody?.content ?? []);
  const hasOptional = contents.length > 0 || parameters.some(({ required }) => !required);
  if (requiredOnly || !hasOptional) return variants;
  variants.push({ label: 'all', optional: 'all', content: 0 });
  for (const [content, { mediaType }] of contents.entries()) {
    if (content === 0 || isMisplaced(mediaType)) continue;
    variants.push({ label: mediaType, optional: 'all', content });
  }
  return variants;
}

/**
 * A request that the document allows.
 * @param {Making} making
 * @param {Task} task
 * @returns {Promise<Made>}
 */
export async function makeRequest(making, task) {
  const path = await makePath(making, task);
  if ('unmade' in path) return path;
  const fields = await makeFields(making, task);
  if ('unmade' in fields) return fields;
  const body = await makeBody(making, task);
  if (body && 'unmade' in body) return body;
  const { headers, query } = fields;
  const target = query.length > 0 ? `${path.path}?${query.join('&')}` : path.path;
  const { method } = task.operation;
  if (!body) return { sent: { method, target, headers } };
  headers['Content-Type'] = body.type;
  return { sent: { method, target, headers, body: body.bytes }, body: body.value };
}

/**
 * Credentials and everything that travels in query, header and cookie.
 * @param {Making} making
 * @param {Task} task
 */
async function makeFields(making, task) {
  const { operation, variant } = task;
  const { headers, query, cookies } = toCredentials(operation.security);
  for (const parameter of operation.parameters) {
    if (parameter.in === 'path' || isSteering(parameter)) continue;
    if (!parameter.required && variant.optional === 'none') continue;
    const made = await makeParameter(making, task, parameter);
    if ('unmade' in made && parameter.required) return made;
    if ('unmade' in made || made.written === '') continue;
    if (parameter.in === 'query') query.push(made.written);
    else if (parameter.in === 'cookie') cookies.push(made.written);
    else headers[parameter.name] = made.written;
  }
  if (cookies.length > 0) headers.Cookie = cookies.join('; ');
  return { headers, query };
}
