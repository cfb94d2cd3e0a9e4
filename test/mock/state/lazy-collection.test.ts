import { describe, expect, it } from 'vitest';
import { Collection } from '../../../mock/state/collection.ts';
import { findChanges } from '../../../mock/state/diff.ts';
import type { Entity } from '../../../mock/state/entity.ts';
import type { CollectionRef } from '../../../mock/state/state.ts';
import { createLazy, type Made } from './_lazy.ts';

const shades = ['red', 'green', 'blue', null];

function toEntities(count: number): Entity[] {
  return Array.from({ length: count }, (_, place) => ({
    key: `k${place}`,
    sequence: place + 1,
    value: { id: `k${place}`, shade: shades[place % shades.length] ?? null, mark: `M-${place}` },
    origin: 'seed',
  }));
}

const indexes = ['shade', 'mark'];
const count = 20_000;

describe('a collection whose entities are made on demand', () => {
  it('makes what is looked at, and nothing else', () => {
    const made: Made = [];
    const collection = createLazy(toEntities(count), indexes, { made });
    expect(collection.size).toBe(count);
    expect(collection.has('k77')).toBe(true);
    expect(made).toEqual([]);
    expect(collection.get('k77')?.value.mark).toBe('M-77');
    expect(made).toEqual([77]);
    const where = [{ property: 'mark', value: 'M-5000' }];
    expect(collection.list({ offset: 0, limit: 50, where }).total).toBe(1);
    expect(made).toEqual([77, 5000]);
    const { entities, total } = collection.list({ offset: count - 2, limit: 50 });
    expect([entities.map(({ key }) => key), total]).toEqual([['k19998', 'k19999'], count]);
    expect(made).toHaveLength(4);
    const red = collection.list({
      offset: 0,
      limit: 0,
      where: [{ property: 'shade', value: 'red' }],
    });
    expect(red.total).toBe(count / shades.length);
    expect(made).toHaveLength(4);
    const added = collection.add({ key: 'new', value: { mark: 'M-5000' }, origin: 'created' });
    expect(added.list({ offset: 0, limit: 5, where }).entities.map(({ key }) => key)).toEqual([
      'k5000',
      'new',
    ]);
    expect(made).toHaveLength(4);
  });

  it('forgets what nobody looks at, and makes it again, the same', () => {
    const made: Made = [];
    const collection = createLazy(toEntities(count), [], { made, most: 100 });
    const first = collection.get('k0');
    expect(collection.get('k0')).toBe(first);
    for (let place = 0; place < 500; place++) collection.list({ offset: place, limit: 1 });
    expect(collection.get('k0')).toEqual(first);
    expect(made.filter((place) => place === 0)).toHaveLength(2);
    // What is looked at again and again stays.
    for (let place = 0; place < 500; place++) {
      collection.get('k7');
      collection.list({ offset: place, limit: 1 });
    }
    expect(made.filter((place) => place === 7).length).toBeLessThanOrEqual(3);
  });

  it('keeps all once somebody has looked at all, who will do so again', () => {
    const made: Made = [];
    const collection = createLazy(toEntities(1000), [], { made, most: 100 });
    const where = [{ property: 'mark', value: 'M-3' }];
    for (let round = 0; round < 3; round++) {
      expect(collection.list({ offset: 0, limit: 5, where }).total).toBe(1);
      expect(collection.list({ offset: 0, limit: Number.POSITIVE_INFINITY }).total).toBe(1000);
    }
    expect(made).toHaveLength(1000);
  });

  it('gives a removed key to another, which comes last', () => {
    const before = createLazy(toEntities(20), indexes);
    const after = before.delete('k3').add({ key: 'k3', value: { mark: 'new' }, origin: 'created' });
    expect(after.get('k3')).toEqual({
      key: 'k3',
      sequence: 21,
      value: { mark: 'new' },
      origin: 'created',
    });
    expect(after.list({ offset: 19, limit: 5 }).entities.map(({ key }) => key)).toEqual(['k3']);
    expect(after.delete('k3').get('k3')).toBeUndefined();
    expect(after.delete('k3').has('k3')).toBe(false);
    expect(before.get('k3')?.sequence).toBe(4);
    expect(() => before.add({ key: 'k3', value: {}, origin: 'created' })).toThrow(RangeError);
  });
});

describe('what differs between two versions', () => {
  it('is found without making what they share', () => {
    const made: Made = [];
    const before = createLazy(toEntities(count), indexes, { made });
    const after = before
      .delete('k10000')
      .replace('k15000', { id: 'k15000', mark: 'other' })
      .add({ key: 'new', value: { mark: 'n' }, origin: 'created' });
    made.length = 0;
    // Nobody looks at the resource.
    const ref = {} as CollectionRef;
    const changes = findChanges(
      () => before,
      () => after,
      [ref],
    );
    expect(changes.map(({ key, change }) => `${change} ${key}`)).toEqual([
      'removed k10000',
      'changed k15000',
      'added new',
    ]);
    expect(made.length).toBeLessThanOrEqual(2);
  });

  it('is all there is between collections of different makers', () => {
    const [one, other] = [createLazy(toEntities(50), []), createLazy(toEntities(50), [])];
    expect(one.listDifferent(other)).toHaveLength(50);
    expect(one.listDifferent(Collection.create({ indexes: [] }))).toHaveLength(50);
    expect(one.listDifferent(one)).toEqual([]);
  });
});
