import { describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '../../spec/document.ts';
import { findBaseMistake, placeDocuments } from '../../spec/places.ts';
import { toDocument } from './_document.ts';

describe('the places of documents', () => {
  const pets = (server: string) =>
    toDocument(`servers: [{ url: ${server} }]\npaths: { '/pets/{id}': { get: {} } }`);
  const cats = () => toDocument("paths: { '/cats': { get: {} } }");
  const place = async (...placings: (readonly [Promise<OpenApiDocument>, base?: string])[]) => {
    const made = placings.map(async ([document, base]) => ({ document: await document, base }));
    return placeDocuments(await Promise.all(made)).map((document) => document.place);
  };

  it('a document alone stands at the root', async () => {
    expect(await place([pets('/v1')])).toEqual([{ base: '', isBelow: false, key: '' }]);
  });

  it('a base is where it answers, and nowhere else', async () => {
    expect(await place([pets('/v1'), '/a'], [pets('/v1'), '/b'])).toEqual([
      { base: '/a', isBelow: true, key: '/a' },
      { base: '/b', isBelow: true, key: '/b' },
    ]);
  });

  it('of two with the same paths the second is told apart by its server', async () => {
    expect(await place([pets('/v1')], [cats()], [pets('/v2')], [pets('/v2')])).toEqual([
      { base: '', isBelow: false, key: '' },
      { base: '', isBelow: false, key: '#2' },
      { base: '/v2', isBelow: false, key: '#3' },
      { base: '', isBelow: false, key: '#4' },
    ]);
  });

  it('two with one base still have a state each', async () => {
    const keys = (await place([cats(), '/a'], [pets('/'), '/a'])).map(({ key }) => key);
    expect(keys).toEqual(['/a', '/a#2']);
  });
});

describe('a base', () => {
  it.each(['/a', '/a/v1', '/a.b-c_d~', '/@me'])('may be %s', (base) => {
    expect(findBaseMistake(base)).toBeUndefined();
  });

  it.each([
    ['a', 'does not begin with a slash; write "/a"'],
    ['', 'does not begin with a slash'],
    ['/', 'is where a document is served anyway'],
    ['/a/', 'ends with a slash; write "/a"'],
    ['/a//b', 'is no plain path'],
    ['/{a}', 'is no plain path'],
    ['/a?b', 'is no plain path'],
    ['/a%20b', 'is no plain path'],
    ['/__admin', '"/__admin" belongs to the stand-in itself'],
    ['/__s/x', '"/__s" belongs to the stand-in itself'],
    ['/a/../b', 'has a segment of dots'],
  ])('cannot be %j', (base, message) => {
    expect(findBaseMistake(base)).toContain(message);
  });
});
