import type { EntityView } from './_entity-view.ts';
import type { EqualityIndex, IndexTerm } from './_equality-index.ts';
import type { TreeView } from './_tree.ts';
import { type Condition, type Entity, isMatch } from './entity.ts';
import type { Slot } from './entity-source.ts';

/** Entities in creation order, and the conditions that are still to be checked on each. */
export interface Selection {
  readonly view: EntityView;
  readonly rest: readonly Condition[];
}

/** What a selection is made from. */
export interface SelectionSource {
  readonly indexes: readonly EqualityIndex[];
  readonly where: readonly Condition[];
  /** Only entities with a greater sequence; 0 leaves none out. */
  readonly after: number;
  /** All entities after `after`, for when no index helps. */
  all(): TreeView<Slot>;
  toView(slots: TreeView<Slot>): EntityView;
}

/** The narrowest selection: over the index with the fewest matches, or over all entities. */
export function toSelection(source: SelectionSource): Selection {
  let best: { readonly slots: TreeView<Slot>; readonly rest: readonly Condition[] } | undefined;
  for (const condition of source.where) {
    const index = source.indexes.find(({ term }) => isAbout(term, condition));
    const slots = index?.find(condition.value, source.after);
    if (slots !== undefined && (best === undefined || slots.size < best.slots.size)) {
      best = { slots, rest: source.where.filter((other) => other !== condition) };
    }
  }
  const { slots, rest } = best ?? { slots: source.all(), rest: source.where };
  return { view: source.toView(slots), rest };
}

function isAbout(term: IndexTerm, { property, isLink = false }: Condition): boolean {
  return term.property === property && (term.isLink ?? false) === isLink;
}

/** The matches after the first `offset`, at most `limit`, and how many there are in all. */
export function toPage(
  { view, rest }: Selection,
  offset: number,
  limit: number,
): { readonly entities: readonly Entity[]; readonly total: number } {
  if (rest.length === 0) return { entities: view.page(offset, limit), total: view.size };
  const entities: Entity[] = [];
  let total = 0;
  view.every((entity) => {
    if (!isMatch(entity, rest)) return true;
    if (total >= offset && entities.length < limit) entities.push(entity);
    total++;
    return true;
  });
  return { entities, total };
}

/** The first `limit` matches and whether more follow; a scan stops where that is known. */
export function toHead(
  { view, rest }: Selection,
  limit: number,
): { readonly entities: readonly Entity[]; readonly hasMore: boolean } {
  if (rest.length === 0) return { entities: view.page(0, limit), hasMore: view.size > limit };
  const entities: Entity[] = [];
  const isWhole = view.every((entity) => {
    if (!isMatch(entity, rest)) return true;
    if (entities.length >= limit) return false;
    entities.push(entity);
    return true;
  });
  return { entities, hasMore: !isWhole };
}
