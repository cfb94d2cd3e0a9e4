import { describe, expect, it } from 'vitest';
import { readExamples } from '../../spec/examples.ts';
import { toDocument } from './_document.ts';

describe('documented examples', () => {
  const yaml = `
x-holder:
  example: 0
  examples:
    a: { dataValue: 1, value: 9, serializedValue: '8' }
    b: { value: 2, serializedValue: '8' }
    c: { serializedValue: '{"c": 3}' }
    d: { serializedValue: 'no JSON' }
    e: { externalValue: 'e.json' }
    f: { $ref: '#/x-shared' }
    g: { dataValue: null }
    h: 5
x-shared: { value: 4 }`;

  it('are read as what they are, in order', async () => {
    const document = await toDocument(yaml, '3.2.0');
    const holder = document.child(document.root, 'x-holder') ?? document.root;
    const read = (mediaType?: string) =>
      readExamples(document, holder, mediaType).map(({ name, value }) => [name, value]);
    const known = [
      ['', 0],
      ['a', 1],
      ['b', 2],
    ];
    const last = [
      ['f', 4],
      ['g', null],
    ];
    expect(read('application/problem+json')).toEqual([...known, ['c', { c: 3 }], ...last]);
    expect(read('text/plain')).toEqual([...known, ['c', '{"c": 3}'], ['d', 'no JSON'], ...last]);
    expect(read()).toEqual([...known, ...last]);
    expect(readExamples(document, document.root)).toEqual([]);
  });
});
