import { expect, it } from 'vitest';
import { isEqual, type Json } from '../../../kernel/json.ts';
import { findTwins } from '../../../spec/validation/_unique.ts';
import { fc } from '../../support/properties.ts';

/** Each with each: slow, and right. */
function findSlowly(list: readonly Json[]): readonly [number, number] | undefined {
  for (const [index, item] of list.entries()) {
    const twin = list.findIndex((other, place) => place < index && isEqual(other, item));
    if (twin >= 0) return [twin, index];
  }
  return undefined;
}

const scalar = fc.constantFrom<Json>(0, -0, 1, 0.5, 1e300, 'a', '1', '', true, false, null);
const item = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('a', 'b', 'ab'), scalar),
  fc.dictionary(fc.constantFrom('a', 'b'), fc.array(scalar, { maxLength: 1 })),
);

it('finds the first item that equals one before it', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(item, { maxLength: 12 }), (list) => {
      const twins = findTwins(list);
      if (twins) found += 1;
      expect(twins).toEqual(findSlowly(list));
    }),
    { numRuns: 500 },
  );
  expect(found).toBeGreaterThan(50);
});

it('tells items apart that somebody chose to be hard to tell apart', () => {
  // For what is quickly told of a value, true and null are the same.
  const alike = Array.from({ length: 1024 }, (_, number) =>
    Array.from({ length: 10 }, (_, bit) => (number & (1 << bit) ? true : null)),
  );
  expect(findTwins(alike)).toBeUndefined();
  expect(findTwins([...alike, alike[7] ?? null])).toEqual([7, 1024]);
  const within = alike
    .slice(0, 64)
    .map((flags) => ({ b: ['1', 1], a: Object.fromEntries(flags.entries()) }));
  expect(findTwins(within)).toBeUndefined();
  const twin = { a: Object.fromEntries(alike[5]?.entries() ?? []), b: ['1', 1] };
  expect(findTwins([...within, twin])).toEqual([5, 64]);
});

it('does not compare each of them with each other one', () => {
  let looks = 0;
  const watch = (list: Json[]) =>
    new Proxy(list, {
      get: (target, name) => {
        looks += 1;
        return Reflect.get(target, name);
      },
    });
  const count = 2048;
  const alike = Array.from({ length: count }, (_, number) =>
    watch(Array.from({ length: 11 }, (_, bit) => (number & (1 << bit) ? true : null))),
  );
  expect(findTwins(alike)).toBeUndefined();
  expect(looks).toBeLessThan(200 * count);
});
