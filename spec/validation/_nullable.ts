import type { Located, OpenApiDocument } from '../document.ts';
import { isNullable } from '../nullable.ts';
import type { Reading } from './_reading.ts';

type Lowered = Record<string, unknown>;

/** Keywords that speak of null as of any other value. */
const binding = ['const', 'not', 'if', 'allOf', 'oneOf', 'anyOf', '$ref'];

interface Nullability {
  readonly document: OpenApiDocument;
  readonly reading: Reading;
}

/**
 * `nullable: true` admits null to whatever else the schema says, or to its `type` only: in the list
 * of types where that is enough, so that a message can name both.
 */
export function toNullable(
  lowered: Lowered,
  at: Located,
  { document, reading }: Nullability,
): Lowered {
  if (!isNullable(at, document)) return lowered;
  const { type, enum: listed } = lowered;
  if (reading === 'letter') {
    return type === undefined ? lowered : { ...lowered, type: [...new Set([type, 'null'].flat())] };
  }
  if (binding.some((keyword) => lowered[keyword] !== undefined)) {
    return { anyOf: [{ type: 'null' }, lowered] };
  }
  const types = type === undefined ? undefined : [type].flat();
  return {
    ...lowered,
    ...(types && { type: [...new Set([...types, 'null'])] }),
    ...(Array.isArray(listed) && { enum: [...new Set([...listed, null])] }),
  };
}
