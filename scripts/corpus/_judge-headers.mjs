// @ts-check
import { get, items, text } from './_json.mjs';
import { isJson, toEssence } from './_media.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_judge.mjs').Finding} Finding */
/** @typedef {import('./_judge.mjs').Reply} Reply */
/** @typedef {import('./_declared.mjs').DeclaredHeader} DeclaredHeader */
/** @typedef {import('./_declared.mjs').DeclaredResponse} DeclaredResponse */
/** @typedef {import('./_schemas.mjs').Schemas} Schemas */

/**
 * Declared response headers: those that are required are there, those that are there are valid.
 * @param {Schemas} schemas
 * @param {DeclaredResponse} response
 * @param {Reply} reply
 * @returns {Promise<Finding[]>}
 */
export async function judgeHeaders(schemas, response, reply) {
  const found = await Promise.all(
    response.headers.map((header) => judgeHeader(schemas, header, reply)),
  );
  return found.flat();
}

/** @param {Schemas} schemas @param {DeclaredHeader} header @param {Reply} reply @returns {Promise<Finding[]>} */
async function judgeHeader(schemas, header, { headers }) {
  const field = headers[header.name.toLowerCase()];
  if (field === undefined) {
    if (!header.required) return [];
    return [{ kind: 'header missing', detail: `${header.name} is required` }];
  }
  if (!header.schema) return [];
  const written = Array.isArray(field) ? field.join(',') : field;
  const values = toValues(schemas, header, written);
  for (const value of values) {
    const objections = await schemas.judge(header.schema, value);
    if (objections.length === 0) return [];
  }
  return [{ kind: 'header invalid', detail: `${header.name}: ${written}` }];
}

/** What a field may mean in the types its schema names (style `simple`). @param {Schemas} schemas @param {DeclaredHeader} header @param {string} written @returns {Json[]} */
function toValues({ copying: { files } }, { schema, mediaType }, written) {
  if (mediaType !== undefined && isJson(toEssence(mediaType))) {
    try {
      return [JSON.parse(written)];
    } catch {
      return [written];
    }
  }
  const at = files.follow(schema);
  const type = get(at?.node, 'type');
  const types = text(type) !== undefined ? [type] : items(type);
  /** @type {Json[]} */
  const values = [written];
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(written)) values.unshift(Number(written));
  if (written === 'true' || written === 'false') values.unshift(written === 'true');
  if (types.includes('array')) values.unshift(toList(written), toList(written).map(toScalar));
  if (types.includes('object')) values.unshift(toObject(written));
  return values;
}

/** @param {string} written */
function toList(written) {
  return written.split(',').map((one) => one.trim());
}

/** @param {string} one @returns {Json} */
function toScalar(one) {
  return /^-?\d+(\.\d+)?$/.test(one) ? Number(one) : one;
}

/** `a,1,b,2` and `a=1,b=2`. @param {string} written @returns {Json} */
function toObject(written) {
  const parts = toList(written);
  const pairs = parts.every((part) => part.includes('='))
    ? parts.map((part) => part.split(/=(.*)/s).slice(0, 2))
    : parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : []));
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, toScalar(value)]));
}
