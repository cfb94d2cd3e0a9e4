import { describe, expect, it } from 'vitest';
import { readTag, readTags, toDigest, toTagText } from '../../kernel/entity-tag.ts';

describe('an entity tag', () => {
  it.each([
    ['"a"', { isWeak: false, opaque: 'a' }],
    ['W/"a b,c"', { isWeak: true, opaque: 'a b,c' }],
    [' "" ', { isWeak: false, opaque: '' }],
    ['bare', { isWeak: false, opaque: 'bare' }],
    ['W/bare', { isWeak: true, opaque: 'bare' }],
    ['"half', { isWeak: false, opaque: '"half' }],
  ])('%s', (text, tag) => {
    expect(readTag(text)).toEqual(tag);
  });

  it.each(['"a"', 'W/"a"'])('%s is written as it was read', (text) => {
    expect(toTagText(readTag(text))).toBe(text);
  });
});

it.each([
  ['*', '*'],
  [' * ', '*'],
  ['', []],
  ['"a"', ['a']],
  ['"a", W/"b,c" ,d', ['a', 'b,c', 'd']],
])('the tags %j', (text, wanted) => {
  const tags = readTags(text);
  expect(tags === '*' ? tags : tags.map(({ opaque }) => opaque)).toEqual(wanted);
});

describe('a digest', () => {
  it('is sixteen digits that depend on the content and its order', () => {
    const digests = [{ a: 1 }, { a: 2 }, { a: 1, b: 1 }, { b: 1, a: 1 }, [1], 'a', null].map(
      toDigest,
    );
    expect(new Set(digests).size).toBe(digests.length);
    for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{16}$/);
  });

  it('is the same for equal values, on every machine', () => {
    expect(toDigest({ id: 1, text: 'first' })).toBe('ce46b98c295995d4');
    expect(toDigest({ id: 1, text: 'first' })).toBe('ce46b98c295995d4');
  });
});
