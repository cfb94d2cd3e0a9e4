import type { Finding } from '../../kernel/finding.ts';
import { parseJson } from '../../kernel/json-text.ts';
import { type OpenApiDocument, toLocation } from '../document.ts';
import type { Content } from '../model.ts';
import { createNotes } from './_notes.ts';
import { compileShape } from './_shape.ts';
import { readText } from './_values.ts';
import type { DecodedForm } from './decode-form.ts';

/** Reads a body of text as the type its schema asks for; an array or object is JSON. */
export function decodeText(document: OpenApiDocument, content: Content, text: string): DecodedForm {
  const findings: Finding[] = [];
  const keywordLocation = toLocation(content.schema ?? content.at);
  const notes = createNotes({ part: 'body', keywordLocation }, findings);
  const shape = compileShape(document, content.schema ? [content.schema] : []);
  const outcome = shape.isArray || shape.isObject ? parseJson(text) : undefined;
  if (outcome && 'value' in outcome) return { value: outcome.value, findings };
  return { value: readText(text.trim(), { shape, at: '', notes }) ?? text, findings };
}
