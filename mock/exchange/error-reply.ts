import { type HttpRequest, splitTarget, toPhrase } from '../../kernel/http.ts';
import { memoise } from '../../kernel/memo.ts';
import type { Problem } from '../../kernel/problem.ts';
import { toLabel } from '../../kernel/words.ts';
import type { Content, Operation } from '../../spec/model.ts';
import { findResponse } from '../../spec/responses.ts';
import { toErrorBody, toProblemDetails } from './_error-body.ts';
import type { Api, CompiledOperation, ErrorContent, Reply } from './model.ts';

/** What an error reply is written from. */
export interface ErrorContext {
  readonly api?: Api | undefined;
  readonly compiled?: CompiledOperation | undefined;
  readonly request?: HttpRequest | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly seed: string;
}

/**
 * The reply that tells of a problem: in a status the operation declares and the document's own
 * error schema where there is one, else in the document's usual one, or as problem details (RFC 9457).
 */
export function toErrorReply(context: ErrorContext, problem: Problem): Reply {
  const { api, compiled, request } = context;
  const status = compiled ? toDeclared(compiled.operation, problem.status) : problem.status;
  const label = problem.label ?? toStatusLabel(problem.status);
  const { fields } = problem;
  const path = request ? splitTarget(request.target).path : '';
  const { now, seed } = context;
  const declared = (compiled && findResponse(compiled.operation, status)?.content) ?? nothing;
  const isDeclared = declared.length > 0;
  const contents = isDeclared || !api?.errorContent ? declared : toList(api.errorContent);
  const facts = api && { api, problem, status, label, path, now, seed };
  const content = facts && toErrorBody(facts, { contents, isDeclared, request });
  if (content) return { status, fields, content, problem };
  return toPlainReply({ status, label, path }, problem);
}

/** The reply of last resort, which needs no document. */
export function toPlainReply(
  place: { readonly status: number; readonly label: string; readonly path: string },
  problem: Problem,
): Reply {
  const value = toProblemDetails({ ...place, problem });
  const content = { mediaType: 'application/problem+json', value };
  return { status: place.status, fields: problem.fields, content, problem };
}

/** Such as `NOT_FOUND`. */
function toStatusLabel(status: number): string {
  const label = labels.get(status) ?? toLabel(toPhrase(status));
  labels.set(status, label);
  return label;
}

const labels = new Map<number, string>();

const nothing: readonly Content[] = [];
const toList = memoise((content: ErrorContent): readonly ErrorContent[] => [content]);

/** Statuses that may stand for another, the nearest first. */
const substitutes: Readonly<Record<number, readonly number[]>> = {
  400: [422],
  413: [400],
  415: [400],
  409: [422, 400],
  412: [409],
  422: [409, 400],
  426: [400],
  501: [500, 503],
};

function toDeclared(operation: Operation, status: number): number {
  if (findResponse(operation, status)) return status;
  const declares = (candidate: number) =>
    operation.responses.some(({ key }) => key === String(candidate));
  return substitutes[status]?.find(declares) ?? status;
}

/** JSON content with a schema, as error replies need it. */
export function toErrorContent({ mediaType, schema, at }: Content): ErrorContent | undefined {
  if (!schema || !/[/+]json\b|\*/i.test(mediaType)) return undefined;
  return { mediaType: mediaType.includes('*') ? 'application/json' : mediaType, schema, at };
}
