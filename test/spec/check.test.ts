import { describe, expect, it } from 'vitest';
import { check, checkMarked, toPath } from './_check.ts';

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
      'warning: The path is the same as "/a/{x}" but for names; each answers its own methods. Keep one of them; OpenAPI forbids two paths that differ in names only.',
    ],
    [
      `/a/{x}: { get: ${ok} }\n§/a/{y}: { put: ${ok}, get: ${ok} }`,
      'warning: The path is the same as "/a/{x}" but for names; GET of it answers what its parameters name (default, enum, const, example) or alone admit. Keep one of them; OpenAPI forbids two paths that differ in names only.',
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
      `/a:\n  put:\n    requestBody:\n      content:\n        a/b: {}\n        §examples: {}\n    responses: {}`,
      'warning: "examples" is no media type; it is left out. Put it below a media type, such as "application/json".',
    ],
    [
      '/a:\n  get:\n    responses:\n      200:\n        content:\n          a/b: {}\n          §any: {}',
      'warning: "any" is no media type; it is left out. Write one such as "application/json".',
    ],
    [
      '/a:\n  put:\n    requestBody:\n      content:\n        multipart/form-data: { §schema: { type: array } }\n    responses: {}',
      'warning: A body of multipart/form-data is an object, and the schema has room for array only. Name the fields in an object, or leave this media type out.',
    ],
    [
      '/a:\n  get:\n    parameters:\n      - { name: to, in: query, schema: {} }\n      - §{ name: by, in: query, schema: { type: object, properties: { to: {}, by: {} } } }\n    responses: {}',
      'warning: The property "to" of "by" travels under the name of another parameter. Give the object the style deepObject.',
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
