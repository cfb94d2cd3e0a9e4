import { splitTarget } from '../../kernel/http.ts';
import { isProblem, Problem } from '../../kernel/problem.ts';
import { tellFields } from '../protocol/told-fields.ts';
import { toDetail } from './_findings.ts';
import { completeFields } from './complete-fields.ts';
import { toCorsFields } from './cors.ts';
import { damageReply } from './damage.ts';
import { type ErrorContext, toErrorReply, toPlainReply } from './error-reply.ts';
import { mendReply, toLetter } from './mend-reply.ts';
import type { Reply } from './model.ts';
import type { Corridor, Finished, Passage } from './passage.ts';
import { toApplied } from './prefer.ts';
import { render } from './render.ts';
import { findViolations } from './validate-response.ts';

/** From the outcome of a call to the response: told, completed, validated and written. */
export function finish(corridor: Corridor, passage: Passage, outcome: Reply | Problem): Finished {
  const { compiled } = passage.route;
  let isTimed = false;
  const now = () => {
    isTimed = true;
    return passage.now;
  };
  const context = toContext(corridor, passage, now);
  const made = isProblem(outcome) ? toErrorReply(context, outcome) : outcome;
  const reply = completeFields(context, tellFields(compiled, context, made));
  const checked = validate(context, reply, passage.session.violates);
  const { problem, marks = nothing } = checked;
  const { reply: sent, findings: harm } = damageReply(checked, passage.damage);
  const isAsked = !isProblem(outcome) || outcome.code !== 'preference-invalid';
  const applied = isAsked ? toApplied(passage.preferences) : nothing;
  const cors = corridor.cors ? toCorsFields(passage.request, checked.fields) : nothing;
  const findings = join(problem ? problem.findings : marks, harm);
  const beside = { fields: join(applied, cors), findings, api: context.api, compiled };
  return { response: render(passage.request, sent, beside), problem, findings, isTimed };
}

function toContext({ findApi, seed }: Corridor, passage: Passage, now: () => number): ErrorContext {
  const { request, route } = passage;
  const { compiled } = route;
  const api = compiled?.api ?? findApi(splitTarget(request.target).path);
  return { request, now, seed, api, compiled };
}

const nothing: readonly never[] = [];

/** Without a copy where one of the two is empty, as both are of most replies. */
function join<Item>(first: readonly Item[], second: readonly Item[]): readonly Item[] {
  if (second.length === 0) return first;
  return first.length === 0 ? second : [...first, ...second];
}

/** A reply that breaks the document is replaced by a 500 that says how; that one is proven too. */
function validate(context: ErrorContext, reply: Reply, mayViolate: boolean): Reply {
  const strict = findViolations(context.api, context.compiled, reply, 'letter');
  if (strict.length === 0) return reply;
  const findings = findViolations(context.api, context.compiled, reply);
  if (findings.length === 0) return toLetter(context, reply, strict);
  // A scenario that means to contradict the document: the reply goes out, marked.
  if (mayViolate && !reply.problem) return { ...reply, marks: findings };
  const mended = mendReply(context, reply, findings);
  if (mended) return mended;
  const detail = `The reply would have broken the document, so it was withheld and nothing was changed. ${toDetail(findings)}`;
  const problem = new Problem('response-invalid', detail, { findings });
  const error = completeFields(context, toErrorReply(context, problem));
  const isSound = findViolations(context.api, context.compiled, error).length === 0;
  const place = { status: 500, label: 'INTERNAL_SERVER_ERROR', path: '' };
  return isSound ? error : toPlainReply(place, problem);
}
