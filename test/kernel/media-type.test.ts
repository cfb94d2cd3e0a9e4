import { describe, expect, it } from 'vitest';
import {
  isInRange,
  isJsonMediaType,
  type MediaType,
  toCloseness,
  toDeclaredTypes,
  toMediaText,
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
  ['application/hal+json', 'application/*+json', true],
  ['application/json', 'application/*+json', false],
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

it.each([
  ['application/json', ['application/json']],
  [' Application/JSON ; Charset="utf-8" ', ['application/json; charset=utf-8']],
  ['"text/plain"', ['text/plain']],
  ['json', ['application/json']],
  ['JSON; charset=utf-8', ['application/json']],
  ['application/json, application/xml', ['application/json', 'application/xml']],
  ['json,xml', ['application/json', 'application/xml']],
  ['', ['*/*']],
  ['whatever', ['*/*']],
  ['constructor', ['*/*']],
])('the key %j of a content map means %j', (key, meant) => {
  expect(toDeclaredTypes(key).map(toMediaText)).toEqual(meant);
});

it('is written with quotes where a parameter needs them', () => {
  const text = 'multipart/mixed; boundary="a b\\"c"; x=1';
  expect(toMediaText(read(text))).toBe(text);
});

it('is taken most closely by its own name and parameters, least by any type', () => {
  const wanted = read('application/json; version=2');
  const declared = [
    'application/json; version=2',
    'application/json; charset=utf-8',
    'application/json',
    'application/json; version=1',
    'application/*',
    '*/*',
  ];
  const closeness = declared.map((text) => toCloseness(wanted, read(text)) ?? -1);
  expect([...closeness].sort((a, b) => b - a)).toEqual(closeness);
  expect(toCloseness(wanted, read('text/*'))).toBeUndefined();
});
