import { getOwn, isJsonObject, type Json, type JsonObject, toObject } from '../kernel/json.ts';
import { getAt } from '../kernel/pointer.ts';
import { checkOverride } from './check-override.ts';
import type { OpenApiDocument } from './document.ts';
import type { DocumentFault, Position } from './fault.ts';
import { toOverrideGround } from './override-ground.ts';
import { type Source, toPositions } from './source.ts';

/** What a program or a configuration says of a document: the members of its own `x-mock`. */
export interface Overrides {
  readonly value: JsonObject;
  /** Where a member was written, by its JSON Pointer. */
  positionOf(pointer: string): Position;
}

/** The document with what is said of it, which wins over what it says itself. */
export function withOverrides(source: Source, { value, positionOf }: Overrides): Source {
  const { root } = source;
  if (!isJsonObject(root) || Object.keys(value).length === 0) return source;
  const before = toObject(getOwn(root, 'x-mock'));
  const find = (pointer: string): Position | undefined => {
    const [, inner = ''] = /^\/x-mock(\/.*)$/.exec(pointer) ?? [];
    return inner !== '' && getAt(value, inner) !== undefined ? positionOf(inner) : undefined;
  };
  return {
    ...source,
    root: { ...root, 'x-mock': merge(before, value) },
    positionOf: (pointer) => find(pointer) ?? source.positionOf(pointer),
    positionsOf: (pointers) =>
      toPositions(source, pointers).map((own, index) => find(pointers[index] ?? '') ?? own),
  };
}

/** Objects are merged member by member; anything else is replaced. */
function merge(before: JsonObject, value: JsonObject): JsonObject {
  const merged = new Map<string, Json>(Object.entries(before));
  for (const [name, member] of Object.entries(value)) {
    const old = merged.get(name);
    const isBoth = isJsonObject(old) && isJsonObject(member);
    merged.set(name, isBoth ? merge(old, member) : member);
  }
  return Object.fromEntries(merged);
}

/** The mistakes in what is said of a document: misspelt members, and names of nothing in it. */
export function checkOverrides(
  document: OpenApiDocument,
  { value, positionOf }: Overrides,
): DocumentFault[] {
  const given = { place: 'document', value, ...toOverrideGround(document) } as const;
  return checkOverride(given).map(({ pointer, message, mend }) => {
    return { severity: 'error', position: positionOf(pointer), pointer, message, mend };
  });
}
