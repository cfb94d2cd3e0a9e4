import { type Json, toSnippet } from '../../kernel/json.ts';
import { memoise } from '../../kernel/memo.ts';

const ofObject = memoise((value: object & Json) => toSnippet(value));

/** The value as messages show it: written once, however many rules the same object breaks. */
export function toValueSnippet(value: Json | undefined): string {
  return typeof value === 'object' && value !== null ? ofObject(value) : toSnippet(value);
}
