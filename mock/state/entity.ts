import { getOwn, isEqual, type Json, type JsonObject } from '../../kernel/json.ts';
import type { Links } from '../../spec/relations.ts';

/** One stored thing: a representation and what the collection knows about it. Immutable. */
export interface Entity {
  /** The identity as text, unique within the collection. */
  readonly key: string;
  /** The place in creation order: a positive integer, unique within the collection. */
  readonly sequence: number;
  readonly value: JsonObject;
  /** `seed` was there from the start; `created` came by a request. */
  readonly origin: 'seed' | 'created';
  /** What it belongs to besides: the keys of others, by the name of the relation. */
  readonly links?: Links;
}

/**
 * True of an entity whose own property is equal to the value (`null` is a value like any other), or,
 * of a link, whose links of that name have it.
 */
export interface Condition {
  readonly property: string;
  readonly value: Json;
  readonly isLink?: boolean;
}

/** Whether the entity fulfils every condition. Without the property, it fulfils none. */
export function isMatch(entity: Entity, conditions: readonly Condition[]): boolean {
  return conditions.every(({ property, value, isLink }) =>
    isLink
      ? (entity.links?.[property] ?? []).some((key) => key === value)
      : isEqual(getOwn(entity.value, property), value),
  );
}

/**
 * The order of keys in the index: shorter first, then by code unit. Ascending integers then arrive
 * at its end, where a tree takes them best.
 */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : 1;
}
