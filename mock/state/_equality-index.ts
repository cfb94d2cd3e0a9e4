import { getOwn, type Json } from '../../kernel/json.ts';
import { hash } from '../../kernel/random.ts';
import { buildIndex, type IndexDraft, type IndexKey, toIndexKey } from './_index-build.ts';
import type { Tree, TreeView } from './_tree.ts';
import { toCanonicalText } from './canonical-text.ts';
import type { Entity } from './entity.ts';
import type { Slot } from './entity-source.ts';

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
  readonly #tree: Tree<IndexKey, Slot>;

  private constructor(term: IndexTerm, tree: Tree<IndexKey, Slot>) {
    this.term = term;
    this.#tree = tree;
  }

  /** The index over `entities`, which are in creation order. */
  static create(term: IndexTerm, entities: readonly Entity[]): EqualityIndex {
    const draft: IndexDraft = { texts: [], sequences: [], slots: [] };
    for (const entity of entities) {
      for (const text of toTexts(term, entity)) {
        draft.texts.push(text);
        draft.sequences.push(entity.sequence);
        draft.slots.push(entity);
      }
    }
    return new EqualityIndex(term, buildIndex(draft));
  }

  /**
   * The index over entities that are made on demand, by the canonical text of the property at each
   * place; undefined for those without.
   */
  static fromTexts(term: IndexTerm, texts: readonly (string | undefined)[]): EqualityIndex {
    const draft: IndexDraft = { texts: [], sequences: [], slots: [] };
    for (const [place, text] of texts.entries()) {
      if (text === undefined) continue;
      draft.texts.push(text);
      draft.sequences.push(place + 1);
      draft.slots.push(place);
    }
    return new EqualityIndex(term, buildIndex(draft));
  }

  /** The entities after `sequence` whose property equals `value`, in O(log n). */
  find(value: Json, sequence: number): TreeView<Slot> {
    const text = toCanonicalText(value);
    const own = hash(text) | 0;
    return this.#tree.view({
      from: this.#tree.rankOf({ hash: own, text, sequence: sequence + 1 }),
      // The least text above `text`. A greatest sequence would do, but a number beyond 32 bits in
      // this place makes V8 box the sequence of every key made later.
      to: this.#tree.rankOf({ hash: own, text: `${text}\0`, sequence: 0 }),
    });
  }

  /** The index after an entity came (no `before`), went (no `after`) or changed its value. */
  with(before: Entity | undefined, after: Entity | undefined): EqualityIndex {
    const oldTexts = toTexts(this.term, before);
    const newTexts = toTexts(this.term, after);
    let tree = this.#tree;
    for (const text of oldTexts) {
      if (before === undefined || newTexts.includes(text)) continue;
      tree = tree.delete(toIndexKey(text, before.sequence));
    }
    for (const text of newTexts) {
      if (after === undefined) continue;
      tree = tree.set(toIndexKey(shareText(tree, text), after.sequence), after);
    }
    return tree === this.#tree ? this : new EqualityIndex(this.term, tree);
  }
}

function toTexts({ property, isLink }: IndexTerm, entity: Entity | undefined): readonly string[] {
  if (isLink) return [...new Set(entity?.links?.[property])].map(toCanonicalText);
  const value = getOwn(entity?.value, property);
  return value === undefined ? [] : [toCanonicalText(value)];
}

/** The instance of an equal text that is already in the tree: a million keys then hold one text. */
function shareText(tree: Tree<IndexKey, Slot>, text: string): string {
  const nearest = tree.at(tree.rankOf(toIndexKey(text, 0)))?.[0].text;
  return nearest === text ? nearest : text;
}
