import { describe, expect, it } from 'vitest';
import type { Json } from '../../../kernel/json.ts';
import { applyJsonPatch } from '../../../mock/behaviour/_json-patch.ts';
import { fc } from '../../support/properties.ts';

const operation = (op: string, path: string, more: { from?: string; value?: Json } = {}): Json => ({
  op,
  path,
  ...more,
});

describe('a JSON Patch (RFC 6902)', () => {
  it.each<[what: string, target: Json, patch: Json[], result: Json]>([
    [
      'A.1 adds a member',
      { foo: 'bar' },
      [operation('add', '/baz', { value: 'qux' })],
      { foo: 'bar', baz: 'qux' },
    ],
    [
      'A.2 adds an item',
      { foo: ['bar', 'baz'] },
      [operation('add', '/foo/1', { value: 'qux' })],
      { foo: ['bar', 'qux', 'baz'] },
    ],
    [
      'A.3 removes a member',
      { baz: 'qux', foo: 'bar' },
      [operation('remove', '/baz')],
      { foo: 'bar' },
    ],
    ['A.4 removes an item', { foo: [1, 2, 3] }, [operation('remove', '/foo/1')], { foo: [1, 3] }],
    [
      'A.5 replaces',
      { baz: 'qux' },
      [operation('replace', '/baz', { value: 'boo' })],
      { baz: 'boo' },
    ],
    [
      'A.6 moves a member',
      { a: { b: 1, c: 2 }, d: {} },
      [operation('move', '/d/e', { from: '/a/b' })],
      { a: { c: 2 }, d: { e: 1 } },
    ],
    [
      'A.7 moves an item',
      { a: [1, 2, 3, 4] },
      [operation('move', '/a/3', { from: '/a/1' })],
      { a: [1, 3, 4, 2] },
    ],
    ['A.8 tests', { a: ['x', 2] }, [operation('test', '/a/1', { value: 2 })], { a: ['x', 2] }],
    [
      'A.10 adds an object',
      { foo: 'bar' },
      [operation('add', '/child', { value: { a: {} } })],
      { foo: 'bar', child: { a: {} } },
    ],
    [
      'A.14 escapes',
      { '/': 9, '~1': 10 },
      [operation('test', '/~01', { value: 10 })],
      { '/': 9, '~1': 10 },
    ],
    [
      'A.16 appends',
      { foo: ['bar'] },
      [operation('add', '/foo/-', { value: ['abc'] })],
      { foo: ['bar', ['abc']] },
    ],
    [
      'copies',
      { a: { b: 1 } },
      [operation('copy', '/c', { from: '/a' })],
      { a: { b: 1 }, c: { b: 1 } },
    ],
    ['replaces everything', { a: 1 }, [operation('replace', '', { value: [2] })], [2]],
    [
      'replaces an item deep inside',
      [[{ a: 1 }]],
      [operation('replace', '/0/0/a', { value: 2 })],
      [[{ a: 2 }]],
    ],
    ['adds over what is there', { a: 1 }, [operation('add', '/a', { value: null })], { a: null }],
    [
      'does one after the other',
      {},
      [operation('add', '/a', { value: 1 }), operation('move', '/b', { from: '/a' })],
      { b: 1 },
    ],
    ['does nothing', { a: 1 }, [], { a: 1 }],
  ])('%s', (_what, target, patch, result) => {
    const before = JSON.stringify(target);
    expect(applyJsonPatch(target, patch)).toEqual({ value: result });
    expect(JSON.stringify(target)).toBe(before);
  });

  it.each<[patch: Json, pointer: string, message: string]>([
    [{ op: 'add' }, '', 'A JSON Patch is a list of operations.'],
    [[operation('add', 'a', { value: 1 })], '/0', 'The operation names no path.'],
    [[{ op: 'remove' }], '/0', 'The operation names no path.'],
    [[operation('add', '/a')], '/0', 'The operation "add" names no value.'],
    [[operation('fly', '/a', { value: 1 })], '/0', 'There is no operation "fly".'],
    [
      [operation('test', '/a', { value: 1 }), operation('test', '/a', { value: 2 })],
      '/1',
      'At /a is 1, not 2.',
    ],
    [[operation('remove', '/b')], '/0', 'Nothing is at "b".'],
    [[operation('remove', '')], '/0', 'All of it cannot be removed.'],
    [[operation('replace', '/b', { value: 1 })], '/0', 'Nothing is at "b".'],
    [[operation('add', '/b/c', { value: 1 })], '/0', 'Nothing is at "b".'],
    [[operation('add', '/a/c', { value: 1 })], '/0', 'Nothing can be at "c" in 1.'],
    [[operation('add', '/list/3', { value: 1 })], '/0', 'Nothing is at "3".'],
    [[operation('add', '/list/01', { value: 1 })], '/0', 'Nothing is at "01".'],
    [[operation('remove', '/list/-')], '/0', 'Nothing is at "-".'],
    [[operation('replace', '/list/0/x', { value: 1 })], '/0', 'Nothing can be at "x" in 1.'],
    [[operation('move', '/b')], '/0', 'The operation move names no "from".'],
    [[operation('copy', '/b', { from: '/c' })], '/0', 'Nothing is at /c.'],
    [
      [operation('move', '/object/a', { from: '/object' })],
      '/0',
      '/object cannot be moved into itself.',
    ],
  ])('%j is refused', (patch, pointer, message) => {
    const target = { a: 1, list: [1, 2], object: { a: 1 } };
    expect(applyJsonPatch(target, patch)).toEqual({ pointer, message });
  });

  it('that removes what it added changes nothing', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.integer()),
        fc.integer(),
        (target, value) => {
          fc.pre(!Object.hasOwn(target, 'new'));
          const patch = [operation('add', '/new', { value }), operation('remove', '/new')];
          expect(applyJsonPatch(target, patch)).toEqual({ value: target });
        },
      ),
    );
  });
});
