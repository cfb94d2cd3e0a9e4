import type { Finding } from '../../kernel/finding.ts';
import { type HttpRequest, toPhrase } from '../../kernel/http.ts';
import { Problem } from '../../kernel/problem.ts';
import { toLabel } from '../../kernel/words.ts';
import { findResponse } from '../../spec/responses.ts';
import { toAskedReply } from '../behaviour/asked.ts';
import type { FaultDecision, FaultKind } from '../fault/fault.ts';
import type { FaultInjector } from '../fault/injector.ts';
import type { Call, CompiledOperation, Reply } from './model.ts';
import { type Preferences, toPreferenceProblem } from './prefer.ts';

/** What happens to a reply after it was made. */
export interface Damage {
  /** Milliseconds to wait before it is sent. */
  readonly delay: number;
  readonly kind?: FaultKind;
}

/** Asks the faults of a session whether this call goes wrong. */
export function decideFault(
  faults: FaultInjector,
  { method }: HttpRequest,
  compiled: CompiledOperation | undefined,
): FaultDecision | undefined {
  const operation = compiled?.operation;
  const route = operation ? `${operation.method} ${operation.path}` : '';
  return faults.decide({
    operationId: operation?.id ?? '',
    route,
    method: operation?.method ?? method,
  });
}

/** The faults of the session and of the request together. */
export function toDamage(decision: FaultDecision | undefined, preferences: Preferences): Damage {
  const kind = preferences.fault ?? decision?.kind;
  const delay = (preferences.delay ?? 0) + (decision?.delay ?? 0);
  return kind ? { delay, kind } : { delay };
}

/** The problem a fault answers with; undefined when it lets the call through. */
export function toFaultProblem(decision: FaultDecision | undefined): Problem | undefined {
  if (decision?.status === undefined) return undefined;
  const { status, names, code, retryAfter } = decision;
  const message = `The fault ${names.join(', ')} answers this call with ${status} ${toPhrase(status)}.`;
  return new Problem('fault-injected', message, {
    status,
    label: code ?? toLabel(toPhrase(status)),
    findings: [toFaultFinding(message)],
    fields: retryAfter === undefined ? [] : [['Retry-After', String(retryAfter)]],
  });
}

/** Marks a reply that was damaged on purpose. */
export function toFaultFinding(message: string): Finding {
  return { part: 'status', instanceLocation: '', keywordLocation: '', rule: 'fault', message };
}

/** The reply that `Prefer: code=…` or `example=…` asks for; undefined when neither does. */
export function toPreferred(
  call: Call,
  { code, example }: Preferences,
): Reply | Problem | undefined {
  if (code === undefined && example === undefined) return undefined;
  const { operation, success } = call.compiled;
  const status = code ?? success;
  const response = findResponse(operation, status);
  const declared = operation.responses.map(({ key }) => key).join(', ');
  // `default` stands for errors: no document means a success that it does not spell out.
  if (!response || (response.key === 'default' && status < 400 && declared !== 'default')) {
    const message = `The preference code is ${status}, which ${operation.id} does not declare. Declared: ${declared}.`;
    return toPreferenceProblem('code', String(status), message);
  }
  return toAskedReply(call, status, example);
}
