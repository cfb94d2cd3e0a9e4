import { describe, expect, it } from 'vitest';
import { noBody, relocate, splitTarget, toFields, toPhrase, toUrl } from '../../kernel/http.ts';
import { problemCatalogue } from '../../kernel/problem.ts';

describe('fields', () => {
  it('are found by their lower-case name', () => {
    expect(toFields([['Content-Type', 'text/plain']])['content-type']).toBe('text/plain');
  });

  it('combine repeated lines: with a comma, cookies with a semicolon', () => {
    const fields = toFields([
      ['Accept', 'text/html'],
      ['Cookie', 'a=1'],
      ['accept', 'text/plain'],
      ['cookie', 'b=2'],
    ]);
    expect({ ...fields }).toEqual({ accept: 'text/html, text/plain', cookie: 'a=1; b=2' });
  });

  it('have no prototype that a name could hit', () => {
    const fields = toFields([['__proto__', 'x']]);
    expect(Object.getPrototypeOf(fields)).toBeNull();
    expect(fields.constructor).toBeUndefined();
    expect(Object.keys(fields)).toEqual(['__proto__']);
  });

  it('keep an empty value', () => {
    expect(toFields([['X-Empty', '']])['x-empty']).toBe('');
  });
});

describe('a response below a prefix', () => {
  const made = { status: 201, body: '/a' } as const;
  it.each([
    ['Location', '/a?b', '/__s/x/a?b'],
    ['content-location', '/', '/__s/x/'],
    ['Location', 'http://h/a', 'http://h/a'],
    ['Location', '//h/a', '//h/a'],
    ['Location', 'a', 'a'],
    [
      'Link',
      '</a?p=2>; rel="next", <http://h/b>; rel=last, </a>',
      '</__s/x/a?p=2>; rel="next", <http://h/b>; rel=last, </__s/x/a>',
    ],
    ['X-Path', '/a', '/a'],
  ])('%s: %s', (name, value, wanted) => {
    const response = { ...made, fields: [[name, value]] as const };
    expect(relocate(response, '/__s/x')).toEqual({ ...made, fields: [[name, wanted]] });
    expect(relocate(response, '')).toBe(response);
  });
});

it.each([
  [{}, 'http://localhost/a'],
  [{ fields: { host: 'h:1' } }, 'http://h:1/a'],
  [{ fields: { host: 'h' }, base: '/__s/x' }, 'http://h/__s/x/a'],
  [{ fields: { host: 'h' }, base: '/m', origin: 'https://o' }, 'https://o/m/a'],
])('a URL for the client of %j', (more, wanted) => {
  const request = { method: 'GET', target: '/', fields: {}, body: noBody, ...more };
  expect(toUrl(request, '/a')).toBe(wanted);
});

describe('a request target', () => {
  it.each([
    ['/pets', '/pets', ''],
    ['/pets?', '/pets', ''],
    ['/pets?a=1?2', '/pets', 'a=1?2'],
    ['/p%3Fets?x', '/p%3Fets', 'x'],
    ['*', '*', ''],
  ])('%s splits at the first question mark and is not decoded', (target, path, query) => {
    expect(splitTarget(target)).toEqual({ path, query });
  });
});

it('a body may be empty without being absent', () => {
  expect(noBody).toEqual({ kind: 'bytes', bytes: new Uint8Array(0) });
});

describe('reason phrases', () => {
  it('are those of RFC 9110', () => {
    expect(toPhrase(404)).toBe('Not Found');
    expect(toPhrase(413)).toBe('Content Too Large');
  });

  it('exist for every status a problem has', () => {
    const statuses = new Set(Object.values(problemCatalogue));
    expect([...statuses].filter((status) => toPhrase(status) === 'Error')).toEqual([]);
  });

  it('fall back to one that is never wrong', () => {
    expect(toPhrase(599)).toBe('Error');
  });
});
