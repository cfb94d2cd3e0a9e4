// @ts-check
import { get, items } from './_json.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_files.mjs').Place} Place */
/** @typedef {import('./_files.mjs').Files} Files */
/** @typedef {import('./_declared.mjs').DeclaredParameter} DeclaredParameter */
/** @typedef {import('./_declared.mjs').DeclaredContent} DeclaredContent */

/**
 * The body of a Swagger 2.0 operation: its one `body` parameter, or all those in `formData`.
 * @param {Files} files
 * @param {Place} operation
 * @param {DeclaredParameter[]} parameters
 * @returns {{ required: boolean, content: DeclaredContent[] } | undefined}
 */
export function readLegacyBody(files, operation, parameters) {
  const own = items(get(operation.node, 'consumes'));
  const consumes = toTypes(own, items(get(files.root.node, 'consumes')));
  const body = parameters.find((one) => one.in === 'body');
  if (body) {
    const schema = files.child(body.at, 'schema');
    const common = { at: body.at, ...(schema && { schema }) };
    const types = consumes.length > 0 ? consumes : ['application/json'];
    return {
      required: body.required,
      content: types.map((mediaType) => ({ mediaType, ...common })),
    };
  }
  const fields = parameters.filter((one) => one.in === 'formData');
  if (fields.length === 0) return undefined;
  const hasFile = fields.some(({ at }) => get(at.node, 'type') === 'file');
  const usual = hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  const named = consumes.filter((type) => /form/i.test(type));
  const types = named.length > 0 ? named : [usual];
  const content = types.map((mediaType) => ({ mediaType, at: operation, fields }));
  return { required: fields.some(({ required }) => required), content };
}

/**
 * The content of a Swagger 2.0 response: its schema in each of the media types produced.
 * @param {Files} files
 * @param {Place} response
 * @param {Json[]} own the operation's `produces`
 * @returns {DeclaredContent[]}
 */
export function readLegacyResponse(files, response, own) {
  const schema = files.child(response, 'schema');
  // Nothing is said of what an example shows, but that it comes.
  if (!schema) {
    const shown = files.children(files.child(response, 'examples'));
    return shown.map(({ name: mediaType }) => ({ mediaType, at: response }));
  }
  const produces = toTypes(own, items(get(files.root.node, 'produces')));
  const types = produces.length > 0 ? produces : ['application/json'];
  return types.map((mediaType) => ({ mediaType, schema, at: response }));
}

/** @param {Json[]} own @param {Json[]} common @returns {string[]} */
function toTypes(own, common) {
  const types = own.length > 0 ? own : common;
  return types.flatMap((type) => (typeof type === 'string' ? [type] : []));
}
