import { createHash } from 'node:crypto';
import { isJsonArray, isJsonObject, type Json } from '../../kernel/json.ts';

/** A longer text is kept as its digest, so that a filter on large values stays small in memory. */
const longest = 120;

/**
 * A text of bounded length that two values share exactly when they are equal by `isEqual`: `1`
 * and `"1"` differ, `1` and `1.0` do not, nor do objects whose members differ in order only.
 * Above 120 characters it is `#` and the SHA-256 digest of the text, which no other text starts
 * with.
 */
export function toCanonicalText(value: Json): string {
  const text = write(value);
  if (text.length <= longest) return text;
  return `#${createHash('sha256').update(text).digest('base64url')}`;
}

function write(value: Json): string {
  if (isJsonArray(value)) return `[${value.map(write).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, item]) => `${JSON.stringify(name)}:${write(item)}`);
  return `{${members.join(',')}}`;
}
