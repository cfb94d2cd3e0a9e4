import { describe, expect, it } from 'vitest';
import {
  isInRange,
  isJsonMediaType,
  type MediaType,
  toMediaType,
} from '../../kernel/media-type.ts';

function read(text: string): MediaType {
  const mediaType = toMediaType(text);
  if (!mediaType) throw new Error(`${text} is no media type`);
  return mediaType;
}

describe('a media type', () => {
  it('is read in lower case, with its parameters', () => {
    expect(read('Application/JSON; Charset=UTF-8')).toEqual({
      type: 'application',
      subtype: 'json',
      parameters: { charset: 'UTF-8' },
    });
  });

  it('may have quoted parameters with escapes, semicolons and equals signs in them', () => {
    const { parameters } = read('multipart/form-data; boundary="a;b=c\\"d"; x=1');
    expect({ ...parameters }).toEqual({ boundary: 'a;b=c"d', x: '1' });
  });

  it('keeps parameters away from the prototype', () => {
    expect(Object.getPrototypeOf(read('text/plain; __proto__=x').parameters)).toBeNull();
  });

  it.each(['', 'json', 'text/', '/plain', 'text plain', 'text/pl ain', 'a/b/c', 'tëxt/plain'])(
    'is not %j',
    (text) => {
      expect(toMediaType(text)).toBeUndefined();
    },
  );
});

it.each([
  ['application/json', '*/*', true],
  ['application/json', 'application/*', true],
  ['application/json', 'application/json', true],
  ['application/json; charset=utf-8', 'APPLICATION/JSON', true],
  ['application/json', 'text/*', false],
  ['application/hal+json', 'application/json', false],
  ['text/plain', 'text/html', false],
])('%s falls under %s: %s', (mediaType, range, isIn) => {
  expect(isInRange(read(mediaType), read(range))).toBe(isIn);
});

it.each([
  ['application/json', true],
  ['text/json', true],
  ['application/problem+json', true],
  ['application/vnd.api+json; version=1', true],
  ['application/jsonl', false],
  ['application/json-patch', false],
  ['text/plain', false],
])('%s is JSON: %s', (mediaType, isJson) => {
  expect(isJsonMediaType(read(mediaType))).toBe(isJson);
});
