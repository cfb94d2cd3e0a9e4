import type { Finding } from '../../kernel/finding.ts';
import { type HttpRequest, splitTarget } from '../../kernel/http.ts';
import type { Json } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import { judgeBody } from '../../spec/media/judge-body.ts';
import { checkField } from '../../spec/parameters/check-field.ts';
import type { ParameterValues } from '../../spec/parameters/decode.ts';
import type { ReadBody } from './_decode-body.ts';
import { withDefaults } from './_defaults.ts';
import { toBodyFindings, toDetail, toParameterFindings } from './_findings.ts';
import { readBody } from './_read-body.ts';
import type { PathTexts } from './match.ts';
import type { CompiledOperation } from './model.ts';
import { negotiate } from './negotiate.ts';

/** What a request says, proven against the document. */
export interface ValidRequest {
  readonly parameters: ParameterValues;
  readonly body?: Json;
  readonly mediaType?: string;
  /** What was accepted, but not as it was sent. */
  readonly warnings?: readonly Finding[];
}

/** Checks every part of a request and reports everything that is wrong with its values at once. */
export function validateRequest(
  compiled: CompiledOperation,
  request: HttpRequest,
  path: PathTexts,
): ValidRequest | Problem {
  const { query } = splitTarget(request.target);
  const decoded = compiled.decoder.decode({ path, query, fields: request.fields });
  const findings = [...decoded.findings, ...checkParameters(compiled, decoded.values)];
  const body = readBody(compiled, request);
  if (body instanceof Problem && (findings.length === 0 || body.status !== 400)) return body;
  const mediaType = negotiate(compiled, request);
  if (mediaType instanceof Problem) return mediaType;
  if (body instanceof Problem) return toProblem([...findings, ...body.findings]);
  const { value, warnings } = body;
  findings.push(...checkBody(compiled, body));
  if (findings.length > 0) return toProblem(findings);
  return {
    parameters: withDefaults(compiled, decoded.values),
    ...(value !== undefined && { body: value }),
    ...(warnings && { warnings }),
    ...(mediaType !== undefined && { mediaType }),
  };
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
  return toBodyFindings([...judgeBody(api.requests, plan, value), ...ofParts]);
}

function checkParameters({ checks }: CompiledOperation, values: ParameterValues): Finding[] {
  const findings: Finding[] = [];
  for (const { parameter, validate } of checks) {
    const value = values[parameter.in][parameter.name];
    const violations = value === undefined ? [] : validate(value);
    if (violations.length > 0) {
      findings.push(...toParameterFindings(parameter.in, parameter.name, violations));
    }
  }
  return findings;
}

function toProblem(findings: readonly Finding[]): Problem {
  const isBody = findings.every(({ part }) => part === 'body');
  const code = isBody ? 'body-invalid' : 'parameter-invalid';
  return new Problem(code, toDetail(findings), { findings });
}
