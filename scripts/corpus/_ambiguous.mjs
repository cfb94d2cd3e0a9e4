// @ts-check
import { get, items } from './_json.mjs';
import { isJson, toEssence } from './_media.mjs';
import { readTemplate, toValues } from './_request-path.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_judge.mjs').Judge} Judge */
/** @typedef {import('./_judge.mjs').Reply} Reply */
/** @typedef {import('./_declared.mjs').Declared} Declared */
/** @typedef {import('./_declared.mjs').DeclaredParameter} DeclaredParameter */
/**
 * A request that was valid for one operation, and the reply that was wrong for it.
 * @typedef {{ target: string, headers: Record<string, string>, body?: Json, reply: Reply }} Exchange
 */

/**
 * Whether a wrong reply is the right one of another operation, to which the document gives the same
 * path as much: OpenAPI calls templates that differ in names alone identical, and invalid
 * (3.1 §4.8.8). Undefined unless the path itself does not tell them apart and the reply is proven to
 * be the other's.
 * @param {Judge} judge
 * @param {Declared} declared
 * @param {Exchange} exchange
 * @returns {Promise<string | undefined>}
 */
export async function findRival(judge, declared, exchange) {
  const path = exchange.target.split('?', 1)[0] ?? '';
  const own = countNamed(judge, declared, path);
  for (const twin of judge.operations) {
    if (!isTwin(twin, declared) || countNamed(judge, twin, path) < own) continue;
    if (!(await admits(judge, twin, path))) continue;
    if (await isRightFor(judge, twin, exchange)) {
      return `ambiguous templates: ${twin.method} ${twin.path} has the same path`;
    }
  }
  return undefined;
}

/** @param {Declared} one @param {Declared} other */
function isTwin(one, other) {
  const bare = (/** @type {string} */ path) => path.replace(/\{[^}]*\}/g, '{}');
  return (
    one.method === other.method && one.path !== other.path && bare(one.path) === bare(other.path)
  );
}

/** The parameters in a path with their texts. @param {Declared} declared @param {string} path */
function readPath({ path: template, parameters }, path) {
  return [...(readTemplate(template, path) ?? [])].map(([name, text]) => ({
    text,
    parameter: parameters.find((one) => one.in === 'path' && one.name === name),
  }));
}

/** How many texts of a path are values that the document shows for them. @param {Judge} judge @param {Declared} declared @param {string} path */
function countNamed({ files }, declared, path) {
  return readPath(declared, path).filter(({ text, parameter }) => {
    if (!parameter) return false;
    const shown = [parameter.at, files.follow(parameter.schema)].flatMap((place) => {
      const node = place?.node;
      const one = ['default', 'example', 'const'].map((keyword) => get(node, keyword));
      const named = files.children(files.child(place, 'examples')).map(({ at }) => {
        return get(files.follow(at)?.node, 'value');
      });
      return [...one, ...named, ...items(get(node, 'enum')), ...items(get(node, 'examples'))];
    });
    return shown.some((value) => value !== undefined && String(value) === decodeURIComponent(text));
  }).length;
}

/** @param {Judge} judge @param {Declared} declared @param {string} path */
async function admits({ requests }, declared, path) {
  for (const { text, parameter } of readPath(declared, path)) {
    const { schema } = parameter ?? {};
    if (!schema) continue;
    const readings = toValues(decodeURIComponent(text));
    const judged = await Promise.all(readings.map((value) => requests.judge(schema, value)));
    if (judged.every((objections) => objections.length > 0)) return false;
  }
  return true;
}

/** A reply that it declares, or a refusal of what it does not take. @param {Judge} judge @param {Declared} twin @param {Exchange} exchange */
async function isRightFor(judge, twin, { target, headers, body, reply }) {
  if ((await judge.reply(twin, reply)).length === 0) return true;
  if (reply.status < 400 || reply.status >= 500) return false;
  const query = new URLSearchParams(target.split('?')[1] ?? '');
  const fields = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const isMissing = (/** @type {DeclaredParameter} */ { name, in: place, required }) =>
    (place === 'query' && required && !query.has(name)) ||
    (place === 'header' && required && !fields.has(name.toLowerCase()));
  if (twin.parameters.some(isMissing)) return true;
  if (body === undefined) return twin.body?.required === true;
  const schema = twin.body?.content.find((one) => isJson(toEssence(one.mediaType)))?.schema;
  return schema !== undefined && (await judge.requests.judge(schema, body)).length > 0;
}
