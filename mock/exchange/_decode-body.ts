import type { Finding } from '../../kernel/finding.ts';
import type { Json } from '../../kernel/json.ts';
import { type JsonRead, parseJson } from '../../kernel/json-text.ts';
import type { MediaType } from '../../kernel/media-type.ts';
import { Problem } from '../../kernel/problem.ts';
import type { BodyPlan } from '../../spec/media/body-plan.ts';
import { decodeForm } from '../../spec/parameters/decode-form.ts';
import { decodeMultipart, type PartField } from '../../spec/parameters/decode-multipart.ts';
import { decodeText } from '../../spec/parameters/decode-text.ts';
import { viewSchema } from '../../spec/schema.ts';
import { parseYaml } from '../../spec/yaml-text.ts';
import { toBodyProblem, toUtf8 } from './_body-problem.ts';

/** A body that was read; `value` is absent when there is none, or when it is not looked into. */
export interface ReadBody {
  readonly plan?: BodyPlan;
  readonly value?: Json;
  /** The fields of parts that the document describes. */
  readonly fields?: readonly PartField[];
  /** What was accepted, but not as it was sent. */
  readonly warnings?: readonly Finding[];
}

/** A body's bytes, and the media type that came with them. */
export interface EncodedBody {
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
}

/** Reads bytes as the value they stand for; what is wrong with them is a problem. */
export function decodeBody(plan: BodyPlan, encoded: EncodedBody): ReadBody | Problem {
  const { kind, isBinary, takesText } = plan;
  if (kind === 'multipart') return readMultipart(plan, encoded);
  if (isBinary) return takesText ? { plan, value: toLatin(encoded.bytes) } : { plan };
  const text = readText(encoded);
  if (text instanceof Problem) return text;
  if (kind === 'json') return readJson(plan, text);
  if (kind === 'lines') return readLines(plan, text);
  if (kind === 'form') {
    const { value, findings } = decodeForm(plan.document, plan.content, text);
    return toMalformed(findings) ?? { plan, value };
  }
  if (kind === 'xml' && text.trim() === '') {
    const message = 'The body holds nothing but white space; XML was expected.';
    return toBodyProblem('body-missing', { rule: 'xml', message, value: text });
  }
  if (kind === 'yaml' && describesData(plan)) return readYaml(plan, text);
  if (takesText) return { plan, value: text };
  return kind === 'text' ? readTyped(plan, text) : { plan };
}

/** Bytes as a string of one character for each. */
function toLatin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** The text in the charset it came with, which was found to be one that can be read. */
function readText({ mediaType, bytes }: EncodedBody): string | Problem {
  const { charset } = mediaType.parameters;
  if (charset === undefined || isUtf8Name(charset)) return toUtf8(bytes);
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    const message = `The body is not text in ${charset}, as its Content-Type says; send the body in UTF-8.`;
    return toBodyProblem('body-malformed', { rule: 'charset', message });
  }
}

/** JSON is UTF-8 (RFC 8259 §8.1), as are lines of it and forms; other texts say what they are in. */
export function canDecode({ kind, isBinary }: BodyPlan, { parameters }: MediaType): boolean {
  const { charset } = parameters;
  if (charset === undefined || isBinary || isUtf8Name(charset)) return true;
  if (kind === 'json' || kind === 'lines' || kind === 'form') return false;
  try {
    return new TextDecoder(charset).encoding !== '';
  } catch {
    return false;
  }
}

function isUtf8Name(charset: string): boolean {
  return /^(utf-?8|us-ascii)$/i.test(charset);
}

function readMultipart(plan: BodyPlan, { mediaType, bytes }: EncodedBody): ReadBody | Problem {
  const { boundary } = mediaType.parameters;
  if (boundary === undefined || boundary === '') {
    const message = `The header field Content-Type is ${plan.mediaType}, without a boundary; let your HTTP client write it, or add "; boundary=…" with the text that separates the parts (RFC 2046 §5.1).`;
    return toBodyProblem('body-malformed', { rule: 'boundary', message });
  }
  const { content, document } = plan;
  const isForm = mediaType.subtype === 'form-data';
  const body = { bytes, boundary, isForm };
  const { value, findings, fields } = decodeMultipart(document, content, body);
  return toMalformed(findings) ?? { plan, value, fields };
}

function readTyped(plan: BodyPlan, text: string): ReadBody | Problem {
  const { value, findings } = decodeText(plan.document, plan.content, text);
  return toMalformed(findings) ?? { plan, value };
}

function toMalformed(findings: readonly Finding[]): Problem | undefined {
  const [first] = findings;
  return first && new Problem('body-malformed', first.message, { findings });
}

/** Each line is a text of its own: more take so long that others would notice. */
const mostLines = 100_000;

/** JSON texts in lines, or after the marks of RFC 7464. */
function readLines(plan: BodyPlan, text: string): ReadBody | Problem {
  if (plan.takesText && !plan.item) return { plan, value: text };
  const items: Json[] = [];
  const lines = text.split(/\r?\n/, mostLines + 1);
  if (lines.length > mostLines) {
    const message = `The body has more than ${mostLines} lines; send fewer at a time.`;
    return toBodyProblem('body-malformed', { rule: 'lines', message });
  }
  for (const [index, line] of lines.entries()) {
    const json = line.startsWith('\u001e') ? line.slice(1) : line;
    if (json.trim() === '') continue;
    const outcome = parseJson(json);
    if ('fault' in outcome) {
      const { message, column, rule } = outcome.fault;
      const sentence = `The body is not acceptable JSON in line ${index + 1}, column ${column}: ${message}. Each line is one JSON text.`;
      return toBodyProblem('body-malformed', { rule, message: sentence, value: json.slice(0, 20) });
    }
    items.push(outcome.value);
  }
  return { plan, value: items };
}

function readJson(plan: BodyPlan, text: string): ReadBody | Problem {
  if (text.trim() === '') {
    const message = 'The body holds nothing but white space; JSON was expected.';
    return toBodyProblem('body-missing', { rule: 'json', message, value: text });
  }
  const outcome = parseJson(text);
  if ('value' in outcome) return { plan, value: outcome.value, ...toWarnings(outcome) };
  const { line, column, message, rule, offset } = outcome.fault;
  const value = text.slice(offset, offset + 20);
  const hint = shellTrace.test(text.slice(offset, offset + 200))
    ? ' In a shell, write -d \'{"name":"value"}\': single quotes outside, double quotes inside.'
    : '';
  const sentence = `The body is not acceptable JSON at line ${line}, column ${column}: ${message}.${hint}`;
  return toBodyProblem('body-malformed', { rule, message: sentence, value });
}

/** True where the schema is about more than texts. */
function describesData({ document, schema, takesText }: BodyPlan): boolean {
  return !takesText || (schema !== undefined && viewSchema(document, schema).properties.size > 0);
}

function readYaml(plan: BodyPlan, text: string): ReadBody | Problem {
  if (text.trim() === '') {
    const message = 'The body holds nothing but white space; YAML was expected.';
    return toBodyProblem('body-missing', { rule: 'yaml', message, value: text });
  }
  const outcome = parseYaml(text);
  if ('value' in outcome) return { plan, value: outcome.value };
  const { rule, message, line, column } = outcome.fault;
  const place = line === undefined ? '' : ` at line ${line}, column ${column}`;
  const sentence = `The body is not acceptable YAML${place}: ${message}.`;
  return toBodyProblem('body-malformed', { rule, message: sentence });
}

function toWarnings({ inexact }: JsonRead): Pick<ReadBody, 'warnings'> {
  if (!inexact) return {};
  const { rule, line, column } = inexact;
  const message = `In the body at line ${line}, column ${column}, ${inexact.message}.`;
  return { warnings: [{ part: 'body', instanceLocation: '', keywordLocation: '', rule, message }] };
}

/** What a shell leaves of JSON in the wrong quotes: single ones, or none round a name. */
const shellTrace = /^'|^[A-Za-z_][\w-]*\s*:/;
