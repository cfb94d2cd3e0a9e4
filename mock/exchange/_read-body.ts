import { isUtf8 } from 'node:buffer';
import type { Finding } from '../../kernel/finding.ts';
import type { HttpRequest } from '../../kernel/http.ts';
import { type Json, toSnippet } from '../../kernel/json.ts';
import { parseJson } from '../../kernel/json-text.ts';
import { isJsonMediaType, type MediaType, toMediaType } from '../../kernel/media-type.ts';
import { Problem, type ProblemCode } from '../../kernel/problem.ts';
import { toLocation } from '../../spec/document.ts';
import type { Content, RequestBodySpec } from '../../spec/model.ts';
import { decodeForm } from '../../spec/parameters/decode-form.ts';
import { findContent } from '../../spec/responses.ts';
import type { CompiledOperation } from './model.ts';

/** A body that was read; `value` is absent when it is empty or of a media type that is not read. */
export interface ReadBody {
  readonly value?: Json;
  readonly content?: Content;
}

/** Reads a request body by its media type (RFC 9110 §8.3): 400, 413 or 415 when it cannot be. */
export function readBody(compiled: CompiledOperation, request: HttpRequest): ReadBody | Problem {
  const { body, fields } = request;
  const spec = compiled.operation.requestBody;
  if (body.kind === 'too-large') return toTooLarge(body.limit);
  if (!spec) return {};
  if (body.bytes.length === 0) return spec.required ? toMissing(compiled, spec) : {};
  const content = chooseContent(spec, fields['content-type'], fields['content-encoding']);
  if (content instanceof Problem) return content;
  const mediaType = toMediaType(fields['content-type'] ?? '');
  return mediaType ? decode(compiled, { content, mediaType, bytes: body.bytes }) : {};
}

function chooseContent(
  spec: RequestBodySpec,
  type: string | undefined,
  encoding: string | undefined,
): Content | Problem {
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    return toUnsupported(spec, 'Content-Encoding', encoding, 'send the body without compression');
  }
  const offered = spec.content.map(({ mediaType }) => mediaType).join(' or ');
  if (type === undefined) return toUnsupported(spec, 'Content-Type', undefined, `send ${offered}`);
  const content = findContent(spec.content, type);
  if (!content) return toUnsupported(spec, 'Content-Type', type, `send ${offered}`);
  const charset = toMediaType(type)?.parameters.charset?.toLowerCase();
  if (charset === undefined || /^(utf-?8|us-ascii)$/.test(charset)) return content;
  return toUnsupported(spec, 'Content-Type', type, 'send the body in UTF-8');
}

interface Encoded {
  readonly content: Content;
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
}

function decode(compiled: CompiledOperation, encoded: Encoded): ReadBody | Problem {
  const { content, mediaType, bytes } = encoded;
  const isForm = mediaType.subtype === 'x-www-form-urlencoded';
  if (!isJsonMediaType(mediaType) && !isForm && mediaType.type !== 'text') return { content };
  const text = toUtf8(bytes);
  if (text instanceof Problem) return text;
  if (isForm) {
    const { value, findings } = decodeForm(compiled.api.document, content.schema, text);
    const [first] = findings;
    return first ? new Problem('body-malformed', first.message, { findings }) : { content, value };
  }
  if (mediaType.type === 'text' && !isJsonMediaType(mediaType)) return { content, value: text };
  return readJson(content, text);
}

function readJson(content: Content, text: string): ReadBody | Problem {
  if (text.trim() === '') {
    const message = 'The body holds nothing but white space; JSON was expected.';
    return toProblem('body-missing', { rule: 'json', message, value: text });
  }
  const outcome = parseJson(text);
  if ('value' in outcome) return { content, value: outcome.value };
  const { line, column, message, rule, offset } = outcome.fault;
  const found = text.slice(offset, offset + 20);
  const hint = shellTrace.test(text.slice(offset, offset + 200))
    ? ' In a shell, write -d \'{"name":"value"}\': single quotes outside, double quotes inside.'
    : '';
  const sentence = `The body is not acceptable JSON at line ${line}, column ${column}: ${message}.${hint}`;
  return toProblem('body-malformed', { rule, message: sentence, value: found });
}

/** What a shell leaves of JSON in the wrong quotes: single ones, or none round a name. */
const shellTrace = /^'|^[A-Za-z_][\w-]*\s*:/;

function toUtf8(bytes: Uint8Array): string | Problem {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    const message =
      'The body begins with a byte order mark (EF BB BF), which RFC 8259 §8.1 forbids; save it without.';
    return toProblem('body-malformed', { rule: 'byte-order-mark', message, value: '\ufeff' });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const offset = findFault(bytes);
    const value = Buffer.from(bytes.subarray(offset, offset + 4)).toString('hex');
    const message = `The body is not UTF-8 (RFC 8259 §8.1): the bytes at offset ${offset} are no character (found ${value} in hexadecimal).`;
    return toProblem('body-malformed', { rule: 'utf-8', message, value });
  }
}

/** Where the first sequence of bytes begins that is no UTF-8 character, by halving. */
function findFault(bytes: Uint8Array): number {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    try {
      // `stream` admits a character that is cut at the end.
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  while (low > 0 && !isUtf8(bytes.subarray(0, low))) low -= 1;
  return low;
}

function toMissing({ operation }: CompiledOperation, spec: RequestBodySpec): Problem {
  const offered = spec.content.map(({ mediaType }) => mediaType).join(' or ');
  const message = `The body is missing, but ${operation.id} requires one; send ${offered} (required).`;
  const keywordLocation = `${toLocation(spec.at)}/required`;
  return toProblem('body-missing', { rule: 'required', message, keywordLocation });
}

function toTooLarge(limit: number): Problem {
  const message = `The body is larger than the ${limit} bytes this server reads.`;
  return toProblem('body-too-large', { rule: 'limit', message });
}

function toUnsupported(
  spec: RequestBodySpec,
  name: string,
  value: string | undefined,
  advice: string,
): Problem {
  const found = value === undefined ? 'is missing' : `is ${toSnippet(value)}`;
  const message = `The header field ${name} ${found}; ${advice}.`;
  const finding: Finding = {
    part: 'header',
    name,
    instanceLocation: '',
    keywordLocation: `${toLocation(spec.at)}/content`,
    rule: name.toLowerCase(),
    ...(value !== undefined && { value: toSnippet(value) }),
    message,
  };
  return new Problem('media-type-unsupported', message, { findings: [finding] });
}

interface BodyFault {
  readonly rule: string;
  readonly message: string;
  readonly value?: string;
  readonly keywordLocation?: string;
}

function toProblem(code: ProblemCode, fault: BodyFault): Problem {
  const { rule, message, value, keywordLocation = '' } = fault;
  const shown = value === undefined ? {} : { value: toSnippet(value) };
  const finding: Finding = {
    part: 'body',
    instanceLocation: '',
    keywordLocation,
    rule,
    ...shown,
    message,
  };
  return new Problem(code, message, { findings: [finding] });
}
