import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../spec/check.ts';
import { toFaultText } from '../../spec/fault.ts';
import { loadDocument } from '../../spec/load.ts';
import { writeFiles } from './_document.ts';

/** The corners of a file as `line:column message | mend`; § in it stands for the one it marks. */
async function check(marked: string): Promise<string[]> {
  const yaml = marked.replace('§', '');
  const before = marked.slice(0, Math.max(0, marked.indexOf('§'))).split('\n');
  const mark = `${before.length}:${(before.at(-1) ?? '').length + 1}`;
  const faults = checkDocument(await loadDocument(await writeFiles({ 'api.yaml': yaml })));
  expect(faults.every(({ severity }) => severity === 'warning')).toBe(true);
  return faults.map(({ position, message, mend }) => {
    const place = `${position.line}:${position.column}`;
    const shown = place === mark && marked !== yaml ? '§' : place;
    return `${shown} ${message} | ${mend}`;
  });
}

const info = "info: { title: T, version: '1' }";
const ok = '{ responses: { 200: { description: OK } } }';

describe('the root', () => {
  const paths = `paths: { /a: { get: ${ok} } }`;

  it.each([
    [
      '3.0',
      '1:1 The version is the number 3; it is read as "3.0". | Write "3.0" in quotes, and nothing else.',
    ],
    [
      '3.1',
      '1:1 The version is the number 3.1; it is read as "3.1". | Write "3.1" in quotes, and nothing else.',
    ],
    [
      "' v3.0.1'",
      '1:1 The version is " v3.0.1"; it is read as "3.0.1". | Write "3.0.1" in quotes, and nothing else.',
    ],
    [
      '3.7.0',
      '1:1 The version 3.7.0 is not known; it is read as 3.2. | Known are 3.0, 3.1 and 3.2.',
    ],
  ])('of version %s', async (version, text) => {
    expect(await check(`openapi: ${version}\n${info}\n${paths}`)).toEqual([text]);
  });

  it('of version 3.0 without a patch level is in the dialect of 3.0', async () => {
    const yaml = `openapi: 3.0\n${info}\n${paths}\ncomponents: { schemas: { A: { type: integer, nullable: true } } }`;
    expect(await check(yaml)).toHaveLength(1);
  });

  it('may lack info and paths', async () => {
    expect(await check('openapi: 3.1.0')).toEqual([
      '1:1 The document has no "info". | Add "info: { title: Pets, version: 1.0.0 }".',
      '1:1 There are no "paths", so there is nothing to serve. | Add at least one path, such as "/pets:".',
    ]);
    const text = 'There are no "paths", so there is nothing to serve.';
    expect((await check(`openapi: 3.0.0\n${info}\npaths:\n`))[0]).toContain(`3:1 ${text}`);
    expect(await check(`openapi: 3.1.0\n${info}\nwebhooks: {}`)).toEqual([]);
    expect(await check(`openapi: 3.1.0\ninfo: { title: 1 }\n${paths}`)).toEqual([
      '2:1 The "info" has no "title" and no "version" in text. | Add "info: { title: Pets, version: 1.0.0 }".',
    ]);
  });

  it.each([
    ['servers: /v1', '4:1 The "servers" are not a list; they are left out. | Write "- url: /".'],
    [
      'servers: [{ urll: /v1 }]',
      '4:11 The server has no "url"; it is left out. | Add one, such as "url: /v1".',
    ],
    [
      "servers: [{ url: '/{v}', variables: { v: { enum: [a] } } }]",
      '4:39 The variable {v} of the server has no default. | Add it to "variables", with a "default" in text.',
    ],
    [
      "servers: [{ url: '/{v}' }]",
      '4:11 The variable {v} of the server has no default. | Add it to "variables", with a "default" in text.',
    ],
  ])('with %s', async (servers, text) => {
    expect(await check(`openapi: 3.1.0\n${info}\n${paths}\n${servers}`)).toEqual([text]);
  });
});

describe('paths', () => {
  const of = (lines: string) => check(`openapi: 3.1.0\n${info}\npaths:\n${lines}`);

  it('that some requests fit alike', async () => {
    const named = (name: string) => `parameters: [{ name: ${name}, in: path, schema: {} }]`;
    expect(
      await of(
        `  /a/{x}/c: { ${named('x')}, get: ${ok} }\n  /{y}/b/c: { ${named('y')}, get: ${ok} }`,
      ),
    ).toEqual([
      '5:3 Some paths fit both "/{y}/b/c" and "/a/{x}/c"; they are given to the latter if it has the method. | Make them differ in a segment that is no parameter in either.',
    ]);
  });

  it('with white space', async () => {
    expect(await of(`  '/a b ': { get: ${ok} }`)).toEqual([
      '4:3 The path "/a b " has white space in it, which no request can. | Write "/ab".',
    ]);
  });

  it('whose parameters nobody declares, or declares without a schema', async () => {
    expect(await of(`  /a/{x}:\n    get: ${ok}\n    put: ${ok}`)).toEqual([
      '4:3 No parameter declares {x} of the path; any text is taken for it. | Declare it: { name: x, in: path, required: true, schema: … }.',
    ]);
    const bare = `  /a/{x}:\n    get:\n      parameters: [{ name: x, in: path }]\n      ${ok.slice(2, -2)}`;
    expect(await of(bare)).toEqual([
      '6:20 The parameter "x" has neither "schema" nor "content"; any text is taken. | Add a schema, such as "schema: { type: string }".',
    ]);
  });

  it('with operations of one id', async () => {
    const one = (method: string) => `${method}: { operationId: a, ${ok.slice(2, -2)} }`;
    expect(
      await of(`  /a:\n    ${one('get')}\n    ${one('put')}\n  /b: { ${one('get')} }`),
    ).toEqual([
      '6:12 The operationId "a" is also that of GET /a. | Give each operation an id of its own.',
      '7:16 The operationId "a" is also that of GET /a. | Give each operation an id of its own.',
    ]);
  });

  it('with responses without a description, and content that is none', async () => {
    expect(await of('  /a: { get: { responses: { 200: { content: [json] } } } }')).toEqual([
      '4:29 The response has no description. | Add one; OpenAPI asks for it, if only for "OK".',
      '4:36 The "content" is not an object; it is left out. | Write a media type, such as "application/json:", and the rest below it.',
    ]);
  });
});

describe('schemas', () => {
  const of = (schema: string, version = '3.1.0') =>
    check(
      `openapi: ${version}\n${info}\npaths: { /a: { get: ${ok} } }\ncomponents:\n  schemas:\n    A: ${schema}`,
    );
  const never = (text: string) =>
    `Nothing can satisfy this: ${text}. | Mend one of them; until then nothing is generated for it.`;

  it.each([
    ['{ type: integer, §minimum: 5, maximum: 3 }', '"minimum" is 5, but "maximum" is 3'],
    ['{ type: string, §minLength: 5, maxLength: 3 }', '"minLength" is 5, but "maxLength" is 3'],
    ['{ type: array, §minItems: 2, maxItems: 1 }', '"minItems" is 2, but "maxItems" is 1'],
    ['{ §enum: [] }', '"enum" lists nothing'],
    ['{ enum: [1], §const: 2 }', '"enum" does not list the "const"'],
    ['{ type: string, §enum: [1, 2] }', 'no value of "enum" has the type string'],
    ['{ type: boolean, §const: x }', 'no value of "const" has the type boolean'],
    [
      '{ type: object, §required: [a], properties: { a: false } }',
      '"a" is required, but may not be there',
    ],
    [
      '{ type: object, §required: [a], properties: { b: {} }, additionalProperties: false }',
      '"a" is required, but not declared',
    ],
  ])('that nothing satisfies: %s', async (schema, text) => {
    expect(await of(schema)).toEqual([`§ ${never(text)}`]);
  });

  it('whose pattern begins with a flag of other languages', async () => {
    expect(await of('{ type: string, §pattern: "(?i)^[a-f]+$" }')).toEqual([
      '§ The pattern "(?i)^[a-f]+$" does not compile. | ECMA-262 has no "(?i)"; this pattern is read without regard to case.',
    ]);
  });

  it('whose format and lengths no text has', async () => {
    expect(await of('{ type: string, §format: uuid, maxLength: 24 }')).toEqual([
      '§ Nothing can satisfy this: the format "uuid" takes 36 characters, but "maxLength" is 24. | Mend one of them; until then requests go by the lengths.',
    ]);
  });

  it.each([
    '{ §oneOf: [{ type: string, title: a type }, { type: string, title: an id }] }',
    '{ §oneOf: [{ $ref: "#/components/schemas/A/x-1" }, { $ref: "#/components/schemas/A/x-2" }, { allOf: [{ $ref: "#/components/schemas/A/x-1" }, { minProperties: 1 }] }], x-1: { type: object, properties: { a: { type: string } } }, x-2: { type: object, properties: { a: { type: string, description: a } } } }',
  ])('whose branches are contained in one another: %s', async (schema) => {
    expect(await of(schema)).toEqual([
      '§ Nothing can satisfy this by the letter: what matches one branch of "oneOf" always matches another. | Give each a property that must have a value of its own; until then a discriminator decides.',
    ]);
  });

  it.each([
    '{ minimum: 5, maximum: 3 }',
    '{ oneOf: [{ type: string }, { type: string, maxLength: 3 }] }',
    '{ oneOf: [{ type: object, properties: { a: {} } }, { type: object, additionalProperties: false }] }',
    '{ oneOf: [{ type: object, properties: { a: { readOnly: true } } }, { type: object, properties: { a: {} } }] }',
    '{ type: [string, integer], minimum: 5, maximum: 3 }',
    '{ type: number, enum: [1] }',
    '{ type: [string, "null"], enum: [null] }',
    '{ required: [a], properties: { a: false } }',
    '{ type: object, required: [ab], patternProperties: { ^a: {} }, additionalProperties: false }',
  ])('that something satisfies: %s', async (schema) => {
    expect(await of(schema)).toEqual([]);
  });

  it('may list null where 3.0 says nullable', async () => {
    expect(await of('{ type: string, nullable: true, enum: [null] }', '3.0.3')).toEqual([]);
  });

  it.each([
    ['{ §multipleOf: 0 }', '§ "multipleOf" is 0, not a number above 0. | Write a number above 0.'],
    ['{ §uniqueItems: 1 }', '§ "uniqueItems" is 1, not true or false. | Write true or false.'],
    [
      '{ §minProperties: -1 }',
      '§ "minProperties" is -1, not a whole number from 0. | Write a whole number from 0.',
    ],
    [
      '{ §items: [{}] }',
      '§ A schema cannot be [{}]; it rules nothing out. | Write an object or a boolean.',
    ],
    [
      '{ §nullable: true }',
      '§ "nullable" means nothing since OpenAPI 3.1. | Add "null" to the list of types.',
    ],
    [
      '{ minimum: 1, §exclusiveMinimum: true }',
      '§ "exclusiveMinimum" is true, which means nothing since OpenAPI 3.1. | Write the limit itself.',
    ],
    [
      '{ §type: file }',
      '§ "file" is no type of JSON Schema; it rules nothing out. | Types are null, boolean, object, array, number, string, integer.',
    ],
  ])('with keywords that mean nothing: %s', async (schema, text) => {
    expect(await of(schema)).toEqual([text]);
  });

  it('with formats that nobody knows, each told once', async () => {
    const of2 = (a: string, b: string) =>
      `{ items: { §format: ${a} }, contains: { format: ${b} } }`;
    expect(await of(of2('datetime', 'datetime'))).toEqual([
      '§ The format "datetime" is not known; it rules nothing out. | Did you mean "date-time"?',
    ]);
    expect(await of(of2('x-odd', 'date-time'))).toEqual([
      '§ The format "x-odd" is not known; it rules nothing out. | If it is one of your own, add a "pattern" for what it allows.',
    ]);
  });

  it('whose references have something beside them, which 3.0 ignores', async () => {
    const schema =
      "{ properties: { b: { §$ref: '#/components/schemas/B', nullable: true, description: D } } }\n    B: {}";
    expect(await of(schema, '3.0.3')).toEqual([
      '§ Beside a "$ref" OpenAPI 3.0 ignores "nullable". | Put the "$ref" into an "allOf".',
    ]);
    expect(await of(schema.replace('nullable: true', 'type: object'))).toEqual([]);
  });

  it('that are references without an end', async () => {
    const circle = "{ §$ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }";
    expect(await of(circle)).toEqual([
      '§ "#/components/schemas/B" leads to references only, and never to anything else. | Let one of them be what they all stand for.',
      '7:10 "#/components/schemas/A" leads to references only, and never to anything else. | Let one of them be what they all stand for.',
    ]);
    const chain =
      "{ $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/C' }\n    C: {}";
    expect(await of(chain)).toEqual([]);
    expect(await of('{ §$ref: 7 }')).toEqual([
      '§ The "$ref" is 7, which is no text; it leads nowhere. | Write where it leads, such as "#/components/schemas/Pet".',
    ]);
  });
});

it('every corner is told with its place, what it is, and how to mend it', async () => {
  const yaml = `openapi: 3.1.0\n${info}\npaths:\n  pets: { get: {} }`;
  const document = await loadDocument(await writeFiles({ 'api.yaml': yaml }));
  expect(checkDocument(document).map(toFaultText).join('\n')).toMatch(
    /^\S+api\.yaml:4:3 \/paths\/pets\n {2}The path "pets" does not begin with a slash; it is served as "\/pets"\.\n {2}Write "\/pets"\.\n\S+:4:11 \/paths\/pets\/get\n/,
  );
});
