/** Below this many, sorting by comparison costs less than counting. */
const few = 4096;

/** How many values one digit of a number can have, when numbers are sorted digit by digit. */
const radix = 65_536;

/**
 * The positions of numbers in ascending order, those of equal numbers as they come: a stable sort
 * that moves no more than positions, in O(n) for many. The numbers are safe integers.
 */
export function toOrder(numbers: ArrayLike<number>): Uint32Array {
  const order = new Uint32Array(numbers.length);
  for (let position = 0; position < order.length; position++) order[position] = position;
  const values = Float64Array.from(numbers);
  const toValue = (position: number) => values[position] ?? 0;
  if (order.length < few) return order.sort((a, b) => toValue(a) - toValue(b) || a - b);
  const least = values.reduce((one, other) => Math.min(one, other));
  const most = values.reduce((one, other) => Math.max(one, other));
  const digits = new Uint16Array(values.length);
  let sorted: Uint32Array = order;
  for (let unit = 1; unit <= most - least; unit *= radix) {
    // Assigning takes the number modulo 65,536, which is the digit.
    for (let position = 0; position < digits.length; position++) {
      digits[position] = Math.floor((toValue(position) - least) / unit);
    }
    sorted = sortByDigit(sorted, digits);
  }
  return sorted;
}

/** A counting sort, which keeps the order of positions whose digits are equal. */
function sortByDigit(order: Uint32Array, digits: Uint16Array): Uint32Array {
  const starts = new Uint32Array(radix + 1);
  for (let index = 0; index < digits.length; index++) {
    const after = (digits[index] ?? 0) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let digit = 1; digit <= radix; digit++) {
    starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
  }
  const sorted = new Uint32Array(order.length);
  for (let index = 0; index < order.length; index++) {
    const position = order[index] ?? 0;
    const digit = digits[position] ?? 0;
    const place = starts[digit] ?? 0;
    sorted[place] = position;
    starts[digit] = place + 1;
  }
  return sorted;
}
