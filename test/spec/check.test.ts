import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../spec/check.ts';
import { DocumentError, type DocumentFault, toFaultText } from '../../spec/fault.ts';
import { loadDocument } from '../../spec/load.ts';
import { writeFiles } from './_document.ts';

/** Every fault of a file. */
async function check(yaml: string, others: Readonly<Record<string, string>> = {}) {
  const document = await loadDocument(await writeFiles({ 'api.yaml': yaml, ...others }));
  return collect(() => checkDocument(document));
}

function collect(run: () => readonly DocumentFault[]): readonly DocumentFault[] {
  try {
    return run();
  } catch (error) {
    if (error instanceof DocumentError) return error.faults;
    throw error;
  }
}

/** What short documents lack, and what these tests are not about. */
const beside =
  /^(The "info" has|There are no "paths"|No parameter declares|.* has no description\.)/;

/** The only other fault, as `severity line:column message | mend`; § in the file marks where it must be. */
async function checkMarked(yaml: string, others?: Readonly<Record<string, string>>) {
  const before = yaml.slice(0, yaml.indexOf('§')).split('\n');
  const wanted = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
  const all = await check(yaml.replace('§', ''), others);
  const faults = all.filter(({ message }) => !beside.test(message));
  expect(faults.map(toFaultText)).toHaveLength(1);
  const [fault] = faults;
  expect(fault?.position).toMatchObject(wanted);
  expect(fault?.position.file).toMatch(/api\.yaml$/);
  return `${fault?.severity}: ${fault?.message} ${fault?.mend}`;
}

/** A document of one path. */
function toPath(lines: string): string {
  return `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n${lines.replace(/^(?=.)/gm, '  ')}\n`;
}

/** A document of one schema named Pet. */
function toSchema(lines: string): string {
  const indented = lines.replace(/^(?=.)/gm, '      ');
  return `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /: {} }\ncomponents:\n  schemas:\n    Pet:\n${indented}\n`;
}

describe('the root', () => {
  it.each([
    ['§- 1', 'error: The file holds no object. An OpenAPI document begins with "openapi: 3.1.0".'],
    [
      "§swagger: '1.2'",
      'error: Swagger "1.2" is not read. Read are Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2.',
    ],
    [
      '§info: {}\npaths: {}',
      'error: The field "openapi" is missing. Begin the file with "openapi: 3.1.0"; is this an OpenAPI document at all?',
    ],
    [
      'info: {}\n§openapi: 4.0.0\npaths: {}',
      'error: The version "4.0.0" is not read. Read are 3.0, 3.1 and 3.2.',
    ],
    [
      'openapi: 3.1.0\n§paths: none',
      'error: The "paths" are not an object. Put each path below it, such as "/pets:".',
    ],
  ])('%j', async (yaml, text) => {
    expect(await checkMarked(yaml)).toBe(text);
  });

  it.each(['3.0.3', '3.1.1', '3.2.0', '3.1'])('of version %s is read', async (version) => {
    const yaml = `openapi: '${version}'\ninfo: { title: T, version: '1' }\npaths: { /: {} }`;
    expect(await check(yaml)).toEqual([]);
  });
});

const ok = '{ responses: { 200: { description: OK } } }';

describe('a path', () => {
  it.each([
    [
      `§pets: { get: ${ok} }`,
      'warning: The path "pets" does not begin with a slash; it is served as "/pets". Write "/pets".',
    ],
    [
      `/a/{x}: { get: ${ok} }\n§/a/{y}: { put: ${ok} }`,
      'warning: The path is the same as "/a/{x}" but for names. Keep one of them; OpenAPI forbids two paths that differ in names only.',
    ],
    [
      `§/pets/{id: { get: ${ok} }`,
      'warning: The braces in the path "/pets/{id" do not match; they are taken as they are. Write each parameter as one {name} within one segment.',
    ],
    [
      `§/a/{id}/b/{id}: { get: ${ok} }`,
      'warning: The path names {id} twice; the first counts. Give each parameter a name of its own.',
    ],
    [
      '§/pets: [1]',
      'warning: The path item is not an object; it is left out. Put methods below it.',
    ],
    [
      `/pets:\n  §gett: ${ok}`,
      'warning: "gett" is no method and no field of a path item. Did you mean "get"?',
    ],
    [
      `/pets:\n  §fly: ${ok}`,
      'warning: "fly" is no method and no field of a path item. Methods are get, put, post, delete, options, head, patch, trace, query.',
    ],
  ])('%j', async (lines, text) => {
    expect(await checkMarked(toPath(lines))).toBe(text);
  });

  it('may have extensions and every field of a path item', async () => {
    const lines = `x-paths: {}\n/pets: { x-a: 1, summary: s, description: d, servers: [], parameters: [], get: ${ok} }`;
    expect(await check(toPath(lines))).toEqual([]);
  });
});

describe('an operation', () => {
  it.each([
    [
      '/a:\n  §get: none',
      'warning: The operation is not an object; it is left out. Give it at least "responses".',
    ],
    [
      '/a:\n  §get: {}',
      'warning: The operation declares no responses. Add a response, such as "200: { description: OK }".',
    ],
    [
      '/a:\n  get:\n    §responses: [200]',
      'warning: The "responses" are not an object. Add a response, such as "200: { description: OK }".',
    ],
    [
      '/a:\n  get:\n    responses:\n      §20O: { description: OK }',
      'warning: "20O" is no status; it is left out. Write a status such as 200, a range such as 4XX, or default.',
    ],
    [
      '/a:\n  get:\n    responses:\n      200:\n        content:\n          §json: {}',
      'warning: "json" is no media type; it is read as application/json. Write one such as "application/json".',
    ],
    [
      `/a:\n  put:\n    requestBody:\n      content:\n        §json: {}\n    responses: {}`,
      'warning: "json" is no media type; it is read as application/json. Write one such as "application/json".',
    ],
    [
      '/a:\n  get:\n    §parameters: { name: a }\n    responses: {}',
      'warning: The "parameters" are not a list; they are left out. Begin each parameter with a dash.',
    ],
    [
      '/a:\n  get:\n    parameters:\n      - §name: limit\n    responses: {}',
      'warning: The parameter does not say what it is; it is left out. Give it a "name" and an "in" that is one of path, query, querystring, header, cookie.',
    ],
    [
      '/a:\n  get:\n    parameters:\n      - §name: limit\n        in: body\n    responses: {}',
      'warning: The parameter does not say what it is; it is left out. Give it a "name" and an "in" that is one of path, query, querystring, header, cookie.',
    ],
    [
      '/a/{petId}:\n  get:\n    parameters:\n      - §{ name: petID, in: path, schema: {} }\n    responses: {}',
      'warning: The path "/a/{petId}" has no {petID}. Did you mean "petId"?',
    ],
    [
      '/a:\n  parameters:\n    - §{ name: petId, in: path, schema: {} }\n  get: { responses: {} }',
      'warning: The path "/a" has no {petId}. Put {petId} into the path.',
    ],
    [
      '/a:\n  get:\n    parameters:\n      - { name: a, in: query, schema: { §type: text } }\n    responses: {}',
      'warning: "text" is no type of JSON Schema; it rules nothing out. Types are null, boolean, object, array, number, string, integer.',
    ],
  ])('%j', async (lines, text) => {
    expect(await checkMarked(toPath(lines))).toBe(text);
  });

  it('may declare ranges, a default, extensions and media ranges', async () => {
    const content =
      'description: OK, content: { "*/*": {}, text/*: {}, application/json; charset=utf-8: {} }';
    const lines = `/a: { get: { responses: { 2xx: { ${content} }, 5XX: { description: No }, default: { description: No }, x-a: 1 } } }`;
    expect(await check(toPath(lines))).toEqual([]);
  });
});

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
    ['oneOf: [{}, { §type: x }]'],
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
