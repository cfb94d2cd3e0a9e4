// @ts-check
import { collections } from './_collection.mjs';

/**
 * @typedef {{ name: string, ask: import('./_wire.mjs').Ask, times?: number }} Dear
 *   `times`: asked so often in one breath, on one connection
 */

const json = 'application/json';
const boundary = 'between-parts';

/** A filter of filters, as query languages have it: which alternative is meant, each has to be tried. */
const filter = {
  type: 'object',
  required: ['op'],
  oneOf: [
    toOperator('and', { of: { type: 'array', items: { $ref: '#/components/schemas/Filter' } } }),
    toOperator('or', { of: { type: 'array', items: { $ref: '#/components/schemas/Filter' } } }),
    toOperator('not', { term: { $ref: '#/components/schemas/Filter' } }),
    toOperator('maybe', { term: { $ref: '#/components/schemas/Filter' } }),
    toOperator('is', { value: { type: 'string' } }),
  ],
};

/** @param {string} name @param {object} properties */
function toOperator(name, properties) {
  return { properties: { op: { const: name }, ...properties } };
}

/** By the last segment of the path: what its body is, and the schema of that. */
const bodies = {
  text: [json, { type: 'string' }],
  pattern: [json, { type: 'string', pattern: '^(a+)+$' }],
  backward: [json, { type: 'string', pattern: '^(?:(a+)\\1*)+$' }],
  numbers: [json, { type: 'array', items: { type: 'integer' } }],
  choices: [json, { type: 'array', items: { oneOf: [{ type: 'integer' }, { type: 'boolean' }] } }],
  unique: [json, { type: 'array', uniqueItems: true, items: { type: 'object' } }],
  closed: [json, { type: 'object', additionalProperties: false, properties: { a: {} } }],
  map: [json, { type: 'object', additionalProperties: { type: 'integer' } }],
  names: [json, { type: 'object', propertyNames: { pattern: '^[a-f]+$' } }],
  filter: [json, { $ref: '#/components/schemas/Filter' }],
  remainder: [json, { type: 'object', properties: { a: {} }, unevaluatedProperties: false }],
  dates: [json, { type: 'array', items: { type: 'string', format: 'date-time' } }],
  email: [json, { type: 'string', format: 'email' }],
  hostname: [json, { type: 'string', format: 'hostname' }],
  uri: [json, { type: 'string', format: 'uri' }],
  form: ['application/x-www-form-urlencoded', { type: 'object' }],
  parts: ['multipart/form-data', { type: 'object' }],
  lines: ['application/x-ndjson', { type: 'array', items: { type: 'integer' } }],
  yaml: ['application/yaml', { type: 'array', items: { type: 'integer' } }],
};

/** A document of which each operation can be asked something dear. */
export const document = {
  openapi: '3.1.0',
  info: { title: 'Dear', version: '1' },
  paths: Object.fromEntries(
    Object.entries(bodies).map(([name, [type, schema]]) => [
      `/dear/${name}`,
      {
        post: {
          'x-mock': { behaviour: 'static' },
          requestBody: { required: true, content: { [String(type)]: { schema } } },
          responses: { 204: { description: 'Taken' }, '4XX': { description: 'Not taken' } },
        },
      },
    ]),
  ),
  components: { schemas: { Filter: filter } },
};

/** How many items the collection has that is listed. */
export const size = 20_000;

/**
 * Requests each of which is as dear as a client can make it with a body of that size.
 * @param {number} bytes
 * @returns {Dear[]}
 */
export function toDear(bytes) {
  const { path } = collections.v2;
  const fill = (/** @type {string} */ text) => text.repeat(Math.ceil(bytes / text.length));
  const many = (/** @type {(index: number) => string} */ make) => {
    const length = Math.floor(bytes / (make(bytes).length + 1));
    return Array.from({ length }, (_, index) => make(index)).join(',');
  };
  const numbers = fill('1,').slice(0, -1);
  const nested = (/** @type {string} */ open, /** @type {string} */ close, deep = 30) =>
    `${open.repeat(deep)}{"op":"is","value":"x"}${close.repeat(deep)}`;
  return [
    { name: 'a list of 1,000 items', ask: { path: `${path}?limit=1000` } },
    {
      name: 'a list of 1,000 further items',
      ask: { path: `${path}?limit=1000&offset=${size / 2}` },
    },
    { name: '200 such lists in one breath', ask: { path: `${path}?limit=1000` }, times: 200 },
    toPost('a body beyond the limit', 'text', JSON.stringify('x'.repeat(10 * bytes))),
    toPost('one long string', 'text', JSON.stringify(fill('x'))),
    toPost('deep JSON', 'text', fill('[')),
    toPost(
      'deep JSON that is whole',
      'text',
      fill('[').slice(bytes / 2) + fill(']').slice(bytes / 2),
    ),
    toPost('JSON that ends too early', 'numbers', `[${numbers}`),
    toPost('JSON with lines that ends too early', 'numbers', `[${fill('\n')}`),
    toPost('an array of numbers', 'numbers', `[${numbers}]`),
    toPost('an array of numbers and an escape', 'numbers', `["\\u0041",${numbers}]`),
    toPost('an array of what must be numbers', 'numbers', `[${fill('"",').slice(0, -1)}]`),
    toPost('an array of what matches no alternative', 'choices', `[${fill('"",').slice(0, -1)}]`),
    toPost('an array of objects that must differ', 'unique', `[${many((one) => `{"a":${one}}`)}]`),
    toPost('an object of undeclared members', 'closed', `{${many((one) => `"${one}":0`)}}`),
    toPost('an object of wrong members', 'map', `{${many((one) => `"${one}":""`)}}`),
    toPost('an object of wrong names', 'names', `{${many((one) => `"${one}":0`)}}`),
    toPost('an object of unevaluated members', 'remainder', `{${many((one) => `"${one}":0`)}}`),
    toPost('filters in lists', 'filter', nested('{"op":"and","of":[', ']}')),
    toPost('filters in filters', 'filter', nested('{"op":"not","term":', '}', 60)),
    toPost(
      'filters in filters, wrong within',
      'filter',
      nested('{"op":"not","term":', '}', 60).replace('"x"', '1'),
    ),
    toPost('the pattern ^(a+)+$', 'pattern', JSON.stringify(`${fill('a')}!`)),
    toPost('a pattern that refers back', 'backward', JSON.stringify(`${fill('a')}!`)),
    toPost('dates', 'dates', `[${fill('"2025-01-01T00:00:00Z",').slice(0, -1)}]`),
    toPost(
      'texts that must be dates',
      'dates',
      `[${fill('"2025-13-01T00:00:00Z",').slice(0, -1)}]`,
    ),
    ...['x', 'x.', '@', '%41', ':', '/'].flatMap((text) =>
      ['email', 'hostname', 'uri'].map((format) =>
        toPost(`the ${format} ${text}${text}…`, format, JSON.stringify(fill(text))),
      ),
    ),
    toPost('a form of many fields', 'form', fill('a=1&'), bodies.form[0]),
    toPost(
      'a form of many names',
      'form',
      many((one) => `a${one}=1`).replaceAll(',', '&'),
      bodies.form[0],
    ),
    toPost(
      'a form of brackets',
      'form',
      many((one) => `a[b][${one}]=1`).replaceAll(',', '&'),
      bodies.form[0],
    ),
    toPost('many parts', 'parts', toParts(bytes), `multipart/form-data; boundary=${boundary}`),
    toPost('many lines', 'lines', fill('1\n'), bodies.lines[0]),
    toPost('YAML', 'yaml', fill('- 1\n'), bodies.yaml[0]),
    toPost('YAML of aliases', 'yaml', toAliases(), bodies.yaml[0]),
  ];
}

/** @param {string} name @param {string} body @param {string} text @param {unknown} [type] @returns {Dear} */
function toPost(name, body, text, type = json) {
  const headers = { 'content-type': String(type) };
  return { name, ask: { method: 'POST', path: `/dear/${body}`, headers, body: text } };
}

/** @param {number} bytes */
function toParts(bytes) {
  const part = `--${boundary}\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n`;
  return `${part.repeat(Math.floor(bytes / part.length))}--${boundary}--\r\n`;
}

/** Ten of ten of ten, by few bytes. */
function toAliases() {
  const lines = Array.from({ length: 9 }, (_, index) => {
    const item = index === 0 ? '1' : `*a${index - 1}`;
    return `  - &a${index} [${Array.from({ length: 10 }, () => item).join(', ')}]`;
  });
  return `list:\n${lines.join('\n')}\n`;
}
