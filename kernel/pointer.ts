import { getOwn, isJsonArray, type Json } from './json.ts';

/** Appends one reference token to a JSON Pointer (RFC 6901 §3), escaping `~` and `/`. */
export function appendToken(pointer: string, token: string | number): string {
  const text = String(token);
  // Nearly every token is plain, and a large document has a million of them.
  const isPlain = !text.includes('/') && !text.includes('~');
  return `${pointer}/${isPlain ? text : text.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The JSON Pointer of these reference tokens; no tokens give '' (the whole value). */
export function toPointer(tokens: readonly (string | number)[]): string {
  return tokens.reduce<string>(appendToken, '');
}

/** The reference tokens of a JSON Pointer, unescaped. */
export function fromPointer(pointer: string): string[] {
  if (pointer === '') return [];
  const tokens = pointer.slice(1).split('/');
  if (!pointer.includes('~')) return tokens;
  return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The member of an array or object that one reference token names. */
export function getMember(value: Json | undefined, token: string): Json | undefined {
  if (isJsonArray(value)) return /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
  return getOwn(value, token);
}

/** The value at a JSON Pointer, or undefined when nothing is there. */
export function getAt(value: Json | undefined, pointer: string): Json | undefined {
  let current = value;
  for (const token of fromPointer(pointer)) current = getMember(current, token);
  return current;
}
