import { expect, it } from 'vitest';
import { isEqual, type Json, type JsonObject } from '../../../kernel/json.ts';
import { Collection } from '../../../mock/state/collection.ts';
import type { Condition, Entity } from '../../../mock/state/entity.ts';
import { fc } from '../../support/properties.ts';
import { createLazy } from './_lazy.ts';

/** A collection as anyone would write it at first: an array, read from one end to the other. */
interface Model {
  entities: Entity[];
  nextSequence: number;
  largestNumber: number;
}

const indexes = ['shade', 'size'];
const key = fc.nat(120).map(String);
const shade = fc.constantFrom<Json>('red', 'blue', null, 1, '1', true, { r: 1, g: 2 });
const size = fc.nat(3);
// `weight` has no index: conditions on it are checked by scanning.
const value = fc.record({ shade, size, weight: size }, { requiredKeys: [] });
const condition = fc.oneof(
  fc.record({ property: fc.constant('shade'), value: shade }),
  fc.record({ property: fc.constantFrom('size', 'weight', 'absent'), value: size }),
);
const where = fc.array(condition, { maxLength: 3 });
const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('add' as const), key, value }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('replace' as const), key, value }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete' as const), key }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;
const question = fc.record({ where, offset: fc.nat(60), limit: fc.nat(60) });
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

const kinds = [
  ['of entities', (entities: readonly Entity[]) => Collection.create({ indexes, entities })],
  ['made on demand', (entities: readonly Entity[]) => createLazy(entities, indexes)],
] as const;

it.each(kinds)(
  'a collection %s answers as a plain array does, whatever was done to it',
  (_, create) => {
    const steps = fc.array(fc.tuple(command, question), {
      minLength: 200,
      maxLength: 1500,
      size: 'max',
    });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), steps, (seed, list) => {
        const model = toModel(seed);
        let collection = create([...model.entities]);
        const versions: { collection: Collection; entities: readonly Entity[] }[] = [];
        list.forEach(([command, question], index) => {
          collection = run(command, collection, model);
          compare(question, collection, model);
          if (index % 100 === 0) versions.push({ collection, entities: [...model.entities] });
        });
        for (const { collection, entities } of versions) {
          expect(collection.list({ offset: 0, limit: Number.POSITIVE_INFINITY })).toEqual({
            entities,
            total: entities.length,
          });
          checkDifference(collection, versions[0]?.collection ?? collection);
        }
      }),
      { numRuns: 8, interruptAfterTimeLimit: 15_000 },
    );
  },
);

function toModel(values: readonly JsonObject[]): Model {
  const entities = values.map((value, index): Entity => {
    return { key: String(index * 2), sequence: index + 1, value, origin: 'seed' };
  });
  const last = entities.at(-1);
  return {
    entities,
    nextSequence: (last?.sequence ?? 0) + 1,
    largestNumber: Number(last?.key ?? 0),
  };
}

function run(command: Command, collection: Collection, model: Model): Collection {
  const { key } = command;
  const index = model.entities.findIndex((entity) => entity.key === key);
  const before = model.entities[index];
  expect(collection.get(key)).toEqual(before);
  expect(collection.has(key)).toBe(before !== undefined);
  if (command.kind === 'delete') {
    if (before !== undefined) model.entities.splice(index, 1);
    return collection.delete(key);
  }
  const { value } = command;
  if (command.kind === 'add') {
    if (before !== undefined) return collection;
    model.entities.push({ key, sequence: model.nextSequence++, value, origin: 'created' });
    model.largestNumber = Math.max(model.largestNumber, Number(key));
    return collection.add({ key, value, origin: 'created' });
  }
  if (before === undefined) return collection;
  model.entities[index] = { ...before, value };
  return collection.replace(key, value);
}

function compare({ where, offset, limit }: Question, collection: Collection, model: Model): void {
  const matches = model.entities.filter((entity) => isWanted(entity, where));
  expect(collection.list({ offset, limit, where })).toEqual({
    entities: matches.slice(offset, offset + limit),
    total: matches.length,
  });
  const cursor = offset * 10;
  const later = matches.filter(({ sequence }) => sequence > cursor);
  expect(collection.after(cursor, limit, where)).toEqual({
    entities: later.slice(0, limit),
    hasMore: later.length > limit,
  });
  expect(collection.nextSequence).toBe(model.nextSequence);
  expect(collection.largestNumber).toBe(model.largestNumber);
  expect(collection.size).toBe(model.entities.length);
}

/** What two versions do not share holds all that differs, and nothing that both have. */
function checkDifference(one: Collection, other: Collection): void {
  const all = { offset: 0, limit: Number.POSITIVE_INFINITY };
  const others = new Map(other.list(all).entities.map((entity) => [entity.sequence, entity]));
  const different = one.listDifferent(other);
  const isSame = (entity: Entity) =>
    isEqual(entity.value, others.get(entity.sequence)?.value ?? null);
  const wanted = one.list(all).entities.filter((entity) => !isSame(entity));
  expect(different).toEqual(expect.arrayContaining(wanted));
  expect(different.map(({ sequence }) => sequence)).toEqual(
    [...different].map(({ sequence }) => sequence).sort((a, b) => a - b),
  );
}

function isWanted({ value }: Entity, where: readonly Condition[]): boolean {
  return where.every((one) => one.property in value && isEqual(value[one.property], one.value));
}
