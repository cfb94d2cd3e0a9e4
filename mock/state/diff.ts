import { isEqual, type JsonObject } from '../../kernel/json.ts';
import type { Collection } from './collection.ts';
import type { Entity } from './entity.ts';
import type { CollectionRef } from './state.ts';

/** One item that differs between two states. */
export interface Change {
  readonly ref: CollectionRef;
  readonly key: string;
  readonly change: 'added' | 'changed' | 'removed';
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

/** Every item that differs, in the order of the collections given. */
export function findChanges(
  before: (ref: CollectionRef) => Collection,
  after: (ref: CollectionRef) => Collection,
  refs: readonly CollectionRef[],
): Change[] {
  return refs.flatMap((ref) => {
    const [old, now] = [before(ref), after(ref)];
    return old === now ? [] : compare(ref, old, now);
  });
}

function compare(ref: CollectionRef, before: Collection, after: Collection): Change[] {
  const changes: Change[] = [];
  for (const entity of before.listDifferent(after)) {
    const now = after.get(entity.key);
    if (!now) changes.push({ ref, key: entity.key, change: 'removed', before: entity.value });
    else if (differs(entity, now)) {
      const values = { before: entity.value, after: now.value };
      changes.push({ ref, key: entity.key, change: 'changed', ...values });
    }
  }
  for (const entity of after.listDifferent(before)) {
    if (before.has(entity.key)) continue;
    changes.push({ ref, key: entity.key, change: 'added', after: entity.value });
  }
  return changes;
}

function differs(a: Entity, b: Entity): boolean {
  return a !== b && !isEqual(a.value, b.value);
}
