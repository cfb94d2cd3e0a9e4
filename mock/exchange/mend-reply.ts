import type { Finding } from '../../kernel/finding.ts';
import { toPhrase } from '../../kernel/http.ts';
import { isProblem, Problem } from '../../kernel/problem.ts';
import { toLabel } from '../../kernel/words.ts';
import { findContent, findResponse } from '../../spec/responses.ts';
import { completeFields } from './complete-fields.ts';
import { type ErrorContext, toErrorReply, toPlainReply } from './error-reply.ts';
import type { Reply } from './model.ts';
import { findViolations } from './validate-response.ts';

/**
 * What goes out in place of a reply that the document cannot take: the same with other header
 * fields, the spare one, problem details for an error that no declared schema can tell, or the
 * problem of a header field that has to be there and that nothing satisfies. It is proven; undefined
 * for a mistake of ours.
 */
export function mendReply(
  context: ErrorContext,
  reply: Reply,
  findings: readonly Finding[],
): Reply | undefined {
  const fitting = withoutUnfit(reply, findings);
  if (fitting === reply) return replace(context, reply, findings);
  const completed = completeFields(context, fitting);
  const left = findViolations(context.api, context.compiled, completed);
  return left.length === 0 ? completed : replace(context, completed, left);
}

/** Fields that HTTP gives a meaning, and that are filled by it: a schema may want something else. */
const usual =
  /^(location|content-location|operation-location|azure-asyncoperation|retry-after|link|etag|last-modified|www-authenticate|allow|upgrade|idempotent-replayed)$/;

/** The reply without the fields of ours that their declared schemas do not admit. */
function withoutUnfit(reply: Reply, findings: readonly Finding[]): Reply {
  const named = findings.map(({ part, name = '' }) =>
    part === 'header' ? name.toLowerCase() : '',
  );
  const unfit = new Set(named.filter((name) => usual.test(name)));
  const fields = reply.fields.filter(([name]) => !unfit.has(name.toLowerCase()));
  return fields.length === reply.fields.length ? reply : { ...reply, fields };
}

function replace(
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

/**
 * A reply that is valid as the document is meant, so that more of it is valid by the letter as well,
 * where that only takes what tells the branches of a choice apart; else as it is.
 */
export function toLetter(
  { api, compiled }: ErrorContext,
  reply: Reply,
  strict: readonly Finding[],
): Reply {
  const { content, status, problem } = reply;
  const declared = compiled && content && findResponse(compiled.operation, status);
  const schema = declared && findContent(declared.content, content.mediaType)?.schema;
  if (!api || !schema || problem) return reply;
  const value = api.generator.tellApart(schema, content.value, 'response');
  const told = { ...reply, content: { mediaType: content.mediaType, value } };
  const left = findViolations(api, compiled, told, 'letter');
  const isMeant = left.length === 0 || findViolations(api, compiled, told).length === 0;
  return left.length < strict.length && isMeant ? told : reply;
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
