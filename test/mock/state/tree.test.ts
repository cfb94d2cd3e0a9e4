import { describe, expect, it } from 'vitest';
import { Tree } from '../../../mock/state/_tree.ts';
import { maxWidth } from '../../../mock/state/_tree-node.ts';
import { fc } from '../../support/properties.ts';
import { checkNode, countCopied, toNodes } from './_tree-structure.ts';

const compare = (a: number, b: number) => a - b;
type Numbers = Tree<number, string>;

function toTree(keys: readonly number[]): Numbers {
  return Tree.fromSorted(compare, keys, keys.map(String));
}

function toRange(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

describe('a tree', () => {
  const fruits = Tree.empty<string, number>((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .set('pear', 3)
    .set('apple', 1)
    .set('fig', 2);

  it('is read by key, by rank and in order', () => {
    expect(fruits.size).toBe(3);
    expect(fruits.get('fig')).toBe(2);
    expect(fruits.get('plum')).toBeUndefined();
    expect(fruits.has('apple')).toBe(true);
    expect(fruits.at(0)).toEqual(['apple', 1]);
    expect(fruits.at(3)).toBeUndefined();
    expect(fruits.at(-1)).toBeUndefined();
    expect(fruits.entries({ from: 1, to: 9 })).toEqual([
      ['fig', 2],
      ['pear', 3],
    ]);
  });

  it('ranks a key that it does not hold by the keys below it', () => {
    expect(fruits.rankOf('fig')).toBe(1);
    expect(fruits.rankOf('grape')).toBe(2);
    expect(fruits.rankOf('')).toBe(0);
    expect(fruits.rankOf('zebra')).toBe(3);
  });

  it('stays as it was when a new one is made from it', () => {
    expect(fruits.set('fig', 9).get('fig')).toBe(9);
    expect(fruits.delete('fig').size).toBe(2);
    expect(fruits.get('fig')).toBe(2);
    expect(fruits.delete('plum')).toBe(fruits);
  });

  it('shows a run of its values without copying them', () => {
    const view = toTree(toRange(5000)).view({ from: 4000, to: 9000 });
    const seen: string[] = [];
    expect(view.size).toBe(1000);
    expect(view.page(500, 3)).toEqual(['4500', '4501', '4502']);
    expect(view.page(999, 3)).toEqual(['4999']);
    expect(view.page(2000, Number.POSITIVE_INFINITY)).toEqual([]);
    expect(view.every((value) => seen.push(value) < 3)).toBe(false);
    expect(seen).toEqual(['4000', '4001', '4002']);
  });

  it('refuses to be built from keys out of order', () => {
    expect(() => toTree([1, 3, 2])).toThrow(RangeError);
    expect(() => toTree([1, 1])).toThrow(RangeError);
    expect(() => Tree.fromSorted(compare, [1, 2], ['one'])).toThrow(RangeError);
  });
});

describe('the structure of a tree', () => {
  it.each([0, 1, 28, 29, 784, 785, 40_000])('is sound when built from %i entries', (count) => {
    const tree = toTree(toRange(count));
    expect(checkNode(tree.root)).toBe(Math.max(1, Math.ceil(Math.log(count) / Math.log(28))));
    expect(tree.entries().map(([key]) => key)).toEqual(toRange(count));
  });

  it('copies one path of nodes to set a value or add a key', () => {
    const tree = toTree(toRange(100_000).map((index) => index * 2));
    const height = checkNode(tree.root);
    expect(height).toBe(4);
    for (const key of [0, 77_778, 123_456, 199_998]) {
      expect(countCopied(tree, tree.set(key, 'new'))).toBe(height);
      expect(countCopied(tree, tree.set(key + 1, 'new'))).toBe(height);
      expect(countCopied(tree, tree.delete(key))).toBe(height);
    }
  });

  it('copies two nodes a level at most when nodes split', () => {
    let tree: Numbers = Tree.empty(compare);
    for (const key of toRange(2000)) {
      const next = tree.set(key, '');
      const height = checkNode(next.root);
      expect(countCopied(tree, next)).toBeLessThanOrEqual(2 * height);
      tree = next;
    }
  });

  it('keeps nodes three quarters full when keys arrive in order', () => {
    let tree: Numbers = Tree.empty(compare);
    for (const key of toRange(20_000)) tree = tree.set(key, '');
    checkNode(tree.root);
    const leaves = toNodes(tree.root).filter((node) => node.children === undefined);
    expect(20_000 / leaves.length).toBeGreaterThan(maxWidth * 0.7);
  });

  it('stays sound while thousands of keys come and go in random order', () => {
    const orders = fc.integer().map((seed) => shuffle(toRange(6000), seed));
    fc.assert(
      fc.property(orders, orders, (arrivals, departures) => {
        let tree: Numbers = Tree.empty(compare);
        for (const key of arrivals) tree = tree.set(key, String(key));
        expect(checkNode(tree.root)).toBeGreaterThan(2);
        const full = tree;
        departures.forEach((key, index) => {
          tree = tree.delete(key);
          if (index % 100 === 0) checkNode(tree.root);
          expect(tree.size).toBe(departures.length - index - 1);
        });
        expect(tree.entries()).toEqual([]);
        checkNode(full.root);
        expect(full.entries().map(([key]) => key)).toEqual(toRange(6000));
      }),
      { numRuns: 8, interruptAfterTimeLimit: 15_000 },
    );
  });
});

describe('a tree and a plain map', () => {
  const key = fc.nat(600);
  const command = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('set'), key }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete'), key }) },
  );
  const commands = fc.array(command, { minLength: 500, maxLength: 3000, size: 'max' });

  it('answer the same after any commands, and so do earlier versions', () => {
    fc.assert(
      fc.property(fc.nat(900), commands, (count, list) => {
        let tree = toTree(toRange(count));
        const model = new Map(tree.entries());
        const versions: { tree: Numbers; entries: unknown }[] = [];
        list.forEach(({ kind, key }, index) => {
          if (kind === 'delete') {
            expect(tree.delete(key) === tree).toBe(!model.delete(key));
            tree = tree.delete(key);
          } else {
            tree = tree.set(key, `${index}`);
            model.set(key, `${index}`);
          }
          checkNode(tree.root);
          if (index % 250 === 0) versions.push({ tree, entries: toSorted(model) });
        });
        versions.push({ tree, entries: toSorted(model) });
        for (const { tree, entries } of versions) expect(tree.entries()).toEqual(entries);
        toSorted(model).forEach(([key, value], rank) => {
          expect([tree.get(key), tree.rankOf(key), tree.at(rank)?.[0]]).toEqual([value, rank, key]);
          expect(tree.rankOf(key + 0.5)).toBe(rank + 1);
        });
      }),
      { numRuns: 15, interruptAfterTimeLimit: 15_000 },
    );
  });
});

function toSorted(model: ReadonlyMap<number, string>): [number, string][] {
  return [...model].sort(([a], [b]) => a - b);
}

function shuffle(keys: number[], seed: number): number[] {
  let state = seed >>> 0;
  return keys
    .map((key) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return { key, place: state };
    })
    .sort((a, b) => a.place - b.place)
    .map(({ key }) => key);
}
