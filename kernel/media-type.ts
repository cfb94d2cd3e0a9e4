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
  const pairs = text.includes(';') ? text.matchAll(parameterPattern) : [];
  for (const [, name = '', quoted, plain = ''] of pairs) {
    parameters[name.toLowerCase()] = quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1');
  }
  return {
    type: (essence[1] ?? '').toLowerCase(),
    subtype: (essence[2] ?? '').toLowerCase(),
    parameters,
  };
}

/** What people write in documents where a media type belongs. */
const nicknames: Readonly<Record<string, string>> = {
  ...{ json: 'application/json', xml: 'application/xml', yaml: 'application/yaml' },
  ...{ text: 'text/plain', plain: 'text/plain', string: 'text/plain', html: 'text/html' },
  ...{ csv: 'text/csv', form: 'application/x-www-form-urlencoded', pdf: 'application/pdf' },
  ...{ multipart: 'multipart/form-data', zip: 'application/zip', png: 'image/png' },
  ...{ binary: 'application/octet-stream', file: 'application/octet-stream' },
};

/**
 * Reads the key of a `content` map as it is meant: quotes round it and a comma between several media
 * types are forgiven, as are nicknames such as `json`. What means nothing is taken for any type.
 */
export function toDeclaredTypes(key: string): readonly MediaType[] {
  const bare = key.trim().replace(/^(['"])(.*)\1$/, '$2');
  const whole = toMediaType(bare);
  if (whole) return [whole];
  const types = bare.split(',').flatMap((piece) => {
    const [text = ''] = piece.trim().toLowerCase().split(';');
    return toMediaType(piece) ?? toMediaType(nicknames[text.trim()] ?? '') ?? [];
  });
  return types.length > 0 ? types : [anyType];
}

const anyType: MediaType = { type: '*', subtype: '*', parameters: {} };

/** The text of a media type, as a field value (RFC 9110 §8.3.1). */
export function toMediaText({ type, subtype, parameters }: MediaType): string {
  const written = Object.entries(parameters).map(([name, value]) =>
    wholeToken.test(value) ? `${name}=${value}` : `${name}="${value.replace(/["\\]/g, '\\$&')}"`,
  );
  return [`${type}/${subtype}`, ...written].join('; ');
}

const wholeToken = new RegExp(`^${token}$`);

/** True for a range: any type, `text/*`, or, as documents like to write, `application/*+json`. */
export function isRange({ subtype }: MediaType): boolean {
  return subtype.startsWith('*');
}

/** True when the media type falls under the range (any type, `text/*`, `application/json`). */
export function isInRange(mediaType: MediaType, range: MediaType): boolean {
  if (range.type === '*') return true;
  if (range.type !== mediaType.type) return false;
  if (!isRange(range)) return range.subtype === mediaType.subtype;
  return mediaType.subtype.endsWith(range.subtype.slice(1));
}

/**
 * How closely a declared media type or range takes a media type: the larger the closer; undefined
 * when it does not. A parameter counts less than the name, and charset nothing.
 */
export function toCloseness(mediaType: MediaType, declared: MediaType): number | undefined {
  if (!isInRange(mediaType, declared)) return undefined;
  let closeness = declared.type === '*' ? 0 : isRange(declared) ? declared.subtype.length : 1000;
  for (const [name, value] of Object.entries(declared.parameters)) {
    const isSame = mediaType.parameters[name]?.toLowerCase() === value.toLowerCase();
    if (name !== 'charset') closeness += isSame ? 0.02 : -0.01;
  }
  return closeness;
}

/** True for `application/json` and every `+json` (RFC 6839 §3.1). */
export function isJsonMediaType(mediaType: MediaType): boolean {
  return mediaType.subtype === 'json' || mediaType.subtype.endsWith('+json');
}
