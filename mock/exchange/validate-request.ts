import type { Finding } from '../../kernel/finding.ts';
import type { HttpRequest } from '../../kernel/http.ts';
import type { Json } from '../../kernel/json.ts';
import { memoise } from '../../kernel/memo.ts';
import { Problem } from '../../kernel/problem.ts';
import { judgeBody } from '../../spec/media/judge-body.ts';
import { checkField } from '../../spec/parameters/check-field.ts';
import type { ParameterValues } from '../../spec/parameters/decode.ts';
import type { ReadBody } from './_decode-body.ts';
import { toBodyFindings, toDetail } from './_findings.ts';
import { readBody } from './_read-body.ts';
import type { CompiledOperation } from './model.ts';
import type { ReadHead } from './read-head.ts';

/** What a request says, proven against the document. */
export interface ValidRequest {
  readonly parameters: ParameterValues;
  readonly body?: Json | undefined;
  readonly mediaType: string | undefined;
  /** What was accepted, but not as it was sent. */
  readonly warnings?: readonly Finding[] | undefined;
}

/** Checks every part of a request and reports everything that is wrong with its values at once. */
export function validateRequest(
  compiled: CompiledOperation,
  request: HttpRequest,
  head: ReadHead,
): ValidRequest | Problem {
  const { parameters, findings, mediaType } = head;
  const body = readBody(compiled, request);
  if (body instanceof Problem && (findings.length === 0 || body.status !== 400)) return body;
  if (mediaType instanceof Problem) return mediaType;
  if (body instanceof Problem) return toProblem([...findings, ...body.findings]);
  const { value, warnings } = body;
  const ofBody = checkBody(compiled, body);
  if (ofBody.length > 0) return toProblem([...findings, ...ofBody]);
  if (findings.length > 0) return toHeadProblem(head);
  return { parameters, body: value, mediaType, warnings };
}

function checkBody(
  { api }: CompiledOperation,
  { plan, value, fields = [] }: ReadBody,
): readonly Finding[] {
  if (!plan || value === undefined) return [];
  const ofParts = fields.flatMap(({ at, header, text }) =>
    checkField({ document: api.document, judge: api.requests }, header, text).map((violation) => ({
      ...violation,
      instanceLocation: at,
      message: `has the field ${header.name}, which ${violation.message}`,
    })),
  );
  const ofWhole = judgeBody(api.requests, plan, value);
  return toBodyFindings(ofParts.length > 0 ? [...ofWhole, ...ofParts] : ofWhole);
}

const toHeadProblem = memoise(({ findings }: ReadHead): Problem => toProblem(findings));

function toProblem(findings: readonly Finding[]): Problem {
  const isBody = findings.every(({ part }) => part === 'body');
  const code = isBody ? 'body-invalid' : 'parameter-invalid';
  return new Problem(code, toDetail(findings), { findings });
}
