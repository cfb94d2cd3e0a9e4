import type { Finding, Part } from '../../kernel/finding.ts';
import { toSnippet } from '../../kernel/json.ts';
import { Problem, type ProblemCode } from '../../kernel/problem.ts';

/** The limits that a refusal may have to name, in milliseconds and bytes. */
export interface RefusalLimits {
  readonly requestTimeout: number;
  readonly headersTimeout: number;
  readonly headerSize: number;
}

/** An error of Node's parser, with what it was given. */
export interface ParserError extends Error {
  readonly code?: string;
  readonly reason?: string;
  /** How much of `rawPacket` was understood. */
  readonly bytesParsed?: number;
  readonly rawPacket?: Uint8Array;
}

/** Why bytes never became a request, as the problem to answer with. */
export function toRefusal(error: ParserError, limits: RefusalLimits): Problem {
  const line = toLine(error);
  const reason = error.reason ?? error.code ?? error.message;
  const toCause = causes[error.code ?? ''] ?? toUnknown;
  const { code = 'message-malformed', part, rule, message } = toCause({ limits, reason, line });
  const place = { part, instanceLocation: '', keywordLocation: '' };
  const finding: Finding = { ...place, rule, ...(line !== '' && { value: line }), message };
  return new Problem(code, message, { findings: [finding] });
}

/** Why a connection is one too many. */
export function toCrowded(most: number): Problem {
  const message = `There are ${most} connections already, which is the most. Close some, or use them again.`;
  const place = { part: 'target', instanceLocation: '', keywordLocation: '' } as const;
  return new Problem('connection-limit', message, {
    findings: [{ ...place, rule: 'limit', message }],
  });
}

/** The problem of a request that does not say which host it is for, or names several. */
export function toHostProblem(count: number): Problem {
  const what = count === 0 ? 'is missing' : `is here ${count} times`;
  const message = `The header field Host ${what}; every request of HTTP/1.1 says once which host it is for (RFC 9112 §3.2).`;
  const place = {
    part: 'header',
    name: 'Host',
    instanceLocation: '',
    keywordLocation: '',
  } as const;
  const rule = count === 0 ? 'required' : 'unique';
  return new Problem('message-malformed', message, { findings: [{ ...place, rule, message }] });
}

/** The line in which the parser stopped, shortened; '' when it was given none. */
function toLine({ rawPacket, bytesParsed = 0 }: ParserError): string {
  if (!rawPacket) return '';
  const text = Buffer.from(rawPacket).toString('latin1');
  const from = text.lastIndexOf('\n', bytesParsed - 1) + 1;
  const [line = ''] = text.slice(from, from + 100).split(/\r?\n/, 1);
  return toSnippet(line);
}

interface Facts {
  readonly limits: RefusalLimits;
  readonly reason: string;
  readonly line: string;
}

interface Cause {
  /** Absent: the message is malformed. */
  readonly code?: ProblemCode;
  readonly part: Part;
  readonly rule: string;
  readonly message: string;
}

const toUnknown = ({ reason, line }: Facts): Cause => ({
  part: 'target',
  rule: 'http',
  message: `The bytes are no HTTP/1.1 request (${reason}) from the line ${line} on.`,
});

const toUnclearLength = ({ reason }: Facts): Cause => ({
  part: 'header',
  rule: 'content-length',
  message: `The length of the body is in doubt (${reason}). Send Content-Length once, as a number of bytes, or Transfer-Encoding: chunked without it (RFC 9112 §6.3).`,
});

const toBadTarget = ({ line }: Facts): Cause => ({
  part: 'target',
  rule: 'percent-encoding',
  message: `The request line ${line} has a character that may not stand in a target. Percent-encode spaces and whatever is not ASCII (RFC 3986 §2.1).`,
});

/** By the code of the error. */
const causes: Readonly<Record<string, (facts: Facts) => Cause>> = {
  HPE_HEADER_OVERFLOW: ({ limits }) => ({
    code: 'fields-too-large',
    part: 'header',
    rule: 'limit',
    message: `The request line and the header fields have more than the ${limits.headerSize} bytes that this server reads. Send long values in the body.`,
  }),
  ERR_HTTP_REQUEST_TIMEOUT: ({ limits }) => ({
    code: 'request-timeout',
    part: 'body',
    rule: 'timeout',
    message: `The request did not arrive whole within ${limits.requestTimeout} ms, or its header fields within ${limits.headersTimeout} ms. Is its Content-Length larger than its body?`,
  }),
  HPE_INVALID_EOF_STATE: () => ({
    part: 'body',
    rule: 'content-length',
    message:
      'The connection ended in the middle of the request. Is its Content-Length larger than its body?',
  }),
  HPE_CLOSED_CONNECTION: ({ line }) => ({
    part: 'body',
    rule: 'content-length',
    message: `More bytes came after the end of the request, in the line ${line}. Is its Content-Length smaller than its body?`,
  }),
  HPE_INVALID_METHOD: ({ line }) => ({
    part: 'target',
    rule: 'method',
    message: `A request was expected, but the line ${line} begins with no method that this server knows; methods are case-sensitive (RFC 9110 §9.1). Is the Content-Length of the request before it smaller than its body?`,
  }),
  HPE_UNEXPECTED_CONTENT_LENGTH: toUnclearLength,
  HPE_INVALID_CONTENT_LENGTH: toUnclearLength,
  HPE_INVALID_TRANSFER_ENCODING: toUnclearLength,
  HPE_INVALID_URL: toBadTarget,
  HPE_INVALID_CONSTANT: toBadTarget,
};
