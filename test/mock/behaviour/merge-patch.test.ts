import { describe, expect, it } from 'vitest';
import type { Json } from '../../../kernel/json.ts';
import { mergePatch } from '../../../mock/behaviour/merge.ts';
import { fc } from '../../support/properties.ts';

describe('a merge patch (RFC 7396)', () => {
  it.each<[original: Json, patch: Json, result: Json]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('of %j by %j is %j, as appendix A says', (original, patch, result) => {
    expect(mergePatch(original, patch)).toEqual(result);
  });

  it('applied twice changes nothing more, and leaves the original alone', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (original, patch) => {
        // The library's type of JSON is mutable where ours is not; nothing is written to.
        const [target, change] = [original as Json, patch as Json];
        const before = JSON.stringify(target);
        const once = mergePatch(target, change);
        expect(mergePatch(once, change)).toEqual(once);
        expect(JSON.stringify(target)).toBe(before);
      }),
    );
  });
});
