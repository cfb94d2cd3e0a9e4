import { isJsonArray, isJsonObject, type Json } from '../../kernel/json.ts';
import { isJsonMediaType, toMediaType } from '../../kernel/media-type.ts';
import type { Parameter, ParameterStyle } from '../model.ts';
import { encodePercent } from './percent.ts';

/**
 * Writes a value as its parameter travels (OpenAPI 3.1 §4.8.12.3): the text that takes the place of
 * a name in the path, `a=1&a=2` for a query string, the value of a header, or `a=1; a=2` for a Cookie
 * field. Empty when an exploded array or object is.
 *
 * Arrays and objects inside others are JSON, save in deepObject. Reading it with a decoder of the
 * same parameter gives the value back where the style can tell it from others; not told apart are
 * empty arrays and objects, `['']`, a delimiter inside an item of spaceDelimited, pipeDelimited and
 * headers (which JSON has), brackets in names of deepObject, and a string that reads as another type
 * the schema allows.
 */
export function encodeParameter(parameter: Parameter, value: Json): string {
  const { name, mediaType } = parameter;
  if (parameter.isWhole) return encodeWhole(mediaType ?? '', value);
  const encode = parameter.in === 'header' ? toText : encodeText;
  if (mediaType !== undefined) {
    const type = toMediaType(mediaType);
    const text = type && isJsonMediaType(type) ? JSON.stringify(value) : toText(value);
    return parameter.in === 'query' || parameter.in === 'cookie'
      ? `${encodePercent(name)}=${encode(text)}`
      : encode(text);
  }
  if (parameter.in === 'path') return encodeSegment(parameter, value);
  if (parameter.in === 'header') return toPieces(value, parameter.explode, encode).join(',');
  if (parameter.style === 'deepObject') return encodeDeep(encodePercent(name), value).join('&');
  return encodeForm(parameter, value);
}

type Encode = (value: Json) => string;

/** The value is the query string. */
function encodeWhole(mediaType: string, value: Json): string {
  const type = toMediaType(mediaType);
  if (type?.subtype === 'x-www-form-urlencoded' && isJsonObject(value)) {
    const pairs = Object.entries(value).flatMap(([name, item]) =>
      toPairs(encodePercent(name), item),
    );
    return pairs.join('&');
  }
  return encodePercent(type && isJsonMediaType(type) ? JSON.stringify(value) : toText(value));
}

/** The text of a value that has no parts; of others their JSON, for want of anything better. */
function toText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function encodeText(value: Json): string {
  return encodePercent(toText(value));
}

/** The items of an array, or the names and values of an object, `name=value` when paired. */
function toPieces(value: Json, isPaired: boolean, encode: Encode): string[] {
  if (isJsonArray(value)) return value.map(encode);
  if (!isJsonObject(value)) return [encode(value)];
  return Object.entries(value).flatMap(([name, member]) =>
    isPaired ? [`${encode(name)}=${encode(member)}`] : [encode(name), encode(member)],
  );
}

function encodeSegment({ name, style, explode }: Parameter, value: Json): string {
  if (style === 'label') {
    // A dot is the delimiter here, so that a dot within a piece must be encoded.
    const encode = (piece: Json) => encodeText(piece).replaceAll('.', '%2E');
    return `.${toPieces(value, explode, encode).join(explode ? '.' : ',')}`;
  }
  if (style !== 'matrix') return toPieces(value, explode, encodeText).join(',');
  const key = encodePercent(name);
  const toPart = (text: string) => (text === '' ? `;${key}` : `;${key}=${text}`);
  if (!explode) return toPart(toPieces(value, false, encodeText).join(','));
  const pieces = toPieces(value, true, encodeText);
  return pieces.map((piece) => (isJsonObject(value) ? `;${piece}` : toPart(piece))).join('');
}

const delimiters: Readonly<Partial<Record<ParameterStyle, string>>> = {
  spaceDelimited: '%20',
  pipeDelimited: '%7C',
  tabDelimited: '%09',
};

function encodeForm({ name, style, explode, in: place }: Parameter, value: Json): string {
  // Style `cookie` writes everything as it is (OpenAPI 3.2, appendix D).
  const encode = style === 'cookie' ? toText : encodeText;
  const key = encode(name);
  if (!explode) {
    return `${key}=${toPieces(value, false, encode).join(delimiters[style] ?? ',')}`;
  }
  const pairs = isJsonObject(value)
    ? Object.entries(value).flatMap(([member, item]) => toPairs(encode(member), item, encode))
    : toPairs(key, value, encode);
  return pairs.join(place === 'cookie' ? '; ' : '&');
}

function toPairs(key: string, value: Json, encode: Encode = encodeText): string[] {
  const items = isJsonArray(value) ? value : [value];
  return items.map((item) => `${key}=${encode(item)}`);
}

/** Arrays of values as `key[]=`, arrays of anything else as `key[0][name]=`. */
function encodeDeep(key: string, value: Json): string[] {
  const below = (token: string | number, member: Json) =>
    encodeDeep(`${key}%5B${encodePercent(String(token))}%5D`, member);
  if (isJsonArray(value)) {
    const isFlat = value.every((item) => typeof item !== 'object' || item === null);
    return value.flatMap((item, index) => below(isFlat ? '' : index, item));
  }
  if (!isJsonObject(value)) return [`${key}=${encodeText(value)}`];
  return Object.entries(value).flatMap(([name, member]) => below(name, member));
}
