import type { Finding } from '../../kernel/finding.ts';
import type { Violation } from '../../spec/validation/validators.ts';

/** The subject of a sentence about a parameter: `The query parameter limit`. */
function toSubject(part: 'path' | 'query' | 'header' | 'cookie', name: string): string {
  return `The ${part} parameter ${name}`;
}

/** Violations of one parameter's schema as findings. */
export function toParameterFindings(
  part: 'path' | 'query' | 'header' | 'cookie',
  name: string,
  violations: readonly Violation[],
): Finding[] {
  return violations.map((violation) => {
    const place = violation.instanceLocation === '' ? '' : ` at ${violation.instanceLocation}`;
    const message = `${toSubject(part, name)}${place} ${violation.message} (${violation.rule}).`;
    return { part, name, ...violation, message };
  });
}

const nothing: readonly Finding[] = [];

/** Violations of a body's schema as findings. */
export function toBodyFindings(violations: readonly Violation[]): readonly Finding[] {
  if (violations.length === 0) return nothing;
  return violations.map((violation) => {
    const { instanceLocation } = violation;
    const subject = instanceLocation === '' ? 'The body' : `In the body, ${instanceLocation}`;
    return {
      part: 'body',
      ...violation,
      message: `${subject} ${violation.message} (${violation.rule}).`,
    };
  });
}

/** The first findings as one text; the rest is counted. */
export function toDetail(findings: readonly Finding[]): string {
  const shown = findings.slice(0, 4).map(({ message }) => message);
  const rest = findings.length - shown.length;
  return rest > 0 ? `${shown.join(' ')} And ${rest} more.` : shown.join(' ');
}
