import type { Finding } from '../../kernel/finding.ts';
import { type RequestHead, splitTarget } from '../../kernel/http.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { ParameterValues } from '../../spec/parameters/decode.ts';
import { withDefaults } from './_defaults.ts';
import { toParameterFindings } from './_findings.ts';
import type { PathTexts } from './match.ts';
import type { CompiledOperation } from './model.ts';
import { negotiate } from './negotiate.ts';

/** What everything but the body of a request says, held against the document. */
export interface ReadHead {
  /** With the defaults of those that are not sent. */
  readonly parameters: ParameterValues;
  /** What is wrong with them. */
  readonly findings: readonly Finding[];
  /** The media type to answer with; undefined when the success reply has no content. */
  readonly mediaType: string | undefined | Problem;
}

/** Reads and validates the parameters of a request, and negotiates its reply. */
export function readHead(
  compiled: CompiledOperation,
  request: RequestHead,
  path: PathTexts,
): ReadHead {
  const { query } = splitTarget(request.target);
  const { values, findings } = compiled.decoder.decode({ path, query, fields: request.fields });
  const all = [...findings, ...checkParameters(compiled, values)];
  const parameters = all.length > 0 ? values : withDefaults(compiled, values);
  return { parameters, findings: all, mediaType: negotiate(compiled, request) };
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
