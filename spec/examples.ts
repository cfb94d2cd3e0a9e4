import { getOwn, type Json, toText } from '../kernel/json.ts';
import { parseJson } from '../kernel/json-text.ts';
import { isJsonMediaType, toMediaType } from '../kernel/media-type.ts';
import type { Located, OpenApiDocument } from './document.ts';

/** A value that the document shows. */
export interface DocumentedExample {
  /** Its name in `examples`; '' for the one of `example`. */
  readonly name: string;
  readonly value: Json;
}

/**
 * What a media type, parameter or header shows (OpenAPI 3.2 §4.19): `example`, then each of
 * `examples` by its `dataValue`, `value` or, when the value is only there as it travels,
 * `serializedValue`. What stands in another file (`externalValue`) is not read.
 */
export function readExamples(
  document: OpenApiDocument,
  holder: Located,
  mediaType?: string,
): DocumentedExample[] {
  const single = getOwn(holder.node, 'example');
  const map = document.child(holder, 'examples');
  const named = (map ? document.children(map) : []).flatMap(({ name, at }) => {
    const value = readValue(document.follow(at)?.node, mediaType);
    return value === undefined ? [] : [{ name, value }];
  });
  return single === undefined ? named : [{ name: '', value: single }, ...named];
}

function readValue(node: Json | undefined, mediaType: string | undefined): Json | undefined {
  const data = getOwn(node, 'dataValue');
  const value = data === undefined ? getOwn(node, 'value') : data;
  const text = toText(getOwn(node, 'serializedValue'));
  const type = toMediaType(mediaType ?? '');
  // How a parameter without a media type is written is for its style to say.
  if (value !== undefined || text === undefined || !type) return value;
  if (!isJsonMediaType(type)) return text;
  const outcome = parseJson(text);
  return 'value' in outcome ? outcome.value : undefined;
}
