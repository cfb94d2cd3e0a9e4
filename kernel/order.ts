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
  const numberAt = (position: number) => numbers[position] ?? 0;
  if (order.length < few) return order.sort((a, b) => numberAt(a) - numberAt(b) || a - b);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let position = 0; position < order.length; position++) {
    least = Math.min(least, numberAt(position));
    most = Math.max(most, numberAt(position));
  }
  let sorted: Uint32Array = order;
  for (let unit = 1; unit <= most - least; unit *= radix) {
    const toDigit = (position: number) => Math.floor((numberAt(position) - least) / unit) % radix;
    sorted = sortByDigit(sorted, toDigit);
  }
  return sorted;
}

/** A counting sort, which keeps the order of positions whose digits are equal. */
function sortByDigit(order: Uint32Array, toDigit: (position: number) => number): Uint32Array {
  const starts = new Uint32Array(radix + 1);
  for (const position of order) {
    const after = toDigit(position) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let digit = 1; digit <= radix; digit++) {
    starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
  }
  const sorted = new Uint32Array(order.length);
  for (const position of order) {
    const digit = toDigit(position);
    const place = starts[digit] ?? 0;
    sorted[place] = position;
    starts[digit] = place + 1;
  }
  return sorted;
}
