import { getOwn, type Json } from '../../kernel/json.ts';
import { Tree, type TreeView } from './_tree.ts';
import { toCanonicalText } from './canonical-text.ts';
import type { Entity } from './entity.ts';

interface IndexKey {
  readonly text: string;
  readonly sequence: number;
}

/** What an index goes by: a property, or the links of a name. */
export interface IndexTerm {
  readonly property: string;
  readonly isLink?: boolean;
}

/**
 * The entities of a collection by the value of one of their properties, or by the keys that they
 * are linked with, and, where that is equal, in creation order. Entities without are not in it.
 * Immutable.
 */
export class EqualityIndex {
  readonly term: IndexTerm;
  readonly #tree: Tree<IndexKey, Entity>;

  private constructor(term: IndexTerm, tree: Tree<IndexKey, Entity>) {
    this.term = term;
    this.#tree = tree;
  }

  /** The index over `entities`, which are in creation order. */
  static create(term: IndexTerm, entities: readonly Entity[]): EqualityIndex {
    const runs = groupByText(term, entities);
    const keys: IndexKey[] = [];
    const values: Entity[] = [];
    // Without a comparator `sort` goes by code unit too, and is faster.
    for (const text of [...runs.keys()].sort()) {
      for (const entity of runs.get(text) ?? []) {
        keys.push({ text, sequence: entity.sequence });
        values.push(entity);
      }
    }
    return new EqualityIndex(term, Tree.fromSorted(compareIndexKeys, keys, values));
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
    const oldTexts = toTexts(this.term, before);
    const newTexts = toTexts(this.term, after);
    let tree = this.#tree;
    for (const text of oldTexts) {
      if (before === undefined || newTexts.includes(text)) continue;
      tree = tree.delete({ text, sequence: before.sequence });
    }
    for (const text of newTexts) {
      if (after === undefined) continue;
      tree = tree.set({ text: shareText(tree, text), sequence: after.sequence }, after);
    }
    return tree === this.#tree ? this : new EqualityIndex(this.term, tree);
  }
}

function groupByText(term: IndexTerm, entities: readonly Entity[]): Map<string, Entity[]> {
  const runs = new Map<string, Entity[]>();
  for (const entity of entities) {
    for (const text of toTexts(term, entity)) {
      const run = runs.get(text);
      if (run === undefined) runs.set(text, [entity]);
      else run.push(entity);
    }
  }
  return runs;
}

function toTexts({ property, isLink }: IndexTerm, entity: Entity | undefined): readonly string[] {
  if (isLink) return [...new Set(entity?.links?.[property])].map(toCanonicalText);
  const value = getOwn(entity?.value, property);
  return value === undefined ? [] : [toCanonicalText(value)];
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
