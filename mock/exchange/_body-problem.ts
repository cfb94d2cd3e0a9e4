import { isUtf8 } from 'node:buffer';
import type { Finding } from '../../kernel/finding.ts';
import { toSnippet } from '../../kernel/json.ts';
import { Problem, type ProblemCode } from '../../kernel/problem.ts';
import { toLocation } from '../../spec/document.ts';
import type { RequestBodySpec } from '../../spec/model.ts';
import type { CompiledOperation } from './model.ts';

/** What is wrong with a body as a whole. */
export interface BodyFault {
  readonly rule: string;
  readonly message: string;
  readonly value?: string;
  readonly keywordLocation?: string;
}

/** A problem with one finding about the body. */
export function toBodyProblem(code: ProblemCode, fault: BodyFault): Problem {
  const { rule, message, value, keywordLocation = '' } = fault;
  const shown = value === undefined ? {} : { value: toSnippet(value) };
  const place = { part: 'body', instanceLocation: '', keywordLocation } as const;
  return new Problem(code, message, { findings: [{ ...place, rule, ...shown, message }] });
}

/** The problem of a body that is required and not there. */
export function toMissing({ operation }: CompiledOperation, spec: RequestBodySpec): Problem {
  const offered = toOffered(spec);
  const message = `The body is missing, but ${operation.id} requires one; send ${offered} (required).`;
  const keywordLocation = `${toLocation(spec.at)}/required`;
  return toBodyProblem('body-missing', { rule: 'required', message, keywordLocation });
}

/** The problem of a body that was not read to its end. */
export function toTooLarge(limit: number): Problem {
  const message = `The body is larger than the ${limit} bytes this server reads; limits.body in its configuration sets how many.`;
  return toBodyProblem('body-too-large', { rule: 'limit', message });
}

/** The media types that a body may be in, as words. */
export function toOffered({ content }: RequestBodySpec): string {
  return content.map(({ mediaType }) => mediaType).join(' or ') || 'any media type';
}

/** A field of the request, and what to do about it. */
export interface FieldFault {
  readonly name: string;
  readonly value: string | undefined;
  readonly advice: string;
}

/** The problem of a body that is not in a form the document declares. */
export function toUnsupported(spec: RequestBodySpec, fault: FieldFault): Problem {
  const { name, value, advice } = fault;
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

/** The bytes as text, without a byte order mark; the problem tells where they are no UTF-8. */
export function toUtf8(bytes: Uint8Array): string | Problem {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    const message =
      'The body begins with a byte order mark (EF BB BF), which RFC 8259 §8.1 forbids; save it without.';
    return toBodyProblem('body-malformed', { rule: 'byte-order-mark', message, value: '\ufeff' });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const offset = findFault(bytes);
    const value = Buffer.from(bytes.subarray(offset, offset + 4)).toString('hex');
    const message = `The body is not UTF-8 (RFC 8259 §8.1): the bytes at offset ${offset} are no character (found ${value} in hexadecimal).`;
    return toBodyProblem('body-malformed', { rule: 'utf-8', message, value });
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
