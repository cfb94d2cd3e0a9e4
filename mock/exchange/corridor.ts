import type { KeyObject } from 'node:crypto';
import { type HttpRequest, type HttpResponse, splitTarget } from '../../kernel/http.ts';
import { isProblem, Problem } from '../../kernel/problem.ts';
import type { Router } from '../../spec/router.ts';
import { requireCondition } from '../protocol/conditions.ts';
import { perform } from '../protocol/perform.ts';
import { tellFields } from '../protocol/told-fields.ts';
import type { Session } from '../session/session.ts';
import type { Transaction } from '../state/transaction.ts';
import { toDetail } from './_findings.ts';
import { authorise } from './authorise.ts';
import { completeFields } from './complete-fields.ts';
import { isPreflight, toCorsFields, toPreflightReply } from './cors.ts';
import { damageReply, damageResponse } from './damage.ts';
import {
  type Damage,
  decideFault,
  toDamage,
  toFaultFinding,
  toFaultProblem,
  toPreferred,
} from './decide.ts';
import { type ErrorContext, toErrorReply, toPlainReply } from './error-reply.ts';
import type { Exchange } from './journal.ts';
import { type Match, matchOperation } from './match.ts';
import { mendReply } from './mend-reply.ts';
import type { Api, CompiledOperation, Reply } from './model.ts';
import {
  noPreferences,
  type Preferences,
  readPreferences,
  toApplied,
  withoutTwins,
} from './prefer.ts';
import { render } from './render.ts';
import { validateRequest } from './validate-request.ts';
import { findViolations } from './validate-response.ts';

/** Everything a request meets on its way. */
export interface Corridor {
  readonly router: Router<CompiledOperation>;
  /** The document an unmatched request was probably meant for. */
  readonly findApi: (path: string) => Api | undefined;
  /** Refuses a request before anything else is asked. */
  readonly guard?: (request: HttpRequest) => Problem | undefined;
  /** The key that bearer tokens must be signed with. */
  readonly key?: KeyObject | undefined;
  readonly seed: string;
  readonly cors: boolean;
  readonly counters: Counters;
  /** Milliseconds of a clock that only goes on, for measuring. */
  readonly timer: () => number;
  /** True when the faults of sessions are none of its business. */
  readonly isExempt?: boolean;
  /** Takes every finished exchange. */
  readonly record: (session: Session, exchange: Exchange) => void;
}

/** Every response that is sent was validated: the two are always equal. */
export interface Counters {
  validated: number;
  sent: number;
}

/** One request, straight through: every stage takes a value and gives a value or a `Problem`. */
export function exchange(corridor: Corridor, session: Session, request: HttpRequest): HttpResponse {
  const start = corridor.timer();
  const passage = enter(corridor, session, request);
  const { compiled, damage, preferences, transaction } = passage;
  const outcome = attempt(corridor, passage);
  const context = toContext(corridor, passage);
  const made = isProblem(outcome) ? toErrorReply(context, outcome) : outcome;
  const reply = completeFields(context, tellFields(compiled, context, made));
  const checked = validate(corridor, context, { reply, session });
  const { problem, marks = nothing } = checked;
  if (!problem && transaction.isChanged) session.commit(transaction);
  const damaged = damageReply(checked, damage);
  const isAsked = !isProblem(outcome) || outcome.code !== 'preference-invalid';
  const applied = isAsked ? toApplied(preferences) : nothing;
  const cors = corridor.cors ? toCorsFields(request, checked.fields) : nothing;
  const findings = join(problem ? problem.findings : marks, damaged.findings);
  const { api } = context;
  const beside = { fields: join(applied, cors), findings, api, compiled };
  const response = damageResponse(render(request, damaged.reply, beside), damage);
  corridor.counters.sent += 1;
  const milliseconds = corridor.timer() - start;
  corridor.record(session, {
    request: passage.request,
    response,
    operationId: compiled?.operation.id,
    findings,
    problem,
    session: session.id,
    scenario: session.scenario,
    at: context.now,
    milliseconds,
  });
  return response;
}

const nothing: readonly never[] = [];

/** Without a copy where one of the two is empty, as both are of most replies. */
function join<Item>(first: readonly Item[], second: readonly Item[]): readonly Item[] {
  if (second.length === 0) return first;
  return first.length === 0 ? second : [...first, ...second];
}

interface Passage {
  /** Absent for a preflight. */
  readonly match: Match | Problem | undefined;
  readonly compiled: CompiledOperation | undefined;
  readonly request: HttpRequest;
  readonly session: Session;
  readonly transaction: Transaction;
  readonly preferences: Preferences;
  readonly damage: Damage;
  /** What stops the call before the operation is asked. */
  readonly stop: Problem | undefined;
}

/** Finds the operation, and what is to happen to the call beyond it. */
function enter(corridor: Corridor, session: Session, request: HttpRequest): Passage {
  const transaction = session.begin();
  if (corridor.cors && isPreflight(request)) {
    const [preferences, damage] = [noPreferences, { delay: 0 }];
    const none = { match: undefined, compiled: undefined, stop: undefined };
    return { ...none, request, session, transaction, preferences, damage };
  }
  const asked = corridor.isExempt ? noPreferences : readPreferences(request);
  const preferences = isProblem(asked) ? noPreferences : asked;
  const target = withoutTwins(request.target);
  const plain = target === request.target ? request : { ...request, target };
  const match = matchOperation(corridor.router, plain);
  const compiled = !isProblem(match) && match.kind === 'operation' ? match.compiled : undefined;
  const decision = corridor.isExempt ? undefined : decideFault(session.faults, request, compiled);
  const damage = toDamage(decision, preferences);
  const stop =
    corridor.guard?.(request) ?? toFaultProblem(decision) ?? (isProblem(asked) ? asked : undefined);
  return { match, compiled, request: plain, session, transaction, preferences, damage, stop };
}

/** From a match to a reply. */
function pass(corridor: Corridor, passage: Passage): Reply | Problem {
  const { match, request, session, transaction, preferences, stop } = passage;
  if (!match) return toPreflightReply(request);
  if (stop) return stop;
  if (isProblem(match)) return match;
  if (match.kind === 'options') return { status: 204, fields: [['Allow', match.allow]] };
  const { compiled, path } = match;
  const { clock } = session;
  const actor = authorise({ compiled, request, path }, { clock, key: corridor.key });
  if (isProblem(actor)) return actor;
  const unconditional = requireCondition(compiled, request);
  if (unconditional) return unconditional;
  const valid = validateRequest(compiled, request, path);
  if (isProblem(valid)) return valid;
  const { parameters, body, mediaType } = valid;
  const { seed } = corridor;
  const call = { compiled, request, parameters, body, actor, mediaType, clock, seed, session };
  const kind = passage.damage.kind;
  if (kind === 'reset' || kind === 'empty') return toLost(kind);
  const reply = toPreferred(call, preferences) ?? perform(call, transaction);
  return valid.warnings && !isProblem(reply) ? { ...reply, marks: valid.warnings } : reply;
}

function toLost(kind: string): Problem {
  const message = `The fault ${kind} takes the connection away before anything is done.`;
  return new Problem('fault-injected', message, { findings: [toFaultFinding(message)] });
}

/** A mistake of ours becomes a reply too; the connection of whoever found it stays open. */
function attempt(corridor: Corridor, passage: Passage): Reply | Problem {
  try {
    return pass(corridor, passage);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The stand-in itself failed: ${reason}. Nothing was changed.`;
    const place = { part: 'status', instanceLocation: '', keywordLocation: '' } as const;
    return new Problem('behaviour-failed', message, {
      findings: [{ ...place, rule: 'behaviour', message }],
    });
  }
}

/** A reply that breaks the document is replaced by a 500 that says how; that one is proven too. */
function validate(
  corridor: Corridor,
  context: ErrorContext,
  { reply, session }: { readonly reply: Reply; readonly session: Session },
): Reply {
  corridor.counters.validated += 1;
  const findings = findViolations(context.api, context.compiled, reply);
  if (findings.length === 0) return reply;
  // A scenario that means to contradict the document: the reply goes out, marked.
  if (session.violates && !reply.problem) return { ...reply, marks: findings };
  const mended = mendReply(context, reply, findings);
  if (mended) return mended;
  const detail = `The reply would have broken the document, so it was withheld and nothing was changed. ${toDetail(findings)}`;
  const problem = new Problem('response-invalid', detail, { findings });
  const error = completeFields(context, toErrorReply(context, problem));
  const isSound = findViolations(context.api, context.compiled, error).length === 0;
  const place = { status: 500, label: 'INTERNAL_SERVER_ERROR', path: '' };
  return isSound ? error : toPlainReply(place, problem);
}

function toContext(
  { findApi, seed }: Corridor,
  { compiled, request, session }: Passage,
): ErrorContext {
  const api = compiled?.api ?? findApi(splitTarget(request.target).path);
  return { request, now: session.clock.now(), seed, api, compiled };
}

/** The response to bytes that never became a request: what arrived could not be read as HTTP. */
export function refuse(corridor: Corridor, { clock }: Session, problem: Problem): HttpResponse {
  const context = { now: clock.now(), seed: corridor.seed };
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
