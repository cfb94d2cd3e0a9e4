import { toDeclaredTypes, toMediaType } from '../kernel/media-type.ts';

/** Fields of a Media Type Object (OpenAPI 3.2 §4.14): above it they are a level too high. */
const fields = new Set([
  ...['schema', 'itemSchema', 'example', 'examples'],
  ...['encoding', 'prefixEncoding', 'itemEncoding'],
]);

/** True for a field of what belongs below a media type. */
export function isMediaTypeField(key: string): boolean {
  return fields.has(key);
}

/**
 * The keys of a `content` map that say a media type, be it by a nickname. One that says none counts
 * for any only where it is the only key: beside others it got there by mistake.
 */
export function findMediaTypes(keys: readonly string[]): ReadonlySet<string> {
  const possible = keys.filter((key) => !key.startsWith('x-') && !isMediaTypeField(key));
  const said = possible.filter(saysMediaType);
  return new Set(said.length > 0 ? said : possible.slice(0, 1));
}

function saysMediaType(key: string): boolean {
  if (toMediaType(key) || key === '*') return true;
  return toDeclaredTypes(key).some(({ type }) => type !== '*');
}
