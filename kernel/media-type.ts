/** A media type (RFC 9110 §8.3.1) in lower case, without quotes round parameter values. */
export interface MediaType {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const essencePattern = new RegExp(`^\\s*(${token})/(${token})\\s*(?:;|$)`);
const parameterPattern = new RegExp(`;\\s*(${token})=(?:"((?:[^"\\\\]|\\\\.)*)"|(${token}))`, 'g');

/** Reads a media type or media range; undefined when the text is not one. */
export function toMediaType(text: string): MediaType | undefined {
  const essence = essencePattern.exec(text);
  if (!essence) return undefined;
  const parameters: Record<string, string> = Object.create(null);
  for (const [, name = '', quoted, plain = ''] of text.matchAll(parameterPattern)) {
    parameters[name.toLowerCase()] = quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1');
  }
  return {
    type: (essence[1] ?? '').toLowerCase(),
    subtype: (essence[2] ?? '').toLowerCase(),
    parameters,
  };
}

/** True when the media type falls under the range (any type, `text/*`, `application/json`). */
export function isInRange(mediaType: MediaType, range: MediaType): boolean {
  if (range.type === '*') return true;
  if (range.type !== mediaType.type) return false;
  return range.subtype === '*' || range.subtype === mediaType.subtype;
}

/** True for `application/json` and every `+json` (RFC 6839 §3.1). */
export function isJsonMediaType(mediaType: MediaType): boolean {
  return mediaType.subtype === 'json' || mediaType.subtype.endsWith('+json');
}
