import { describe, expect, it } from 'vitest';
import { toFaultText } from '../../spec/fault.ts';
import { check, checkMarked, toPath, toSchema } from './_check.ts';

describe('a schema', () => {
  it.each([
    [
      '§type: strng',
      'warning: "strng" is no type of JSON Schema; it rules nothing out. Did you mean "string"?',
    ],
    [
      '§type: [string, 1]',
      'warning: 1 is no type of JSON Schema; it rules nothing out. Types are null, boolean, object, array, number, string, integer.',
    ],
    [
      'properties:\n  §name: text',
      'warning: A schema cannot be "text"; it rules nothing out. Write an object or a boolean.',
    ],
    [
      '§required: name',
      'warning: "required" is "name", not a list of property names. Write a list of property names.',
    ],
    [
      '§required: [1]',
      'warning: "required" is [1], not a list of property names. Write a list of property names.',
    ],
    [
      'properties: { name: { §required: true } }',
      'warning: "required" is true, not a list of property names. List the name in "required" of the object around it.',
    ],
    ['§enum: a', 'warning: "enum" is "a", not a list of values. Write a list of values.'],
    [
      '§properties: [{}]',
      'warning: "properties" is [{}], not an object with a schema for each name. Write an object with a schema for each name.',
    ],
    ['§allOf: {}', 'warning: "allOf" is {}, not a list of schemas. Write a list of schemas.'],
    ['§oneOf: 1', 'warning: "oneOf" is 1, not a list of schemas. Write a list of schemas.'],
    ['§anyOf: a', 'warning: "anyOf" is "a", not a list of schemas. Write a list of schemas.'],
    ["§minimum: '1'", 'warning: "minimum" is "1", not a number. Write a number.'],
    ['§maximum: true', 'warning: "maximum" is true, not a number. Write a number.'],
    [
      '§minLength: -1',
      'warning: "minLength" is -1, not a whole number from 0. Write a whole number from 0.',
    ],
    [
      '§maxLength: 1.5',
      'warning: "maxLength" is 1.5, not a whole number from 0. Write a whole number from 0.',
    ],
    [
      '§minItems: a',
      'warning: "minItems" is "a", not a whole number from 0. Write a whole number from 0.',
    ],
    [
      '§maxItems: -2',
      'warning: "maxItems" is -2, not a whole number from 0. Write a whole number from 0.',
    ],
    [
      '§pattern: 1',
      'warning: "pattern" is 1, not a regular expression as text. Write a regular expression as text.',
    ],
    ['§format: 1', 'warning: "format" is 1, not the name of a format. Write the name of a format.'],
    [
      "§pattern: '('",
      'warning: The pattern "(" does not compile. Write a regular expression of ECMA-262; until then this pattern rules nothing out.',
    ],
  ])('%j', async (lines, text) => {
    expect(await checkMarked(toSchema(lines))).toBe(text);
  });

  it.each([
    ['items: { §type: x }'],
    ['additionalProperties: { §type: x }'],
    ['not: { §type: x }'],
    ['contains: { §type: x }'],
    ['propertyNames: { §type: x }'],
    ['if: { §type: x }'],
    ['then: { §type: x }'],
    ['else: { §type: x }'],
    ['allOf: [{ §type: x }]'],
    ['oneOf: [{ type: object }, { §type: x }]'],
    ['anyOf: [{ §type: x }]'],
    ['prefixItems: [{ §type: x }]'],
    ['patternProperties: { ^a: { §type: x } }'],
    ['$defs: { A: { §type: x } }'],
  ])('is checked below %j', async (lines) => {
    expect(await checkMarked(toSchema(lines))).toMatch(/^warning: "x" is no type/);
  });

  it('is reported once, however often it is used', async () => {
    const yaml = `${toSchema('type: strng')}`.replace(
      'paths: { /: {} }',
      "paths:\n  /a: { get: { responses: { 200: { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } } } }",
    );
    expect(await check(yaml)).toHaveLength(1);
  });

  it('may be a boolean, recursive, and match with a pattern of the old flavour', async () => {
    const lines =
      "properties: { any: true, none: false, self: { $ref: '#/components/schemas/Pet' } }\npattern: '[\\w-.]'";
    expect(await check(toSchema(lines))).toEqual([]);
  });
});

describe('a format beside lengths', () => {
  const none = 'no text of the format "byte" has a length that is allowed beside it';
  it.each(['pattern: ^.{2}$', 'pattern: ^[a-z]$', 'minLength: 1\nmaxLength: 3'])(
    'byte with %s has no room',
    async (length) => {
      expect(await checkMarked(toSchema(`type: string\n§format: byte\n${length}`))).toBe(
        `warning: Nothing can satisfy this: ${none}. Mend one of them; until then requests go by the lengths.`,
      );
    },
  );

  it.each([
    'format: byte\npattern: ^.{3,4}$',
    'format: byte\nmaxLength: 3',
    'format: byte\npattern: ^a|b$',
    'format: byte\npattern: ^(..)\\1$',
    'format: date\npattern: ^.{4}-.{2}-.{2}$',
    'format: uuid\nmaxLength: 36\nminLength: 36',
  ])('may be %j', async (schema) => {
    expect(await check(toSchema(`type: string\n${schema}`))).toEqual([]);
  });
});

describe('a reference in the place of a map or list', () => {
  it.each([
    ['properties', 'Pet: { §properties: { $ref: "#/components/schemas/Names" } }'],
    ['allOf', 'Pet: { §allOf: { $ref: "#/components/schemas/Names" } }'],
    ['schemas', '{ $ref: "#/x-schemas" }'],
  ])('%s', async (name, schemas) => {
    const marked = schemas.startsWith('{') ? `§schemas: ${schemas}` : `schemas:\n    ${schemas}`;
    const shape = name === 'allOf' ? '[{ type: object }]' : '{ id: { type: integer } }';
    const names = name === 'schemas' ? '' : `\n    Names: ${shape}`;
    const yaml = `openapi: 3.1.0\ninfo: { title: T, version: '1' }\nx-schemas: { Pet: {} }\ncomponents:\n  ${marked}${names}\n`;
    const faults = await check(yaml.replace('§', ''));
    expect(faults.map(({ message }) => message)).toContain(
      `"${name}" is a reference, for which OpenAPI has no room here; it is followed.`,
    );
  });

  it('of an operation', async () => {
    const yaml = toPath('/a:\n  §get: { $ref: "#/x-get" }');
    expect(await checkMarked(`${yaml}x-get: { responses: { 200: { description: OK } } }\n`)).toBe(
      'warning: "get" is a reference, for which OpenAPI has no room here; it is followed. Put what it leads to in its place, or refer to a path item.',
    );
  });

  it('that leads back to itself leads nowhere', async () => {
    const faults = await check(
      toSchema('properties: { $ref: "#/components/schemas/Pet/properties/id" }'),
    );
    expect(faults.map(({ message }) => message)).toEqual([
      'A schema cannot be "#/components/schemas/Pet/properties/id"; it rules nothing out.',
      'Nothing is at "#/components/schemas/Pet/properties/id".',
    ]);
  });
});

describe('a reference', () => {
  const refer = (ref: string) => toSchema(`properties:\n  owner:\n    §$ref: '${ref}'`);
  const mend = 'Is the name right, and is the file there?';
  const text = (ref: string) => `warning: Nothing is at "${ref}". ${mend}`;

  it('that is a book is told in a line', async () => {
    const [fault] = await check(toPath(`/a: { $ref: '#/${'a'.repeat(5000)}' }`));
    expect(fault?.message.length).toBeLessThan(400);
    const [other] = await check(toPath(`/a: { get: { responses: { ${'a'.repeat(900)}: {} } } }`));
    expect(other?.message.length).toBeLessThan(700);
  });

  it.each(['#/components/schemas/Nobody', 'nowhere.yaml#/Pet', 'other.yaml#/Nobody', '#nobody'])(
    'to %s leads nowhere',
    async (ref) => {
      const told = await checkMarked(refer(ref), { 'other.yaml': 'Owner: {}' });
      expect(told.replace(/ There is no file \S+nowhere\.yaml\./, '')).toBe(text(ref));
      expect(told.includes('There is no file')).toBe(ref.startsWith('nowhere'));
    },
  );

  it('in another file is reported in that file', async () => {
    const yaml = toSchema("$ref: 'other.yaml#/Owner'");
    const [fault, ...more] = await check(yaml, { 'other.yaml': "Owner:\n  $ref: '#/Nobody'" });
    expect(more).toEqual([]);
    expect(fault?.position).toMatchObject({ line: 2, column: 3 });
    expect(fault?.position.file).toMatch(/other\.yaml$/);
  });

  it.each(['example: ', 'default: ', 'enum: [', 'const: ', 'examples: [', 'x-more: '])(
    'that is only a value is none: %s',
    async (lines) => {
      const end = lines.endsWith('[') ? ']' : '';
      expect(await check(toSchema(`${lines}{ $ref: '#/nowhere' }${end}`))).toEqual([]);
    },
  );

  it.each(['example', 'default', 'value', 'enum', 'x-ray', '$ref'])(
    'counts in a property called %s',
    async (name) => {
      expect(await checkMarked(toSchema(`properties: { ${name}: { §$ref: '#/nowhere' } }`))).toBe(
        text('#/nowhere'),
      );
    },
  );

  it('counts in the default response, and in a named example but not in its value', async () => {
    const get = (lines: string) => toPath(`/a:\n  get:\n    responses:\n${lines}`);
    const example = (lines: string) =>
      get(
        `      200: { description: OK, content: { application/json: { examples: { one: ${lines} } } } }`,
      );
    expect(await checkMarked(get("      default: { §$ref: '#/nowhere' }"))).toBe(text('#/nowhere'));
    expect(await checkMarked(example("{ §$ref: '#/nowhere' }"))).toBe(text('#/nowhere'));
    expect(await check(example("{ value: { $ref: '#/nowhere' } }"))).toEqual([]);
  });
});

it('tells every error at once, and as text with the place to mend', async () => {
  const faults = await check(toSchema('type: strng\nminLength: -1'));
  expect(faults).toHaveLength(2);
  expect(faults.map(toFaultText)[0]).toMatch(
    /api\.yaml:7:7 \/components\/schemas\/Pet\/type\n {2}"strng" is no type.*\n {2}Did you mean "string"\?$/,
  );
});
