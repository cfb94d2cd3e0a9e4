import type { Json } from './json.ts';
import { hash } from './random.ts';

/** An entity tag (RFC 9110 §8.8.3). */
export interface EntityTag {
  readonly isWeak: boolean;
  /** Without quotes. */
  readonly opaque: string;
}

/** One tag; clients and servers that leave the quotes away are understood. */
export function readTag(text: string): EntityTag {
  const trimmed = text.trim();
  const isWeak = trimmed.startsWith('W/');
  const rest = isWeak ? trimmed.slice(2) : trimmed;
  return { isWeak, opaque: /^"(.*)"$/s.exec(rest)?.[1] ?? rest };
}

/** The tags of `If-Match` or `If-None-Match` (RFC 9110 §13.1.1), or `*`, which stands for any. */
export function readTags(text: string): readonly EntityTag[] | '*' {
  if (text.trim() === '*') return '*';
  const parts = text.match(/(?:W\/)?"[^"]*"|[^\s,]+/g) ?? [];
  return parts.map(readTag);
}

/** Written as it travels: `"opaque"` or `W/"opaque"`. */
export function toTagText({ isWeak, opaque }: EntityTag): string {
  return `${isWeak ? 'W/' : ''}"${opaque}"`;
}

const known = new WeakMap<object, string>();

/** Sixteen hexadecimal digits that are a function of a value: of an immutable one made once. */
export function toDigest(value: Json): string {
  const key = typeof value === 'object' && value !== null ? value : undefined;
  const before = key && known.get(key);
  if (before !== undefined) return before;
  const text = JSON.stringify(value);
  const digest = [0, 1].map((lane) => hash(lane, text).toString(16).padStart(8, '0')).join('');
  if (key) known.set(key, digest);
  return digest;
}
