import { expect, it } from 'vitest';
import { checkExamples } from '../../spec/check-examples.ts';
import { loadDocument } from '../../spec/load.ts';
import { writeFiles } from './_document.ts';

/** The faults of a document whose GET /a has these parameters and this reply. */
async function check(media: string, parameters = '[]', schemas = '{}'): Promise<string[]> {
  const yaml = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    get:
      parameters: ${parameters}
      responses: { 200: { description: OK, content: { application/json: ${media} } } }
components: { schemas: ${schemas} }
`;
  const faults = checkExamples(await loadDocument(await writeFiles({ 'api.yaml': yaml })));
  expect(faults.every(({ severity }) => severity === 'warning')).toBe(true);
  return faults.map(
    ({ pointer, message }) => `${pointer.split('/').slice(-2).join('/')}: ${message}`,
  );
}

const pet = '{ type: object, required: [id], properties: { id: { type: integer } } }';

it.each([
  [
    `{ schema: ${pet}, example: { id: x } }`,
    'example/id: The example {"id":"x"} is not valid: it must be an integer, but is the string "x".',
  ],
  [
    `{ schema: ${pet}, examples: { one: { value: {} } } }`,
    'one/value: The example {} is not valid: it lacks the required property "id".',
  ],
  [
    '{ schema: { type: integer, default: many } }',
    'schema/default: The default "many" is not valid: it must be an integer, but is the string "many".',
  ],
  [
    '{ schema: { type: integer, examples: [1, x] } }',
    'examples/1: The example "x" is not valid: it must be an integer, but is the string "x".',
  ],
])('tells of %s', async (media, text) => {
  expect(await check(media)).toEqual([text]);
});

it('tells of parameters and of components, each once', async () => {
  const parameters = '[{ name: q, in: query, example: x, schema: { type: integer } }]';
  const schemas = '{ A: { properties: { b: { type: boolean, example: 7 } } } }';
  const found = await check("{ schema: { $ref: '#/components/schemas/A' } }", parameters, schemas);
  expect(found).toEqual([
    '0/example: The example "x" is not valid: it must be an integer, but is the string "x".',
    'b/example: The example 7 is not valid: it must be a boolean, but is the integer 7.',
  ]);
});

it('has nothing against what could be sent or answered, and what refers to nothing', async () => {
  const half =
    '{ type: object, required: [a, b], properties: { a: { readOnly: true }, b: { writeOnly: true } } }';
  expect(await check(`{ schema: ${half}, example: { b: 1 } }`)).toEqual([]);
  expect(await check(`{ schema: ${half}, example: { a: 1 } }`)).toEqual([]);
  expect(await check("{ schema: { $ref: '#/nowhere' }, example: 1 }")).toEqual([]);
  expect(await check(`{ schema: ${pet}, example: { id: 1 } }`)).toEqual([]);
});
