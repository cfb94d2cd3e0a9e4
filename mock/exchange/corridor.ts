import type { HttpRequest, HttpResponse } from '../../kernel/http.ts';
import { isProblem, Problem } from '../../kernel/problem.ts';
import { requireCondition } from '../protocol/conditions.ts';
import { perform } from '../protocol/perform.ts';
import type { Session } from '../session/session.ts';
import { isUpToDate, type Reads, type Transaction, toKnown } from '../state/transaction.ts';
import { isSameOutcome } from './_same-outcome.ts';
import { authorise } from './authorise.ts';
import { toPreflightReply } from './cors.ts';
import { damageResponse } from './damage.ts';
import { decideFault, toDamage, toFaultFinding, toFaultProblem, toPreferred } from './decide.ts';
import { toErrorReply, toPlainReply } from './error-reply.ts';
import { finish } from './finish.ts';
import type { Actor, Call, CompiledOperation, Reply } from './model.ts';
import type { Answered, Corridor, Finished, Passage } from './passage.ts';
import { noPreferences } from './prefer.ts';
import { render } from './render.ts';
import { type ValidRequest, validateRequest } from './validate-request.ts';
import { findViolations } from './validate-response.ts';

/** One request, straight through: every stage takes a value and gives a value or a `Problem`. */
export function exchange(corridor: Corridor, session: Session, request: HttpRequest): HttpResponse {
  const start = corridor.timer();
  const passage = enter(corridor, session, request);
  const { route, damage, now } = passage;
  const before = corridor.answered.find(route);
  const outcome = attempt(corridor, passage, before);
  const { reply, transaction } = outcome;
  const isSame = before && isSameAgain(passage, before, reply);
  const finished = isSame ? before : finish(corridor, passage, reply);
  corridor.counters.validated += 1;
  if (transaction?.isChanged && !finished.problem) session.commit(transaction);
  if (before?.outcome !== reply && isLasting(passage, outcome, finished)) {
    const answered = isSame ? before : toAnswered(finished, reply);
    const reads = outcome.reads && toKnown(outcome.reads);
    corridor.answered.keep(route, { ...answered, reads });
  }
  const response = damageResponse(finished.response, damage);
  corridor.counters.sent += 1;
  corridor.record(session, {
    request: passage.request,
    response,
    operationId: route.compiled?.operation.id,
    findings: finished.findings,
    problem: finished.problem,
    session: session.id,
    scenario: session.scenario,
    at: now,
    milliseconds: corridor.timer() - start,
  });
  return response;
}

/** Finds the operation, and what is to happen to the call beyond it. */
function enter(corridor: Corridor, session: Session, request: HttpRequest): Passage {
  const { isExempt } = corridor;
  const route = corridor.toRoute(request);
  const now = session.clock.now();
  const { target, compiled, match } = route;
  const asked = isExempt ? noPreferences : route.asked;
  const preferences = isProblem(asked) ? noPreferences : asked;
  const plain = target === request.target ? request : { ...request, target, head: undefined };
  const isSpared = isExempt || (!isProblem(match) && match.kind === 'preflight');
  const decision = isSpared ? undefined : decideFault(session.faults, request, compiled);
  const damage = toDamage(decision, preferences);
  const stop =
    corridor.guard?.(request) ?? toFaultProblem(decision) ?? (isProblem(asked) ? asked : undefined);
  return { request: plain, session, route, now, preferences, damage, stop };
}

/** What became of a call. */
interface Outcome {
  readonly reply: Reply | Problem;
  /** Absent when the operation was not asked. */
  readonly transaction?: Transaction | undefined;
  /** Where it looked, when it gets the same reply as long as nothing changes there. */
  readonly reads?: Reads | undefined;
  /** True when the route alone decides, so that it is the same instance each time. */
  readonly isOfRoute?: boolean;
}

/** From a route to an outcome. */
function pass(corridor: Corridor, passage: Passage, before: Answered | undefined): Outcome {
  const { route, request, session, stop } = passage;
  const { match } = route;
  if (stop) return { reply: stop };
  if (isProblem(match)) return { reply: match, isOfRoute: true };
  if (match.kind === 'preflight') return { reply: toPreflightReply(request) };
  if (match.kind === 'options') return { reply: { status: 204, fields: [['Allow', match.allow]] } };
  const { compiled, path } = match;
  const { clock } = session;
  const actor = authorise({ compiled, request, path }, { clock, key: corridor.key });
  if (isProblem(actor)) return { reply: actor };
  const unconditional = requireCondition(compiled, request);
  if (unconditional) return { reply: unconditional };
  const isKnown = before?.reads && !session.violates && isUpToDate(before.reads, session);
  if (isKnown && isBare(request)) return { reply: before.outcome };
  const head = match.read();
  const valid = validateRequest(compiled, request, head);
  if (isProblem(valid)) return { reply: valid, isOfRoute: isBare(request) };
  return run(corridor, passage, { compiled, actor, valid });
}

interface Running {
  readonly compiled: CompiledOperation;
  readonly actor: Actor;
  readonly valid: ValidRequest;
}

/** From a valid request to an outcome. */
function run({ seed }: Corridor, passage: Passage, { compiled, actor, valid }: Running): Outcome {
  const { request, session, preferences, damage } = passage;
  const { parameters, body, mediaType, warnings } = valid;
  const { clock } = session;
  const call: Call = {
    compiled,
    request,
    parameters,
    body,
    actor,
    mediaType,
    clock,
    seed,
    session,
  };
  if (damage.kind === 'reset' || damage.kind === 'empty') return { reply: toLost(damage.kind) };
  const preferred = toPreferred(call, preferences);
  if (preferred) return { reply: preferred };
  const transaction = session.begin();
  const made = perform(call, transaction);
  const reply = warnings && !isProblem(made) ? { ...made, marks: warnings } : made;
  const isRepeatable = compiled.behaviour.isRepeatable && !compiled.protocol && isBare(request);
  return { reply, transaction, reads: isRepeatable ? transaction.reads : undefined };
}

/** True when the head says everything. */
function isBare({ body }: HttpRequest): boolean {
  return body.kind === 'bytes' && body.bytes.length === 0;
}

/** What is remembered: nothing that leads to the session, and nothing that an observer may change. */
function toAnswered(finished: Finished, reply: Reply | Problem): Answered {
  const { response } = finished;
  for (const field of response.fields) Object.freeze(field);
  Object.freeze(response.fields);
  Object.freeze(response);
  const outcome = isProblem(reply) ? reply : { ...reply, spare: undefined };
  return { ...finished, outcome };
}

/** True when what was answered before answers this too. */
function isSameAgain({ session, damage }: Passage, before: Answered, reply: Reply | Problem) {
  return damage.kind === undefined && !session.violates && isSameOutcome(before, reply);
}

/** True of an outcome that will be the same again, with the same response. */
function isLasting(passage: Passage, { reads, isOfRoute }: Outcome, finished: Finished): boolean {
  const { request, session, damage } = passage;
  if (!request.head || (!reads && !isOfRoute)) return false;
  return damage.kind === undefined && !finished.isTimed && !session.violates;
}

function toLost(kind: string): Problem {
  const message = `The fault ${kind} takes the connection away before anything is done.`;
  return new Problem('fault-injected', message, { findings: [toFaultFinding(message)] });
}

/** A mistake of ours becomes a reply too; the connection of whoever found it stays open. */
function attempt(corridor: Corridor, passage: Passage, before: Answered | undefined): Outcome {
  try {
    return pass(corridor, passage, before);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The stand-in itself failed: ${reason}. Nothing was changed.`;
    const place = { part: 'status', instanceLocation: '', keywordLocation: '' } as const;
    const findings = [{ ...place, rule: 'behaviour', message }];
    return { reply: new Problem('behaviour-failed', message, { findings }) };
  }
}

/** The response to bytes that never became a request: what arrived could not be read as HTTP. */
export function refuse(corridor: Corridor, { clock }: Session, problem: Problem): HttpResponse {
  const context = { now: () => clock.now(), seed: corridor.seed };
  const api = corridor.findApi('/');
  const error = toErrorReply({ ...context, api }, problem);
  corridor.counters.validated += 1;
  const isSound = findViolations(api, undefined, error).length === 0;
  const place = { status: problem.status, label: problem.code, path: '' };
  const reply = isSound ? error : toPlainReply(place, problem);
  corridor.counters.sent += 1;
  return render(undefined, reply, { fields: [], findings: problem.findings, api });
}

/** The response to a request that names a session which cannot be had. */
export function reject(
  corridor: Corridor,
  session: Session,
  { request, problem }: { readonly request: HttpRequest; readonly problem: Problem },
): HttpResponse {
  return exchange({ ...corridor, guard: () => problem, isExempt: true }, session, request);
}
