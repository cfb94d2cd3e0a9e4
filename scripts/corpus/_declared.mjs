// @ts-check

import { readLegacyBody, readLegacyResponse } from './_declared-2.mjs';
import { get, items, text } from './_json.mjs';
import { isMediaType, isMisplaced } from './_media.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_files.mjs').Place} Place */
/** @typedef {import('./_files.mjs').Files} Files */
/** @typedef {{ mediaType: string, schema?: Place, itemSchema?: Place, at: Place, fields?: DeclaredParameter[] }} DeclaredContent */
/** @typedef {{ name: string, in: string, required: boolean, schema?: Place, mediaType?: string, at: Place }} DeclaredParameter */
/** @typedef {{ name: string, required: boolean, schema?: Place, mediaType?: string, at: Place }} DeclaredHeader */
/** @typedef {{ key: string, content: DeclaredContent[], headers: DeclaredHeader[], at: Place }} DeclaredResponse */
/**
 * What the document says of an operation, as the judge reads it.
 * @typedef {object} Declared
 * @property {string} id
 * @property {string} method upper case
 * @property {string} path
 * @property {DeclaredParameter[]} parameters
 * @property {{ required: boolean, content: DeclaredContent[] }} [body]
 * @property {DeclaredResponse[]} responses
 * @property {Place} at
 */

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** Every operation of a document, OpenAPI 3.x or Swagger 2.0. @param {Files} files @returns {Declared[]} */
export function readDeclared(files) {
  const paths = files.children(files.child(files.root, 'paths'));
  return paths.flatMap(({ name: path, at }) => {
    const item = path.startsWith('/') ? files.follow(at) : undefined;
    if (!item) return [];
    return methods.flatMap((method) => {
      const place = files.follow(files.child(item, method));
      if (!place || typeof place.node !== 'object') return [];
      return [readOperation(files, { method, path, item, at: place })];
    });
  });
}

/** @param {Files} files */
export function isSwagger(files) {
  return get(files.root.node, 'swagger') !== undefined;
}

/**
 * @param {Files} files
 * @param {{ method: string, path: string, item: Place, at: Place }} place
 * @returns {Declared}
 */
function readOperation(files, { method, path, item, at }) {
  const id = text(get(at.node, 'operationId')) ?? `${method.toUpperCase()} ${path}`;
  const all = readParameters(files, [item, at]);
  const parameters = all.filter((one) => ['path', 'query', 'header', 'cookie'].includes(one.in));
  const body = isSwagger(files) ? readLegacyBody(files, at, all) : readBody(files, at);
  const responses = readResponses(files, at);
  return {
    ...{ id, method: method.toUpperCase(), path, parameters, responses, at },
    ...(body && { body }),
  };
}

/** @param {Files} files @param {Place[]} owners @returns {DeclaredParameter[]} */
function readParameters(files, owners) {
  /** @type {Map<string, DeclaredParameter>} */
  const found = new Map();
  for (const owner of owners) {
    for (const reference of listParameters(files, owner)) {
      const at = files.follow(reference);
      const name = text(get(at?.node, 'name'));
      const location = text(get(at?.node, 'in'));
      if (!at || name === undefined || location === undefined) continue;
      const required = location === 'path' || get(at.node, 'required') === true;
      found.set(`${location} ${name}`, { name, in: location, required, ...readValue(files, at) });
    }
  }
  return [...found.values()];
}

/** Those of a list in the list as well. @param {Files} files @param {Place} owner @returns {Place[]} */
function listParameters(files, owner) {
  return files.children(files.child(owner, 'parameters')).flatMap(({ at }) => {
    const end = files.follow(at);
    return Array.isArray(end?.node) ? files.children(end).map((one) => one.at) : [at];
  });
}

/**
 * The schema of a Parameter or Header Object; in Swagger 2.0 the object is its own schema.
 * @param {Files} files
 * @param {Place} at
 * @returns {{ schema?: Place, mediaType?: string, at: Place }}
 */
function readValue(files, at) {
  const [content] = files.children(files.child(at, 'content'));
  const own = content ? files.child(files.follow(content.at), 'schema') : files.child(at, 'schema');
  const schema = own ?? (isSwagger(files) ? at : undefined);
  return { at, ...(schema && { schema }), ...(content && { mediaType: content.name }) };
}

/** @param {Files} files @param {Place} at */
function readBody(files, at) {
  const body = files.follow(files.child(at, 'requestBody'));
  if (!body) return undefined;
  return { required: get(body.node, 'required') === true, content: readContent(files, body) };
}

/** @param {Files} files @param {Place} owner @returns {DeclaredContent[]} */
function readContent(files, owner) {
  const all = files.children(files.child(owner, 'content'));
  const isSaid = all.some(({ name }) => isMediaType(name));
  return all.flatMap(({ name, at: reference }) => {
    // Beside media types, what is none is there by mistake; alone it may be meant for one.
    if (isMisplaced(name) || (isSaid && !isMediaType(name))) return [];
    const at = files.follow(reference) ?? reference;
    const schema = files.child(at, 'schema');
    const itemSchema = files.child(at, 'itemSchema');
    return [{ mediaType: name, at, ...(schema && { schema }), ...(itemSchema && { itemSchema }) }];
  });
}

/** @param {Files} files @param {Place} operation @returns {DeclaredResponse[]} */
function readResponses(files, operation) {
  const found = files.children(files.child(operation, 'responses'));
  return found.flatMap(({ name, at: reference }) => {
    const key = name === 'default' ? name : name.toUpperCase();
    if (!/^([1-5](\d\d|XX)|default)$/.test(key)) return [];
    const at = files.follow(reference) ?? reference;
    const headers = readHeaders(files, at);
    const content = isSwagger(files)
      ? readLegacyResponse(files, at, items(get(operation.node, 'produces')))
      : readContent(files, at);
    return [{ key, content, headers, at }];
  });
}

/** @param {Files} files @param {Place} response @returns {DeclaredHeader[]} */
function readHeaders(files, response) {
  return files.children(files.child(response, 'headers')).flatMap(({ name, at: reference }) => {
    const at = files.follow(reference);
    if (!at || /^content-type$/i.test(name)) return [];
    const required = get(at.node, 'required') === true;
    return [{ name, required, ...readValue(files, at) }];
  });
}
