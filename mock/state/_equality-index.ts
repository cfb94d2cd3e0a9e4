import { getOwn, type Json } from '../../kernel/json.ts';
import { Tree, type TreeView } from './_tree.ts';
import { toCanonicalText } from './canonical-text.ts';
import type { Entity } from './entity.ts';

interface IndexKey {
  readonly text: string;
  readonly sequence: number;
}

/**
 * The entities of a collection by the value of one of their properties and, where that is equal,
 * in creation order. Entities without the property are not in it. Immutable.
 */
export class EqualityIndex {
  readonly property: string;
  readonly #tree: Tree<IndexKey, Entity>;

  private constructor(property: string, tree: Tree<IndexKey, Entity>) {
    this.property = property;
    this.#tree = tree;
  }

  /** The index over `entities`, which are in creation order. */
  static create(property: string, entities: readonly Entity[]): EqualityIndex {
    const runs = groupByText(property, entities);
    const keys: IndexKey[] = [];
    const values: Entity[] = [];
    // Without a comparator `sort` goes by code unit too, and is faster.
    for (const text of [...runs.keys()].sort()) {
      for (const entity of runs.get(text) ?? []) {
        keys.push({ text, sequence: entity.sequence });
        values.push(entity);
      }
    }
    return new EqualityIndex(property, Tree.fromSorted(compareIndexKeys, keys, values));
  }

  /** The entities after `sequence` whose property equals `value`, in O(log n). */
  find(value: Json, sequence: number): TreeView<Entity> {
    const text = toCanonicalText(value);
    return this.#tree.view({
      from: this.#tree.rankOf({ text, sequence: sequence + 1 }),
      // The least text above `text`. A greatest sequence would do, but a number beyond 32 bits in
      // this place makes V8 box the sequence of every key made later.
      to: this.#tree.rankOf({ text: `${text}\0`, sequence: 0 }),
    });
  }

  /** The index after an entity came (no `before`), went (no `after`) or changed its value. */
  with(before: Entity | undefined, after: Entity | undefined): EqualityIndex {
    const oldText = toText(this.property, before);
    const newText = toText(this.property, after);
    let tree = this.#tree;
    if (before !== undefined && oldText !== undefined && oldText !== newText) {
      tree = tree.delete({ text: oldText, sequence: before.sequence });
    }
    if (after !== undefined && newText !== undefined) {
      tree = tree.set({ text: shareText(tree, newText), sequence: after.sequence }, after);
    }
    return tree === this.#tree ? this : new EqualityIndex(this.property, tree);
  }
}

function groupByText(property: string, entities: readonly Entity[]): Map<string, Entity[]> {
  const runs = new Map<string, Entity[]>();
  for (const entity of entities) {
    const text = toText(property, entity);
    if (text === undefined) continue;
    const run = runs.get(text);
    if (run === undefined) runs.set(text, [entity]);
    else run.push(entity);
  }
  return runs;
}

function toText(property: string, entity: Entity | undefined): string | undefined {
  const value = getOwn(entity?.value, property);
  return value === undefined ? undefined : toCanonicalText(value);
}

/** The instance of an equal text that is already in the tree: a million keys then hold one text. */
function shareText(tree: Tree<IndexKey, Entity>, text: string): string {
  const nearest = tree.at(tree.rankOf({ text, sequence: 0 }))?.[0].text;
  return nearest === text ? nearest : text;
}

function compareIndexKeys(a: IndexKey, b: IndexKey): number {
  if (a.text === b.text) return a.sequence - b.sequence;
  return a.text < b.text ? -1 : 1;
}
