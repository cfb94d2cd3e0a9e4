/** The part of an exchange, or of a file, that a finding is about. */
export type Part =
  | 'target'
  | 'path'
  | 'query'
  | 'header'
  | 'cookie'
  | 'body'
  | 'security'
  | 'status'
  | 'document';

/**
 * One broken rule. Locations are those of JSON Schema's output format (2020-12 §12.3):
 * `instanceLocation` is a JSON Pointer into the part, `keywordLocation` is
 * `file#/json/pointer` of the rule, or '' when the rule is not written in a document.
 */
export interface Finding {
  readonly part: Part;
  /** Name of the parameter or field; absent for a body. */
  readonly name?: string;
  readonly instanceLocation: string;
  readonly keywordLocation: string;
  /** The JSON Schema keyword or the named rule that was broken. */
  readonly rule: string;
  /** The offending value as a shortened JSON text. */
  readonly value?: string;
  /** A whole sentence: part, place, rule and value. */
  readonly message: string;
}

const limit = 4096;

/**
 * The findings as a field value: one JSON array, always whole, at most 4096 characters, ASCII only
 * (RFC 9110 §5.5). Findings that do not fit are counted in a last element with rule `more`.
 */
export function toFieldValue(findings: readonly Finding[]): string {
  if (findings.length === 1) {
    const text = toAscii(findings);
    if (text.length <= limit) return text;
  }
  for (let kept = findings.length; kept > 0; kept = kept > 8 ? Math.floor(kept / 2) : kept - 1) {
    const text = toAscii([...findings.slice(0, kept), ...more(findings.length - kept)]);
    if (text.length <= limit) return text;
  }
  return toAscii(more(findings.length));
}

function more(count: number): Finding[] {
  if (count === 0) return [];
  const message = `${count} more finding${count === 1 ? '' : 's'} did not fit in this field.`;
  return [{ part: 'body', instanceLocation: '', keywordLocation: '', rule: 'more', message }];
}

function toAscii(findings: readonly Finding[]): string {
  const text = JSON.stringify(findings);
  return beyondAscii.test(text) ? text.replace(new RegExp(beyondAscii, 'g'), toEscape) : text;
}

const beyondAscii = /[\u007f-\uffff]/;

function toEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
