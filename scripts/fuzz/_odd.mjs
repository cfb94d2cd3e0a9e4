// @ts-check

/** Values that are wrong nearly everywhere. @type {readonly unknown[]} */
export const oddValues = [
  ...[null, true, false, 0, -0, 1, -1, 0.1, 1e308, -1e308, 5e-324, 2 ** 53, 1e21],
  ...['', ' ', 'text', '0', 'null', '\u0000', '\ud800', '😀', '\u202ex', 'a'.repeat(5000)],
  ...[[], {}, [[]], [null], [{}], { '': null }, { $ref: '#' }, { $ref: 5 }, { type: null }],
];

/** Names that break what looks a member up carelessly. */
export const oddNames = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'then'],
  ...[
    '',
    ' ',
    '/',
    '//',
    '%',
    '%zz',
    '%2F',
    '~',
    '~0',
    '~1',
    '.',
    '..',
    '#',
    '?',
    '*',
    '{}',
    '{',
    '}',
  ],
  ...['{id}', '{id}{id}', '/{a}/{a}', '/{}', '/a//b', '😀', '\u0000', '\n', '\ud800', 'é', 'É'],
  ...[
    '$ref',
    '$id',
    '$anchor',
    '$dynamicRef',
    '$defs',
    '$schema',
    'x-',
    'x-mock',
    'length',
    '0',
    '-1',
  ],
  ...['get', 'GET', 'default', '200', '2XX', '999', '1e3', 'a'.repeat(3000), '__defineGetter__'],
];

/** References that lead nowhere, in circles, or where nobody should go. */
export const oddReferences = [
  ...[
    '',
    '#',
    '#/',
    '#//',
    '#/nowhere',
    '#/paths',
    '#/components',
    '#/components/schemas',
    '#/info',
  ],
  ...['#/components/schemas/%', '#/components/schemas/%zz', '#/components/schemas/~2', '#anchor'],
  ...['#/__proto__', '#/constructor', '#/components/schemas/__proto__', '#/paths/0', '#/-1'],
  ...['.', './', '..', '/', '//', '//host/x', 'missing.yaml', './missing.json#/a', '?', '?a#/b'],
  ...[
    'file:',
    'file:///',
    'file:///etc/passwd',
    'file:///proc/self/mem',
    'file://host/x',
    '/dev/zero',
  ],
  ...['http://', 'http://[', 'http://127.0.0.1:1/x', 'http://[::1]:1/x#/a', 'https://localhost:1'],
  ...['data:,{}', 'data:application/json,{}', 'javascript:1', 'memory:///x', 'urn:x', 'mailto:a@b'],
  ...[
    'document.json',
    'document.json#',
    'document.json#/paths',
    '\u0000',
    '\ud800',
    '😀#/😀',
    ' #/ ',
  ],
  ...['#/components/schemas/a'.repeat(500), '../'.repeat(500)],
];

/** Regular expressions that do not compile, or that take their time. */
const oddPatterns = [
  ...['[', '(', '*', '\\', '(?', '(?<a>', '\\p{Foo}', '[z-a]', '{1', 'a{2,1}', '\\u{110000}', ''],
  ...['(a+)+$', '(a|a)*$', '(.*)*x', '^(([a-z])+.)+[A-Z]([a-z])+$', '.{1000000}', '(x{500}){500}'],
  ...['^$', '^(?!)$', '(?=a)b', '(?<!a)b', '\\b', '[^]', '$^', '^a$|^', '[\\_]', '\\cA', '^\\s+$'],
];

const flags = [true, false, 'yes', null];
const counts = [0, 1, 1e5, 1e9, Number.MAX_SAFE_INTEGER, -1, 0.5, null, '3'];
const bounds = [0, 1e308, -1e308, 5e-324, true, false, '1', null, []];

/** Keywords with values that ask for too much, or for what cannot be. @type {Readonly<Record<string, readonly unknown[]>>} */
export const oddKeywords = {
  ...{ minLength: counts, maxLength: counts, minItems: counts, maxItems: counts },
  ...{ minProperties: counts, maxProperties: counts, minContains: counts, maxContains: counts },
  ...{ minimum: bounds, maximum: bounds, exclusiveMinimum: bounds, exclusiveMaximum: bounds },
  multipleOf: [0, -1, 1e-300, 1e300, 0.1, 3, '2', null],
  enum: [[], [null], ['x', 'x'], 5, {}, [[]], [{}]],
  const: [null, 0, '', {}, [1], 'x'],
  type: ['any', [], ['null'], ['string', 'object'], 'integer', 'null', 'file', {}, ['', 5]],
  format: ['uuid', 'date-time', 'nope', '', 5, 'binary', 'byte', 'regex', 'int64', 'uri', 'ipv6'],
  pattern: oddPatterns,
  required: [['a', 'a'], ['__proto__'], ['nowhere'], true, [5], 'a', {}],
  ...{ nullable: flags, readOnly: flags, writeOnly: flags, uniqueItems: flags, explode: flags },
  ...{ additionalProperties: flags, unevaluatedProperties: flags, unevaluatedItems: flags },
  ...{ items: [...flags, [], [{}, {}]], not: [...flags, {}], contains: [...flags, {}] },
  ...{ allOf: [[], [{}], {}, [false], null], oneOf: [[], [{}, {}], [false]], anyOf: [[], [5]] },
  ...{ properties: [[], null, { '': {} }, { __proto: 5 }], patternProperties: [{ '[': {} }, 5] },
  discriminator: [
    '',
    'kind',
    5,
    { propertyName: 'kind' },
    { propertyName: 5, mapping: { a: '#' } },
  ],
  ...{ example: [null, {}, 'x'], examples: [[], {}, { a: 5 }, { a: { value: null } }, 'x'] },
  default: [null, {}, [], 'x', 1e9],
  style: ['deepObject', 'matrix', 'label', 'cookie', 'spaceDelimited', 'nope', 5],
  in: ['path', 'query', 'header', 'cookie', 'body', 'formData', 'querystring', 5],
  content: [{}, [], { '': {} }, { 'a/b': null }, { '*/*': {} }, { 'text/plain; charset=x': 5 }],
  responses: [{}, [], { 999: {} }, { '1XX': {} }, { default: null }, { 200: { content: {} } }],
  headers: [{}, { 'a b': {} }, { 'Content-Length': { schema: { type: 'integer' } } }, []],
  parameters: [[], [null], {}, [{ name: '', in: 'query' }], [{ name: 'a', in: 'path' }]],
  ...{ openapi: ['3.0.0', '3.1.0', '3.2.0', '2.0', '4.0', 3, 3.1, null], swagger: ['2.0', 2, 1] },
  security: [[], [{}], {}, 5, [{ nowhere: [] }], [5]],
  servers: [[], [{ url: '/{a}/b' }], [{ url: 'http://[' }], [5], 5, [{ url: '' }]],
};
