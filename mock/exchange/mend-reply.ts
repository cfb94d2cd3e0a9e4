import type { Finding } from '../../kernel/finding.ts';
import { toPhrase } from '../../kernel/http.ts';
import { isProblem, Problem } from '../../kernel/problem.ts';
import { toLabel } from '../../kernel/words.ts';
import { completeFields } from './complete-fields.ts';
import { type ErrorContext, toErrorReply, toPlainReply } from './error-reply.ts';
import type { Reply } from './model.ts';
import { findViolations } from './validate-response.ts';

/**
 * What goes out in place of a reply that the document cannot take: the spare one, problem details
 * for an error that no declared schema can tell, or the problem of a header field that has to be
 * there and that nothing satisfies. It is proven; undefined for a mistake of ours.
 */
export function mendReply(
  context: ErrorContext,
  reply: Reply,
  findings: readonly Finding[],
): Reply | undefined {
  const instead = findInstead(context, reply, findings);
  if (!instead) return undefined;
  const mended = isProblem(instead) ? toErrorReply(context, instead) : instead;
  const options = mended.problem ? [mended, toPlain(mended, mended.problem)] : [mended];
  return options
    .map((one) => completeFields(context, one))
    .find((one) => findViolations(context.api, context.compiled, one).length === 0);
}

function findInstead(
  { compiled }: ErrorContext,
  reply: Reply,
  findings: readonly Finding[],
): Reply | Problem | undefined {
  const { problem, spare, content, status } = reply;
  if (problem) return toPlain(reply, problem);
  const isMissing = findings.every(({ part, rule }) => part === 'header' && rule === 'required');
  if (isMissing && compiled) {
    const told = findings.map(({ message }) => message).join(' ');
    const what = `No value was found that satisfies the fields of the ${status} reply of ${compiled.operation.id}. ${told}`;
    return new Problem('reply-impossible', what, { findings });
  }
  const isOwn = spare?.content === content && spare?.status === status;
  return isOwn ? spare?.make() : undefined;
}

function toPlain({ status }: Reply, problem: Problem): Reply {
  const label = problem.label ?? toLabel(toPhrase(problem.status));
  return toPlainReply({ status, label, path: '' }, problem);
}
