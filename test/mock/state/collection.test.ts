import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../kernel/json.ts';
import { Collection } from '../../../mock/state/collection.ts';
import type { Entity } from '../../../mock/state/entity.ts';

function toSeed(values: readonly JsonObject[]): Entity[] {
  return values.map((value, index) => {
    return { key: `s${index + 1}`, sequence: index + 1, value, origin: 'seed' };
  });
}

function keysOf(entities: readonly Entity[]): string[] {
  return entities.map(({ key }) => key);
}

const books = Collection.create({
  indexes: ['shelf'],
  entities: toSeed([
    { title: 'Emma', shelf: 'A' },
    { title: 'Ulysses', shelf: 'B' },
    { title: 'Dracula', shelf: 'A' },
    { title: 'Walden' },
  ]),
});

describe('a collection', () => {
  it('is read by key and listed in creation order', () => {
    expect(books.size).toBe(4);
    expect(books.get('s2')?.value).toEqual({ title: 'Ulysses', shelf: 'B' });
    expect(books.get('s9')).toBeUndefined();
    const page = books.list({ offset: 1, limit: 2 });
    expect(keysOf(page.entities)).toEqual(['s2', 's3']);
    expect(page.total).toBe(4);
    expect(books.list({ offset: 9, limit: 2 })).toEqual({ entities: [], total: 4 });
  });

  it('appends what is added', () => {
    const more = books.add({ key: 'a1', value: { title: 'Odes' }, origin: 'created' });
    expect(more.list({ offset: 4, limit: Number.POSITIVE_INFINITY }).entities).toEqual([
      { key: 'a1', sequence: 5, value: { title: 'Odes' }, origin: 'created' },
    ]);
    expect(books.size).toBe(4);
    expect(() => more.add({ key: 'a1', value: {}, origin: 'created' })).toThrow(RangeError);
  });

  it('replaces a value in its place', () => {
    const changed = books.replace('s1', { title: 'Emma', shelf: 'B' });
    expect(changed.get('s1')).toMatchObject({ sequence: 1, origin: 'seed', value: { shelf: 'B' } });
    const page = changed.list({ offset: 0, limit: 9, where: [{ property: 'shelf', value: 'B' }] });
    expect(keysOf(page.entities)).toEqual(['s1', 's2']);
    expect(() => books.replace('s9', {})).toThrow(RangeError);
  });

  it('never uses a sequence or a number again after a deletion', () => {
    const numbered = books
      .add({ key: '41', value: {}, origin: 'created' })
      .add({ key: '7', value: {}, origin: 'created' });
    const fewer = numbered.delete('41').delete('7');
    expect(keysOf(fewer.list({ offset: 0, limit: 9 }).entities)).toEqual(['s1', 's2', 's3', 's4']);
    expect(fewer.nextSequence).toBe(7);
    expect(fewer.largestNumber).toBe(41);
    expect(fewer.delete('41')).toBe(fewer);
  });

  it.each([
    ['42', 42],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 0],
    ['042', 0],
    ['4.2', 0],
    ['-42', 0],
    ['4e2', 0],
    ['', 0],
    ['0', 0],
  ])('counts the key %j as the number %i', (key, number) => {
    const entities: Entity[] = [{ key, sequence: 3, value: {}, origin: 'seed' }];
    const seeded = Collection.create({ indexes: [], entities });
    expect(seeded.largestNumber).toBe(number);
    expect(seeded.nextSequence).toBe(4);
  });

  it.each<[string, Partial<Entity>[]]>([
    ['two equal keys', [{ key: 'a' }, { key: 'b' }, { key: 'a' }]],
    ['sequences out of order', [{ sequence: 2 }, { sequence: 1 }]],
    ['one sequence twice', [{ sequence: 1 }, { sequence: 1 }]],
    ['a sequence of 0', [{ sequence: 0 }]],
    ['a sequence with a fraction', [{ sequence: 1.5 }]],
  ])('refuses %s', (_, parts) => {
    const seed = toSeed(parts.map(() => ({})));
    const entities = seed.map((entity, index) => ({ ...entity, ...parts[index] }));
    expect(() => Collection.create({ indexes: [], entities })).toThrow(RangeError);
  });

  it.each([-1, 0.5, Number.NaN])('refuses %d as a place to read from', (number) => {
    expect(() => books.list({ offset: number, limit: 1 })).toThrow(RangeError);
    expect(() => books.list({ offset: 0, limit: number })).toThrow(RangeError);
    expect(() => books.after(number, 1)).toThrow(RangeError);
  });
});

describe('a filter', () => {
  const values: Json[] = [1, '1', true, 'true', null, { a: 1, b: 2 }, [1], 'x'.repeat(500)];
  const seed = toSeed([...values.map((mark) => ({ mark })), {}]);

  it.each([
    ['with', ['mark']],
    ['without', []],
  ])('tells values apart %s an index', (_, indexes) => {
    const marks = Collection.create({ indexes, entities: seed });
    values.forEach((value, index) => {
      const page = marks.list({ offset: 0, limit: 9, where: [{ property: 'mark', value }] });
      expect(page).toEqual({ entities: [seed[index]], total: 1 });
    });
    const where = [{ property: 'mark', value: { b: 2, a: 1 } }];
    expect(marks.list({ offset: 0, limit: 9, where }).total).toBe(1);
  });

  it('looks at no entity for an indexed condition, and at few when others join it', () => {
    let reads = 0;
    const entities = toSeed(
      Array.from({ length: 900 }, (_, index) => ({
        shelf: 'A',
        size: index % 300 === 0 ? 'L' : 'S',
        get weight() {
          reads++;
          return 1;
        },
      })),
    );
    const parcels = Collection.create({ indexes: ['shelf', 'size'], entities });
    const shelf = { property: 'shelf', value: 'A' };
    const size = { property: 'size', value: 'L' };
    const weight = { property: 'weight', value: 1 };
    expect(parcels.list({ offset: 800, limit: 5, where: [shelf] }).total).toBe(900);
    expect(reads).toBe(0);
    expect(parcels.list({ offset: 0, limit: 5, where: [weight, shelf, size] }).total).toBe(3);
    expect(reads).toBe(3);
    expect(parcels.after(0, 5, [weight, shelf]).hasMore).toBe(true);
    expect(reads).toBe(3 + 6);
  });

  it('reads own properties only', () => {
    const where = [{ property: 'constructor', value: null }];
    expect(books.list({ offset: 0, limit: 9, where }).total).toBe(0);
  });

  it('pages behind a cursor, even when the entity it points at is gone', () => {
    const where = [{ property: 'shelf', value: 'A' }];
    expect(keysOf(books.after(0, 1, where).entities)).toEqual(['s1']);
    expect(books.after(0, 1, where).hasMore).toBe(true);
    const rest = books.delete('s1').after(1, 1, where);
    expect(keysOf(rest.entities)).toEqual(['s3']);
    expect(rest.hasMore).toBe(false);
    expect(books.after(Number.MAX_VALUE, 5).entities).toEqual([]);
  });
});
