// @ts-check
import { makeParameter } from './_request-parameter.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_request.mjs').Making} Making */
/** @typedef {import('./_request.mjs').Task} Task */
/** @typedef {import('./_declared.mjs').DeclaredParameter} DeclaredParameter */

/**
 * A path whose ids exist, as far as the mock says so and the document allows them.
 * @param {Making} making
 * @param {Task} task
 * @returns {Promise<{ path: string } | { unmade: string }>}
 */
export async function makePath(making, task) {
  const { operation, declared, target } = task;
  const given = target?.split('?', 1)[0];
  const texts = given === undefined ? undefined : readTemplate(operation.path, given);
  let path = operation.path;
  for (const parameter of operation.parameters.filter((one) => one.in === 'path')) {
    const { name } = parameter;
    const spec = declared.parameters.find((one) => one.in === 'path' && one.name === name);
    const known = texts?.get(name);
    const isKnown = known !== undefined && (await isFitting(making, spec, known));
    const made = isKnown ? { written: known } : await makeParameter(making, task, parameter);
    if ('unmade' in made) return made;
    path = path.replace(`{${name}}`, () => made.written);
  }
  return { path: path.replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent) };
}

/** The names in a path template. @param {string} template */
export function toNames(template) {
  return [...template.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
}

/**
 * The texts that stand in a path for the names of its template, in their order.
 * @param {string} template
 * @param {string} path
 */
export function readTemplate(template, path) {
  const source = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '([^/]*?)');
  const match = new RegExp(`^${source}$`).exec(path);
  const pairs = toNames(template).map(
    (name, index) => /** @type {const} */ ([name, match?.[index + 1] ?? '']),
  );
  return match ? new Map(pairs) : undefined;
}

/**
 * The path of a template with texts for its names.
 * @param {string} template
 * @param {readonly string[]} texts
 */
export function fillTemplate(template, texts) {
  let next = 0;
  return template.replace(/\{[^}]+\}/g, () => texts[next++] ?? '');
}

/**
 * Whether a text in a path is one that its schema allows, read in any of the types it may be.
 * @param {Making} making
 * @param {DeclaredParameter | undefined} spec
 * @param {string} written
 */
async function isFitting({ judge }, spec, written) {
  if (!spec?.schema) return written !== '';
  for (const value of toValues(decodeURIComponent(written))) {
    if ((await judge.requests.judge(spec.schema, value)).length === 0) return true;
  }
  return false;
}

/** What a text in a path may mean, in any type. @param {string} decoded @returns {Json[]} */
export function toValues(decoded) {
  const isNumber = /^-?\d+(\.\d+)?$/.test(decoded);
  const isBoolean = decoded === 'true' || decoded === 'false';
  return [
    decoded,
    ...(isNumber ? [Number(decoded)] : []),
    ...(isBoolean ? [decoded === 'true'] : []),
    decoded.split(','),
  ];
}
