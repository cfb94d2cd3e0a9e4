import type { TreeView } from './_tree.ts';
import type { Entity } from './entity.ts';
import type { EntitySource, Slot } from './entity-source.ts';

/** A run of neighbouring entities, to be paged or walked; only those that are reached are made. */
export class EntityView {
  readonly #slots: TreeView<Slot>;
  readonly #source: EntitySource | undefined;

  constructor(slots: TreeView<Slot>, source: EntitySource | undefined) {
    this.#slots = slots;
    this.#source = source;
  }

  get size(): number {
    return this.#slots.size;
  }

  /** Up to `limit` entities after the first `offset`, in O(log n + limit). */
  page(offset: number, limit: number): Entity[] {
    const slots = this.#slots.page(offset, limit);
    this.#source?.makeRoom(slots.length);
    return slots.map((slot) => toEntity(slot, this.#source));
  }

  /** Calls `test` for the entities in order until it answers false; true when it never did. */
  every(test: (entity: Entity) => boolean): boolean {
    this.#source?.makeRoom(this.size);
    return this.#slots.every((slot) => test(toEntity(slot, this.#source)));
  }
}

/** What stands in a slot; a number without a source is a fault of the collection. */
export function toEntity(slot: Slot, source: EntitySource | undefined): Entity {
  if (typeof slot !== 'number') return slot;
  if (source) return source.open(slot);
  throw new RangeError(`nothing makes the entity ${slot}`);
}
