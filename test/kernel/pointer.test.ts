import { describe, expect, it } from 'vitest';
import { appendToken, fromPointer, getAt, getMember, toPointer } from '../../kernel/pointer.ts';
import { fc } from '../support/properties.ts';

/** The document of RFC 6901 §5, and what its pointers point at. */
const rfc = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
};

describe('a JSON Pointer', () => {
  it.each([
    ['', rfc],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
  ])('%j points where RFC 6901 §5 says', (pointer, value) => {
    expect(getAt(rfc, pointer)).toEqual(value);
  });

  it.each(['/foo/2', '/foo/-', '/foo/01', '/foo/1.0', '/foo/length', '/constructor', '/foo/0/0'])(
    '%s points at nothing',
    (pointer) => {
      expect(getAt(rfc, pointer)).toBeUndefined();
    },
  );

  it('escapes the tilde before the slash, and back the other way round', () => {
    expect(appendToken('/a', '~1')).toBe('/a/~01');
    expect(fromPointer('/a/~01')).toEqual(['a', '~1']);
  });

  it('gives its tokens back', () => {
    const token = fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a', 'é', '😀') });
    fc.assert(
      fc.property(fc.array(token), (tokens) => {
        expect(fromPointer(toPointer(tokens))).toEqual(tokens);
      }),
    );
  });

  it('names items by decimal numbers and members by their names', () => {
    expect(toPointer(['a', 0])).toBe('/a/0');
    expect(getMember(['x'], '0')).toBe('x');
    expect(getMember({ 0: 'y' }, '0')).toBe('y');
    expect(getMember('x', '0')).toBeUndefined();
  });
});
