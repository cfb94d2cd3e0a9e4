// @ts-check
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseText } from '../corpus/_files.mjs';
import { findDocuments } from '../corpus/_find.mjs';
import { get, listPlaces, put, toHolder } from './_json.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_random.mjs').Random} Random */
/**
 * A sound document that is going to be damaged.
 * @typedef {object} Base
 * @property {string} name
 * @property {string} path
 * @property {string} text
 * @property {() => Json} value a fresh one each time
 */

const own = ['../../spec/documents', '../../test/documents'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** The documents at these paths, after those of the project. @param {readonly string[]} paths @param {boolean} isOwn @returns {Base[]} */
export function readBases(paths, isOwn) {
  return findDocuments([...(isOwn ? own : []), ...paths]).map(({ name, path }) => {
    const text = readFileSync(path, 'utf8');
    /** @type {Json} */
    let parsed;
    const value = () => {
      parsed ??= parseText(text);
      return structuredClone(parsed);
    };
    return { name, path, text, value };
  });
}

const large = 150_000;

/** True for a document of which only a part is damaged at a time. @param {Base} base */
export function isLarge({ text }) {
  return text.length > large;
}

const roomy = [
  ...['components', 'definitions', 'parameters', 'responses', 'tags', 'x-tagGroups', 'webhooks'],
];

/** A few paths of a document and what they refer to. @param {Json} root @param {Random} random */
export function slice(root, random) {
  const all = toHolder(get(toHolder(root), 'paths'));
  const paths = Array.isArray(all) ? [] : Object.keys(all);
  const part = {};
  for (const [name, value] of Object.entries(toHolder(root))) {
    if (name === 'paths' || roomy.includes(name)) continue;
    put(part, name, value);
  }
  const chosen = {};
  put(part, 'paths', chosen);
  for (let count = 1 + random.below(4); count > 0 && paths.length > 0; count--) {
    const path = random.pick(paths);
    put(chosen, path, get(all, path));
  }
  addTargets(toHolder(root), part);
  return part;
}

/** Copies what is referred to, and what that refers to. @param {object} root @param {object} part */
function addTargets(root, part) {
  const done = new Set();
  /** @type {Json[]} */
  const pending = [part];
  for (let at = pending.pop(); at; at = pending.pop()) {
    for (const { key, value } of listPlaces(at)) {
      const ref = key === '$ref' || key === 'security' ? value : undefined;
      if (typeof ref !== 'string' || !ref.startsWith('#/') || done.has(ref)) continue;
      done.add(ref);
      const target = copyTarget(root, part, ref.slice(2).split('/').map(unescapeToken));
      if (target !== undefined) pending.push(target);
    }
  }
  const schemes = get(toHolder(get(root, 'components')), 'securitySchemes');
  if (!schemes) return;
  put(part, 'components', { ...toHolder(get(part, 'components')), securitySchemes: schemes });
}

/** @param {object} root @param {object} part @param {readonly string[]} tokens @returns {Json} */
function copyTarget(root, part, tokens) {
  /** @type {Json} */
  let from = root;
  let to = part;
  // A component as a whole, wherever in it the reference leads.
  const depth = tokens[0] === 'components' ? 3 : 2;
  for (const [index, token] of tokens.slice(0, depth).entries()) {
    const next = Array.isArray(from) ? undefined : get(toHolder(from), token);
    if (next === undefined) return undefined;
    const isLast = index === Math.min(depth, tokens.length) - 1;
    if (get(to, token) === undefined) put(to, token, isLast ? next : {});
    [from, to] = [next, toHolder(get(to, token))];
  }
  return from;
}

/** @param {string} token */
function unescapeToken(token) {
  const plain = token.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
