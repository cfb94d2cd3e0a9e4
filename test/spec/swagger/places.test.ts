import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../../spec/check.ts';
import { type Located, type OpenApiDocument, toLocation } from '../../../spec/document.ts';
import { toFaultText } from '../../../spec/fault.ts';
import { loadDocument } from '../../../spec/load.ts';
import { writeFiles } from '../_document.ts';

const text = `swagger: '2.0'
info: { title: T, version: '1' }
basePath: /v1
consumes:
  - application/json
paths:
  /a:
    parameters:
      - { name: page, in: query, type: integer }
    post:
      parameters:
        - in: body
          name: it
          schema:
            type: object
            properties: { a: { type: string } }
        - $ref: '#/parameters/size'
      responses:
        200:
          description: OK
          schema:
            $ref: '#/definitions/A'
          headers: { X-A: { type: integer } }
          examples:
            application/json: { b: 1 }
        404:
          $ref: 'shared.yaml#/Lost'
    put:
      consumes: [multipart/form-data]
      parameters:
        - { name: f, in: formData, type: string }
        - { name: g, in: formData, type: string }
parameters:
  size:
    name: size
    in: query
    type: array
    items: { type: integer }
definitions:
  A:
    type: object
    properties:
      b: { type: integer, x-nullable: true }
      c: { $ref: '#/definitions/A', x-nullable: true }
securityDefinitions:
  key: { type: apiKey, in: header, name: K }
`;
const shared = `Lost:
  description: Lost
  schema:
    type: string
`;

function find(document: OpenApiDocument, ...tokens: (string | number)[]): Located {
  let at: Located | undefined = document.root;
  for (const token of tokens) at = at && document.child(at, token);
  if (!at) throw new Error(`Nothing is at ${tokens.join(' ')}`);
  return at;
}

describe('a place in a levelled document is told as the one in the file', () => {
  const post = ['paths', '/a', 'post'];
  const body = [...post, 'requestBody', 'content', 'application/json', 'schema'];
  const reply = [...post, 'responses', '200', 'content', 'application/json'];
  const properties = ['components', 'schemas', 'A', 'properties'];
  const form = ['paths', '/a', 'put', 'requestBody', 'content', 'multipart/form-data', 'schema'];
  it.each<[line: string, pointer: string, tokens: (string | number)[]]>([
    ['/a:', '/paths/~1a', ['paths', '/a']],
    ['name: page', '/paths/~1a/parameters/0', ['paths', '/a', 'parameters', 0]],
    [
      'name: page',
      '/paths/~1a/parameters/0/type',
      ['paths', '/a', 'parameters', 0, 'schema', 'type'],
    ],
    ['in: body', '/paths/~1a/post/parameters/0', [...post, 'requestBody']],
    ['{ a:', '/paths/~1a/post/parameters/0/schema/properties/a', [...body, 'properties', 'a']],
    ['size:', '/parameters/size', [...post, 'parameters', 0]],
    [
      'items:',
      '/parameters/size/items/type',
      [...post, 'parameters', 0, 'schema', 'items', 'type'],
    ],
    [
      "'#/definitions/A'",
      '/paths/~1a/post/responses/200/schema/$ref',
      [...reply, 'schema', '$ref'],
    ],
    ['b: 1', '/paths/~1a/post/responses/200/examples/application~1json', [...reply, 'example']],
    [
      'X-A',
      '/paths/~1a/post/responses/200/headers/X-A/type',
      [...post, 'responses', '200', 'headers', 'X-A', 'schema', 'type'],
    ],
    ['name: g', '/paths/~1a/put/parameters/1/type', [...form, 'properties', 'g', 'type']],
    ['parameters:', '/paths/~1a/put/parameters', form],
    ['b: {', '/definitions/A/properties/b', [...properties, 'b', 'nullable']],
    ['c: {', '/definitions/A/properties/c', [...properties, 'c', 'allOf']],
    ['key:', '/securityDefinitions/key/name', ['components', 'securitySchemes', 'key', 'name']],
    ['basePath', '/basePath', ['servers', 0, 'url']],
  ])('%s, %s', async (snippet, pointer, tokens) => {
    const path = await writeFiles({ 'api.yaml': text, 'shared.yaml': shared });
    const document = await loadDocument(path);
    const at = find(document, ...tokens);
    expect(toLocation(at)).toBe(`api.yaml#${pointer}`);
    const { file, line } = document.position(at);
    expect([file, text.split('\n')[line - 1]]).toEqual([path, expect.stringContaining(snippet)]);
  });

  it('also in another file', async () => {
    const path = await writeFiles({ 'api.yaml': text, 'shared.yaml': shared });
    const document = await loadDocument(path);
    const lost = find(document, ...post, 'responses', '404');
    expect(toLocation(lost)).toBe('shared.yaml#/Lost');
    const medium = find(document, ...post, 'responses', '404', 'content', 'application/json');
    const schema = document.follow(
      find(document, ...post, 'responses', '404', 'content', 'application/json', 'schema'),
    );
    expect(toLocation(medium)).toBe('shared.yaml#/Lost');
    expect(schema && toLocation(schema)).toBe('shared.yaml#/Lost/schema');
    expect(schema && document.position(schema)).toMatchObject({ line: 3, column: 3 });
  });

  it('and an overlay is written for the document as it is', async () => {
    const overlay = `overlay: 1.0.0
info: { title: O, version: '1' }
actions:
  - { target: "$.definitions.A.properties.b", update: { minimum: 3 } }
  - { target: "$.paths['/a'].post.parameters[0].schema", update: { required: [a] } }
`;
    const files = { 'api.yaml': text, 'shared.yaml': shared, 'api.overlay.yaml': overlay };
    const document = await loadDocument(await writeFiles(files));
    const minimum = find(document, ...properties, 'b', 'minimum');
    expect(toLocation(minimum)).toBe('api.yaml#/definitions/A/properties/b/minimum');
    expect(find(document, ...body, 'required').node).toEqual(['a']);
  });

  it('in the messages of the check', async () => {
    const bad = text.replace('b: { type: integer', 'b: { type: strin').replace("A'\n", "B'\n");
    const path = await writeFiles({ 'api.yaml': bad, 'shared.yaml': shared });
    const document = await loadDocument(path);
    const texts = checkDocument(document).map(toFaultText).join('\n');
    expect(texts).toContain(`${path}:43:12 /definitions/A/properties/b/type`);
    expect(texts).toContain(
      `${path}:22:13 /paths/~1a/post/responses/200/schema/$ref\n  Nothing is at "#/definitions/B".`,
    );
  });
});
