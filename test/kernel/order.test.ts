import { expect, it } from 'vitest';
import { toOrder } from '../../kernel/order.ts';
import { fc } from '../support/properties.ts';

/** As anyone would write it: `sort` is stable. */
function sortPositions(numbers: readonly number[]): number[] {
  return numbers.map((_, position) => position).sort((a, b) => toNumber(a) - toNumber(b));
  function toNumber(position: number): number {
    return numbers[position] ?? Number.NaN;
  }
}

const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.constantFrom(-1, 0, 65_535, 65_536));

it('positions come in the order of their numbers, equal ones as they were', () => {
  fc.assert(
    fc.property(fc.array(number, { maxLength: 60 }), (numbers) => {
      expect([...toOrder(numbers)]).toEqual(sortPositions(numbers));
    }),
  );
});

it.each([
  ['of instants', 2 ** 41, -(2 ** 40)],
  ['of hashes', 2 ** 32, -(2 ** 31)],
  ['that are few', 5, 0],
  ['that are all one', 0, 7],
])('many numbers %s are sorted digit by digit, the same', (_, range, least) => {
  let state = 1;
  const numbers = Array.from({ length: 9000 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return least + Math.floor((state / 2_147_483_647) * range);
  });
  expect([...toOrder(numbers)]).toEqual(sortPositions(numbers));
  expect([...toOrder(Float64Array.from(numbers))]).toEqual(sortPositions(numbers));
});

it('nothing is in no order', () => {
  expect(toOrder([])).toEqual(new Uint32Array(0));
});
