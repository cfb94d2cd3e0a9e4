import { fromPointer } from '../kernel/pointer.ts';

/** A place that is looked for in a text, with those below it. */
export interface Wanted {
  /** Where the key, or the item, begins in the text; undefined until it is found. */
  offset?: number;
  readonly members: Map<string, Wanted>;
}

/** The tree of places that these JSON Pointers name. */
export function toWanted(pointers: Iterable<string>): Wanted {
  const root: Wanted = { members: new Map() };
  for (const pointer of pointers) {
    let at = root;
    for (const token of fromPointer(pointer)) {
      const member: Wanted = at.members.get(token) ?? { members: new Map() };
      at.members.set(token, member);
      at = member;
    }
  }
  return root;
}

/** The offset of the value at a pointer, or of the nearest thing round it that was found. */
export function getOffset(root: Wanted, pointer: string): number {
  let at: Wanted | undefined = root;
  let offset = root.offset ?? 0;
  for (const token of fromPointer(pointer)) {
    at = at?.members.get(token);
    if (at?.offset === undefined) break;
    offset = at.offset;
  }
  return offset;
}

/** The 1-based line and column of each offset, in one pass over the text. */
export function toLines(
  text: string,
  offsets: readonly number[],
): ReadonlyMap<number, { readonly line: number; readonly column: number }> {
  const found = new Map<number, { readonly line: number; readonly column: number }>();
  let line = 1;
  let start = 0;
  for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
    for (let end = text.indexOf('\n', start); end >= 0 && end < offset; ) {
      line += 1;
      start = end + 1;
      end = text.indexOf('\n', start);
    }
    found.set(offset, { line, column: offset - start + 1 });
  }
  return found;
}
