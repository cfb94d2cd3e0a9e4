import type { Finding } from '../../kernel/finding.ts';
import type { Json } from '../../kernel/json.ts';
import { appendToken } from '../../kernel/pointer.ts';
import { type OpenApiDocument, toLocation } from '../document.ts';
import type { Content } from '../model.ts';
import { compileFields } from './_form-fields.ts';
import { createNotes, textSlips } from './_notes.ts';
import { maxPairs, parseFormBody } from './_pairs.ts';

/** What a form says; not yet validated, and not to be used when there are findings. */
export interface DecodedForm {
  readonly value: Json;
  readonly findings: readonly Finding[];
}

/**
 * Reads an `application/x-www-form-urlencoded` body as an object. Each property is written as its
 * Encoding Object says, else in style form, exploded, and objects as JSON (OpenAPI 3.1 §4.8.15.1);
 * brackets as in deepObject are understood as well. Types come from the schema as those of
 * parameters do.
 */
export function decodeForm(document: OpenApiDocument, content: Content, text: string): DecodedForm {
  const findings: Finding[] = [];
  const keywordLocation = content.schema ? toLocation(content.schema) : '';
  const notes = createNotes({ part: 'body', keywordLocation }, findings);
  const { pairs, bad, isCut } = parseFormBody(text);
  for (const { rule, key, value } of bad) {
    notes.add({ ...textSlips[rule], at: appendToken('', key), value });
  }
  if (isCut) {
    const says = `it has more than ${maxPairs} pairs; the rest was not read`;
    notes.add({ rule: 'too-many', says, mend: 'send fewer pairs' });
  }
  return { value: compileFields(document, content).read(pairs, notes), findings };
}
