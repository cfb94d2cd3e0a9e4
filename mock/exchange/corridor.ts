import type { Clock } from '../../kernel/clock.ts';
import { type HttpRequest, type HttpResponse, splitTarget } from '../../kernel/http.ts';
import { isProblem, Problem } from '../../kernel/problem.ts';
import type { Router } from '../../spec/router.ts';
import type { Session } from '../state/session.ts';
import type { Transaction } from '../state/transaction.ts';
import { toDetail } from './_findings.ts';
import { type Authority, authorise } from './authorise.ts';
import { completeFields } from './complete-fields.ts';
import { isPreflight, toCorsFields, toPreflightReply } from './cors.ts';
import { type ErrorContext, toErrorReply, toPlainReply } from './error-reply.ts';
import type { Exchange } from './journal.ts';
import { type Match, matchOperation } from './match.ts';
import type { Api, CompiledOperation, Reply } from './model.ts';
import { render } from './render.ts';
import { validateRequest } from './validate-request.ts';
import { findViolations } from './validate-response.ts';

/** Everything a request meets on its way. */
export interface Corridor {
  readonly router: Router<CompiledOperation>;
  /** The document an unmatched request was probably meant for. */
  readonly findApi: (path: string) => Api | undefined;
  readonly authority: Authority;
  readonly clock: Clock;
  readonly seed: string;
  readonly cors: boolean;
  /** Takes every finished exchange. */
  readonly record: (exchange: Exchange) => void;
  readonly counters: Counters;
}

/** Every response that is sent was validated: the two are always equal. */
export interface Counters {
  validated: number;
  sent: number;
}

/** One request, straight through: every stage takes a value and gives a value or a `Problem`. */
export function exchange(corridor: Corridor, session: Session, request: HttpRequest): HttpResponse {
  const asksLeave = corridor.cors && isPreflight(request);
  const match = asksLeave ? undefined : matchOperation(corridor.router, request);
  const compiled =
    match && !isProblem(match) && match.kind === 'operation' ? match.compiled : undefined;
  const transaction = session.begin();
  const outcome = match
    ? attempt(() => pass(corridor, { match, request, transaction }))
    : toPreflightReply(request);
  const context = toContext(corridor, compiled, request);
  const reply = isProblem(outcome)
    ? completeFields(compiled, toErrorReply(context, outcome))
    : completeFields(compiled, outcome);
  const checked = validate(corridor, context, reply);
  if (!checked.problem) session.commit(transaction);
  const fields = corridor.cors ? toCorsFields(request, checked.fields) : [];
  const findings = checked.problem?.findings ?? [];
  const response = render(request, checked, { fields, findings });
  corridor.counters.sent += 1;
  const { problem } = checked;
  const operationId = compiled && { operationId: compiled.operation.id };
  corridor.record({
    request,
    response,
    findings,
    ...operationId,
    ...(problem && { problem }),
  });
  return response;
}

interface Passage {
  readonly match: Match | Problem;
  readonly request: HttpRequest;
  readonly transaction: Transaction;
}

/** From a match to a reply. */
function pass(corridor: Corridor, { match, request, transaction }: Passage): Reply | Problem {
  if (isProblem(match)) return match;
  if (match.kind === 'options') return { status: 204, fields: [['Allow', match.allow]] };
  const { compiled, path } = match;
  const actor = authorise({ compiled, request, path }, corridor.authority);
  if (isProblem(actor)) return actor;
  const valid = validateRequest(compiled, request, path);
  if (isProblem(valid)) return valid;
  const { clock, seed } = corridor;
  return compiled.behaviour.run({ compiled, request, actor, clock, seed, ...valid }, transaction);
}

/** A mistake of ours becomes a reply too; the connection of whoever found it stays open. */
function attempt(run: () => Reply | Problem): Reply | Problem {
  try {
    return run();
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
function validate(corridor: Corridor, context: ErrorContext, reply: Reply): Reply {
  corridor.counters.validated += 1;
  const findings = findViolations(context.api, context.compiled, reply);
  if (findings.length === 0) return reply;
  const detail = `The reply would have broken the document, so it was withheld and nothing was changed. ${toDetail(findings)}`;
  const problem = new Problem('response-invalid', detail, { findings });
  const error = completeFields(context.compiled, toErrorReply(context, problem));
  const isSound = findViolations(context.api, context.compiled, error).length === 0;
  const place = { status: 500, label: 'INTERNAL_SERVER_ERROR', path: '' };
  return isSound ? error : toPlainReply(place, problem);
}

function toContext(
  { findApi, clock, seed }: Corridor,
  compiled: CompiledOperation | undefined,
  request: HttpRequest,
): ErrorContext {
  const api = compiled?.api ?? findApi(splitTarget(request.target).path);
  const common = { request, now: clock.now(), seed };
  return { ...common, ...(api && { api }), ...(compiled && { compiled }) };
}

/** The response to bytes that never became a request: what arrived could not be read as HTTP. */
export function refuse(corridor: Corridor, problem: Problem): HttpResponse {
  const context = { now: corridor.clock.now(), seed: corridor.seed };
  const api = corridor.findApi('/');
  const error = toErrorReply({ ...context, ...(api && { api }) }, problem);
  corridor.counters.validated += 1;
  const isSound = findViolations(api, undefined, error).length === 0;
  const place = { status: problem.status, label: problem.code, path: '' };
  const reply = isSound ? error : toPlainReply(place, problem);
  corridor.counters.sent += 1;
  return render(undefined, reply, { fields: [], findings: problem.findings });
}
