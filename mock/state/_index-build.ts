import { toOrder } from '../../kernel/order.ts';
import { hash } from '../../kernel/random.ts';
import { Tree } from './_tree.ts';
import type { Slot } from './entity-source.ts';

/** Where an entity stands in an index. */
export interface IndexKey {
  /** Of the text, as a signed integer of 32 bits. */
  readonly hash: number;
  readonly text: string;
  readonly sequence: number;
}

/** The entries of an index: the text, the sequence and the slot of each, in creation order. */
export interface IndexDraft {
  readonly texts: string[];
  readonly sequences: number[];
  readonly slots: Slot[];
}

/** The key of a text; two that hash alike are told apart by the texts themselves. */
export function toIndexKey(text: string, sequence: number): IndexKey {
  return { hash: hash(text) | 0, text, sequence };
}

/** By hash first: numbers are compared, and a million of them sorted, much faster than texts. */
function compareIndexKeys(a: IndexKey, b: IndexKey): number {
  if (a.hash !== b.hash) return a.hash - b.hash;
  if (a.text === b.text) return a.sequence - b.sequence;
  return a.text < b.text ? -1 : 1;
}

/** The tree of an index, in O(n) where few texts hash alike. Equal texts become one instance. */
export function buildIndex({ texts, sequences, slots }: IndexDraft): Tree<IndexKey, Slot> {
  const hashes = Int32Array.from(texts, (text) => hash(text));
  const keys: IndexKey[] = [];
  const values: Slot[] = [];
  let last: IndexKey | undefined;
  for (const position of toIndexOrder(texts, hashes)) {
    const own = texts[position] ?? '';
    const text = last?.text === own ? last.text : own;
    last = { hash: hashes[position] ?? 0, text, sequence: sequences[position] ?? 0 };
    keys.push(last);
    values.push(slots[position] ?? 0);
  }
  return Tree.fromSorted(compareIndexKeys, keys, values);
}

/** Positions by hash, then by text, then as they come. */
function toIndexOrder(texts: readonly string[], hashes: Int32Array): Uint32Array {
  const order = toOrder(hashes);
  let start = 0;
  for (let end = 1; end <= order.length; end++) {
    const hashed = hashes[order[start] ?? 0];
    if (end < order.length && hashes[order[end] ?? 0] === hashed) continue;
    const run = order.subarray(start, end);
    if (!isOneText(texts, run)) run.sort((a, b) => compareTexts(texts[a], texts[b]) || a - b);
    start = end;
  }
  return order;
}

function isOneText(texts: readonly string[], run: Uint32Array): boolean {
  const first = texts[run[0] ?? 0];
  return run.every((position) => texts[position] === first);
}

function compareTexts(a = '', b = ''): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
