import type { Json } from '../../kernel/json.ts';
import { parseJson } from '../../kernel/json-text.ts';
import { isJsonMediaType, toMediaType } from '../../kernel/media-type.ts';
import type { Notes } from './_notes.ts';

/**
 * Reads a parameter that is written as a media type (`content`, OpenAPI 3.1 §4.8.12.2): JSON as
 * the value it is, anything else as a string. Undefined when there is no text.
 */
export function readContent(
  texts: readonly string[],
  mediaType: string,
  notes: Notes,
): Json | undefined {
  const [text] = texts;
  if (text === undefined) return undefined;
  if (texts.length > 1) {
    const says = `it was given ${texts.length} times and is one value in ${mediaType}`;
    return notes.add({ rule: 'duplicate', value: texts, says, mend: 'send it once' });
  }
  const type = toMediaType(mediaType);
  if (!type || !isJsonMediaType(type)) return text;
  const outcome = parseJson(text);
  if ('value' in outcome) return outcome.value;
  const { message, column } = outcome.fault;
  const says = `it is not acceptable ${mediaType}: at character ${column}, ${message}`;
  return notes.add({ rule: 'content', value: text, says, mend: 'send one well-formed JSON text' });
}
