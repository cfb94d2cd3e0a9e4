import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Located, toLocation } from '../../spec/document.ts';
import { DocumentError } from '../../spec/fault.ts';
import { loadDocument } from '../../spec/load.ts';
import { writeFiles } from './_document.ts';

const root = "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths: {}\n";

describe('a document', () => {
  it('is given as a path, a file URL or a value', async () => {
    const path = await writeFiles({ 'api.yaml': root });
    for (const input of [path, pathToFileURL(path), pathToFileURL(path).href]) {
      const document = await loadDocument(input);
      expect(document).toMatchObject({ title: 'Pets', version: '3.0.3', isLegacyDialect: true });
      expect(document.files).toEqual([path]);
    }
    const value = await loadDocument({ openapi: 3.1, paths: {} });
    expect(value).toMatchObject({ title: 'document', version: '3.1', isLegacyDialect: false });
    expect(value.files).toEqual([]);
  });

  it('without a title or a version has the name of its file and no version', async () => {
    const path = await writeFiles({ 'api.yaml': '[1]' });
    const document = await loadDocument(path);
    expect(document).toMatchObject({ title: path, version: '', isLegacyDialect: false });
  });

  it('that is missing or not to be read is refused', async () => {
    const path = await writeFiles({ 'api.yaml': 'a: "' });
    const refuse = (input: string) =>
      loadDocument(input).then(
        () => 'read',
        (error: unknown) => (error instanceof DocumentError ? error.message : String(error)),
      );
    expect(await refuse(path)).toMatch(/api\.yaml:1:\d+\n {2}Not valid YAML/);
    expect(await refuse(`${path}.txt`)).toMatch(/api\.yaml\.txt:1:1\n {2}No such file\./);
    expect(await refuse(join(path, '..'))).toMatch(/The file cannot be read \(EISDIR\)/);
  });
});

describe('references', () => {
  it('bring in every file they name, from file to file', async () => {
    const path = await writeFiles({
      'api.yaml': `${root}components: { schemas: { Pet: { $ref: 'pet.yaml#/Pet' }, Again: { $ref: './pet.yaml' } } }`,
      'pet.yaml': 'Pet: { $ref: "owner.json#/Owner" }\nOther: { $ref: "#/Pet" }',
      'owner.json': '{ "Owner": { "title": "An owner" } }',
    });
    const document = await loadDocument(path);
    expect(document.files.map((file) => file.replace(/.*\//, ''))).toEqual([
      'api.yaml',
      'pet.yaml',
      'owner.json',
    ]);
    const at: Located = { source: document.entry, pointer: '', node: null };
    const pet = document.resolve('pet.yaml#/Pet', at);
    expect(pet && document.follow(pet)).toMatchObject({
      node: { title: 'An owner' },
      pointer: '/Owner',
    });
    const other = document.resolve('pet.yaml#/Other', at);
    expect(other && document.follow(other)).toMatchObject({ node: { title: 'An owner' } });
    const file = document.resolve('pet.yaml', at);
    expect(file && toLocation(file)).toBe('pet.yaml#');
    expect(pet && document.position(pet)).toMatchObject({ line: 1, column: 1 });
  });

  it('to a file that is not there are left to the check', async () => {
    const path = await writeFiles({ 'api.yaml': `${root}x: { $ref: 'nowhere.yaml#/A' }` });
    const document = await loadDocument(path);
    expect(document.resolve('nowhere.yaml#/A', document.root)).toBeUndefined();
    expect(document.resolve('http://[/', document.root)).toBeUndefined();
  });

  it('may be percent-encoded pointers, or anchors', async () => {
    const document = await loadDocument({
      openapi: '3.1.0',
      components: {
        schemas: { 'a b/c': { title: 'Encoded' }, B: [{ $anchor: 'here', title: 'Anchored' }] },
      },
    });
    const title = (ref: string) => document.resolve(ref, document.root)?.node;
    expect(title('#/components/schemas/a%20b~1c')).toEqual({ title: 'Encoded' });
    expect(title('#here')).toMatchObject({ title: 'Anchored' });
    expect(title('#nowhere')).toBeUndefined();
    expect(title('#/components/%zz')).toBeUndefined();
    expect(title('#')).toBe(document.entry.root);
  });

  it('in a circle lead nowhere', async () => {
    const document = await loadDocument({ a: { $ref: '#/b' }, b: { $ref: '#/a' } });
    const a = document.child(document.root, 'a');
    expect(a && document.follow(a)).toBeUndefined();
  });
});

describe('overlays', () => {
  it('are applied in order, the one beside the document first', async () => {
    const title = (text: string) =>
      `overlay: 1.0.0\nactions: [{ target: $.info, update: { title: ${text}, tags: [${text}] } }]`;
    const path = await writeFiles({
      'api.yaml': root,
      'api.overlay.yaml': title('beside'),
      'more.yaml': title('given'),
    });
    const more = path.replace('api.yaml', 'more.yaml');
    const document = await loadDocument(path, { overlays: [more] });
    expect(document.title).toBe('given');
    expect(document.child(document.root, 'info')?.node).toMatchObject({
      tags: ['beside', 'given'],
    });
    expect(document.files).toEqual([path, path.replace('api.yaml', 'api.overlay.yaml'), more]);
  });

  it('may bring in references of their own', async () => {
    const path = await writeFiles({
      'api.yaml': root,
      'api.overlay.yaml':
        'overlay: 1.0.0\nactions: [{ target: $, update: { x: { $ref: "x.yaml#/X" } } }]',
      'x.yaml': 'X: { title: Here }',
    });
    const document = await loadDocument(path);
    const x = document.child(document.root, 'x');
    expect(x && document.follow(x)?.node).toEqual({ title: 'Here' });
    expect(x && document.position(x)).toMatchObject({ file: path, line: 1, column: 1 });
  });
});

it('members know their places, and extensions are read where they are', async () => {
  const document = await loadDocument({ 'x-mock': { a: 1 }, list: ['a', 'b'], 'a/b': { c: 1 } });
  expect(document.extension(document.root)).toEqual({ a: 1 });
  expect(document.extension(undefined)).toEqual({});
  const slash = document.child(document.root, 'a/b');
  expect(slash?.pointer).toBe('/a~1b');
  const list = document.child(document.root, 'list');
  expect(
    list && document.children(list).map(({ name, at }) => [name, at.pointer, at.node]),
  ).toEqual([
    ['0', '/list/0', 'a'],
    ['1', '/list/1', 'b'],
  ]);
  expect(list && document.child(list, 1)?.node).toBe('b');
  expect(document.children({ ...document.root, node: 'text' })).toEqual([]);
  expect(document.child(document.root, 'constructor')).toBeUndefined();
});
