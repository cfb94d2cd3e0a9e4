// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { entries, escapeToken, get, isObject, items, text, toTokens } from './_json.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/**
 * A value with its place: the URI of its file and its JSON Pointer there.
 * @typedef {{ readonly uri: string, readonly pointer: string, readonly node: Json }} Place
 */

/**
 * The text of a file as a value: JSON where it is, else YAML. This reader and everything the judge
 * does with a document is its own: a misreading of the engine must not hide itself.
 * @param {string} written
 * @returns {Json}
 */
export function parseText(written) {
  const start = written.trimStart()[0];
  if (start === '{' || start === '[') {
    try {
      return JSON.parse(written);
    } catch {
      // YAML in flow style looks like JSON.
    }
  }
  const options = { merge: true, uniqueKeys: false, maxAliasCount: -1, prettyErrors: false };
  return toJson(parse(written, { ...options, logLevel: 'error', strict: false }));
}

/** What YAML knows and JSON does not becomes text or null. @param {unknown} value @returns {Json} */
function toJson(value) {
  return JSON.parse(JSON.stringify(value) ?? 'null');
}

const holders = new Set([
  ...[
    'components',
    'paths',
    'responses',
    'content',
    'headers',
    'examples',
    'parameters',
    'schemas',
  ],
  ...['properties', 'patternProperties', 'dependentSchemas', 'allOf', 'oneOf', 'anyOf', 'encoding'],
  ...['prefixItems', '$defs', 'requestBodies', 'mediaTypes', 'definitions', 'securitySchemes'],
]);

/** @param {Json} node */
function isBareReference(node) {
  return isObject(node) && typeof node.$ref === 'string' && Object.keys(node).length === 1;
}

/** A document and the files it refers to, read on first use. */
export class Files {
  /** @type {Map<string, Json | undefined>} */
  #roots = new Map();
  /** @type {Set<string>} pointers that are being followed through references */
  #open = new Set();

  /** @param {string} path */
  constructor(path) {
    this.entry = pathToFileURL(path).href;
    this.#roots.set(this.entry, parseText(readFileSync(path, 'utf8')));
  }

  /** @returns {Place} */
  get root() {
    return { uri: this.entry, pointer: '', node: this.read(this.entry) ?? null };
  }

  /** A file's value, undefined when there is none. @param {string} uri @returns {Json | undefined} */
  read(uri) {
    if (!this.#roots.has(uri)) this.#roots.set(uri, readFile(uri));
    return this.#roots.get(uri);
  }

  /**
   * A member; what only refers to a map or a list, where there can be no reference, is that.
   * @param {Place | undefined} place
   * @param {string} name
   * @returns {Place | undefined}
   */
  child(place, name) {
    const node = place && get(place.node, name);
    if (place === undefined || node === undefined) return undefined;
    const at = { uri: place.uri, pointer: `${place.pointer}/${escapeToken(name)}`, node };
    const isOdd = holders.has(name) && isBareReference(node);
    return isOdd ? (this.follow(at) ?? at) : at;
  }

  /** The members of an object or the items of an array. @param {Place | undefined} place */
  children(place) {
    const node = place?.node ?? null;
    const names = Array.isArray(node) ? [...node.keys()].map(String) : Object.keys(node ?? {});
    if (typeof node !== 'object') return [];
    return names.flatMap((name) => {
      const at = this.child(place, name);
      return at ? [{ name, at }] : [];
    });
  }

  /** What one `$ref` names. @param {string} ref @param {string} base @returns {Place | undefined} */
  resolve(ref, base) {
    const [path = '', fragment = ''] = ref.split('#', 2);
    const uri = path === '' ? base : toUri(path, base);
    const root = uri === undefined ? undefined : this.read(uri);
    if (uri === undefined || root === undefined) return undefined;
    const pointer = decode(fragment);
    if (pointer !== '' && !pointer.startsWith('/')) return findAnchor(root, uri, pointer);
    /** @type {Place | undefined} */
    let at = { uri, pointer: '', node: root };
    const key = `${uri}#${pointer}`;
    for (const token of toTokens(pointer)) at = this.#step(at, token, key);
    return at;
  }

  /**
   * One step of a pointer, through a reference where it has to be.
   * @param {Place | undefined} place
   * @param {string} token
   * @param {string} key
   */
  #step(place, token, key) {
    const plain = place && get(place.node, token);
    if (place && plain !== undefined && !isBareReference(plain)) return this.child(place, token);
    if (this.#open.has(key)) return undefined;
    this.#open.add(key);
    const end = plain === undefined ? this.follow(place) : place;
    const found = end && this.child(end, token);
    this.#open.delete(key);
    return found;
  }

  /** Follows `$ref` until something else is there. @param {Place | undefined} place @returns {Place | undefined} */
  follow(place) {
    let current = place;
    for (let hops = 0; current && hops < 50; hops++) {
      const ref = text(get(current.node, '$ref'));
      if (ref === undefined) return current;
      current = this.resolve(ref, current.uri);
    }
    return undefined;
  }
}

/** @param {string} uri @returns {Json | undefined} */
function readFile(uri) {
  if (!uri.startsWith('file:') || !existsSync(fileURLToPath(uri))) return undefined;
  try {
    return parseText(readFileSync(fileURLToPath(uri), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} path @param {string} base */
function toUri(path, base) {
  return URL.canParse(path, base) ? new URL(path, base).href : undefined;
}

/** @param {string} fragment */
function decode(fragment) {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** @param {Json} root @param {string} uri @param {string} anchor @returns {Place | undefined} */
function findAnchor(root, uri, anchor) {
  /** @type {Place[]} */
  const queue = [{ uri, pointer: '', node: root }];
  for (let place = queue.pop(); place; place = queue.pop()) {
    const { node, pointer } = place;
    const isFound = get(node, '$anchor') === anchor || get(node, '$dynamicAnchor') === anchor;
    if (isObject(node) && isFound) return place;
    const members = Array.isArray(node) ? [...items(node).entries()] : entries(node);
    for (const [name, child] of members) {
      queue.push({ uri, pointer: `${pointer}/${escapeToken(String(name))}`, node: child });
    }
  }
  return undefined;
}
