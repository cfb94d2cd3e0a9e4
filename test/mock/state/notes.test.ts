import { expect, it } from 'vitest';
import { createState, type State } from '../../../mock/state/state.ts';
import { Transaction } from '../../../mock/state/transaction.ts';

const seeds = {
  collection: () => {
    throw new Error('nobody asks for a collection');
  },
  refs: () => [],
  isOpen: false,
  imagine: () => undefined,
  prepare: () => [],
  makeAhead: () => [],
};

function begin(state: State = createState()): Transaction {
  return new Transaction({ state, seeds, below: () => [] });
}

it('a note is found by its notebook and key, in this transaction and those that follow', () => {
  const transaction = begin();
  expect(transaction.findNote('b', 'k')).toBeUndefined();
  transaction.note('b', { key: 'k', value: { n: 1 }, most: 2 });
  expect(transaction.isChanged).toBe(true);
  const next = begin(transaction.state);
  expect(next.findNote('b', 'k')).toEqual({ n: 1 });
  expect(next.findNote('c', 'k')).toBeUndefined();
  expect(next.isChanged).toBe(false);
});

it('a later note takes the place of an older one, and is then the youngest', () => {
  const transaction = begin();
  const note = (key: string, n: number) => transaction.note('b', { key, value: { n }, most: 2 });
  note('a', 1);
  note('b', 2);
  note('a', 3);
  note('c', 4);
  const read = (key: string) => transaction.findNote('b', key)?.n;
  expect(['a', 'b', 'c'].map(read)).toEqual([3, undefined, 4]);
});
