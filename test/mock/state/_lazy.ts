import { getOwn } from '../../../kernel/json.ts';
import { toCanonicalText } from '../../../mock/state/canonical-text.ts';
import { Collection } from '../../../mock/state/collection.ts';
import type { Entity } from '../../../mock/state/entity.ts';
import { EntitySource } from '../../../mock/state/entity-source.ts';
import { toKeyNumber } from '../../../spec/identity.ts';

/** The places that were made, in turn. */
export type Made = number[];

/** A collection that makes these entities, whose sequences count from 1, on demand. */
export function createLazy(
  entities: readonly Entity[],
  indexes: readonly string[],
  { made = [], most }: { readonly made?: Made; readonly most?: number } = {},
): Collection {
  const places = new Map(entities.map(({ key }, place) => [key, place]));
  const maker = {
    size: entities.length,
    largestNumber: Math.max(0, ...entities.map(({ key }) => toKeyNumber(key))),
    placeOf: (key: string) => places.get(key),
    at(place: number): Entity {
      made.push(place);
      const entity = entities[place];
      if (!entity) throw new RangeError(`nothing at ${place}`);
      return structuredClone(entity);
    },
  };
  const texts = new Map(
    indexes.map((name) => {
      const values = entities.map(({ value }) => getOwn(value, name));
      return [
        name,
        values.map((value) => (value === undefined ? undefined : toCanonicalText(value))),
      ];
    }),
  );
  return Collection.createLazy({ source: new EntitySource(maker, most), texts });
}
