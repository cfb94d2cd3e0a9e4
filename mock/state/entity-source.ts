import type { Entity } from './entity.ts';

/** Entities that are there from the start, each made when somebody looks, the same each time. */
export interface EntityMaker {
  readonly size: number;
  /** The largest key that is an integer, as `toKeyNumber` reads it; 0 without one. */
  readonly largestNumber: number;
  /** The entity at a place from 0, whose sequence is one more. */
  at(place: number): Entity;
  /** Where the entity with the key is. */
  placeOf(key: string): number | undefined;
}

/** What stands at a place of a collection: an entity, or the place of one that is made on demand. */
export type Slot = Entity | number;

/** How many entities are kept at least. */
const usual = 50_000;

/**
 * Entities of a maker, kept while they are looked at. Beyond the most, those that nobody looked at
 * lately are forgotten and made again on demand, equal but not the same instance.
 */
export class EntitySource {
  readonly #maker: EntityMaker;
  #most: number;
  #young = new Map<number, Entity>();
  #old: ReadonlyMap<number, Entity> = new Map();

  constructor(maker: EntityMaker, most: number = usual) {
    this.#maker = maker;
    this.#most = most;
  }

  get size(): number {
    return this.#maker.size;
  }

  get largestNumber(): number {
    return this.#maker.largestNumber;
  }

  placeOf(key: string): number | undefined {
    return this.#maker.placeOf(key);
  }

  /** What stands in a slot. */
  open(slot: Slot): Entity {
    if (typeof slot !== 'number') return slot;
    const known = this.#young.get(slot);
    if (known) return known;
    const entity = this.#old.get(slot) ?? this.#maker.at(slot);
    if (this.#young.size * 2 >= this.#most) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(slot, entity);
    return entity;
  }

  /** Keeps so many from now on: whoever looks at all of them will do so again. */
  makeRoom(count: number): void {
    this.#most = Math.max(this.#most, count * 2);
  }
}
