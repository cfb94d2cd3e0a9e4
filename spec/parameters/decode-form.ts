import type { Finding } from '../../kernel/finding.ts';
import type { Json } from '../../kernel/json.ts';
import { appendToken } from '../../kernel/pointer.ts';
import { type Located, type OpenApiDocument, toLocation } from '../document.ts';
import { createNotes, textSlips } from './_notes.ts';
import { maxPairs, parseFormBody } from './_pairs.ts';
import { compileShape } from './_shape.ts';
import { readMembers } from './_values.ts';

/** What a form says; not yet validated, and not to be used when there are findings. */
export interface DecodedForm {
  readonly value: Json;
  readonly findings: readonly Finding[];
}

/**
 * Reads an `application/x-www-form-urlencoded` body as an object: each property in style form,
 * exploded, the default of OpenAPI 3.1 §4.8.15.1. Types come from the schema as those of
 * parameters do; an array is a key that comes again.
 */
export function decodeForm(
  document: OpenApiDocument,
  schema: Located | undefined,
  text: string,
): DecodedForm {
  const findings: Finding[] = [];
  const keywordLocation = schema ? toLocation(schema) : '';
  const notes = createNotes({ part: 'body', keywordLocation }, findings);
  const { pairs, bad, isCut } = parseFormBody(text);
  for (const { rule, key, value } of bad) {
    notes.add({ ...textSlips[rule], at: appendToken('', key), value });
  }
  if (isCut) {
    const says = `it has more than ${maxPairs} pairs; the rest was not read`;
    notes.add({ rule: 'too-many', says, mend: 'send fewer pairs' });
  }
  const shape = compileShape(document, schema ? [schema] : []);
  const entries = pairs.map(({ key, text: value }) => [key, value] as const);
  return { value: readMembers(entries, { shape, at: '', notes }) ?? {}, findings };
}
