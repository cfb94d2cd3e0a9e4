import { type HttpRequest, splitTarget, toPhrase } from '../../kernel/http.ts';
import type { Json } from '../../kernel/json.ts';
import type { Problem } from '../../kernel/problem.ts';
import { toLabel } from '../../kernel/words.ts';
import { readExamples } from '../../spec/examples.ts';
import type { Content, Operation } from '../../spec/model.ts';
import { findResponse } from '../../spec/responses.ts';
import { toErrorValue } from './_error-value.ts';
import type { Api, CompiledOperation, ErrorContent, Reply } from './model.ts';

/** What an error reply is written from. */
export interface ErrorContext {
  readonly api?: Api;
  readonly compiled?: CompiledOperation;
  readonly request?: HttpRequest;
  readonly now: number;
  readonly seed: string;
}

/**
 * The reply that tells of a problem: in a status the operation declares and the document's own
 * error schema where there is one, else as problem details (RFC 9457).
 */
export function toErrorReply(context: ErrorContext, problem: Problem): Reply {
  const { api, compiled, request } = context;
  const status = compiled ? toDeclared(compiled.operation, problem.status) : problem.status;
  const label = problem.label ?? toLabel(toPhrase(problem.status));
  const { fields } = problem;
  const content = api && findErrorContent(api, compiled?.operation, status);
  const path = request ? splitTarget(request.target).path : '';
  if (api && content) {
    const { now, seed } = context;
    const value = toErrorValue(
      { api, problem, status, label, path, now, seed, ...toExample(api, content) },
      content.schema,
    );
    const isFit = value !== undefined && api.replies.for(content.schema)(value).length === 0;
    if (isFit) return { status, fields, content: { mediaType: content.mediaType, value }, problem };
  }
  return toPlainReply({ status, label, path }, problem);
}

/** The reply of last resort, which needs no document. */
export function toPlainReply(
  {
    status,
    label,
    path,
  }: { readonly status: number; readonly label: string; readonly path: string },
  problem: Problem,
): Reply {
  const value: Json = {
    type: 'about:blank',
    title: toPhrase(status),
    status,
    detail: problem.detail,
    instance: path,
    code: label,
  };
  const content = { mediaType: 'application/problem+json', value };
  return { status, fields: problem.fields, content, problem };
}

/** The documented example of the error's body; what the problem cannot tell is taken from it. */
function toExample(
  { document }: Api,
  { at, mediaType }: ErrorContent,
): { readonly example?: Json } {
  const [first] = readExamples(document, at, mediaType);
  return first ? { example: first.value } : {};
}

/** Statuses that may stand for another, the nearest first. */
const substitutes: Readonly<Record<number, readonly number[]>> = {
  400: [422],
  413: [400],
  415: [400],
  409: [422, 400],
  412: [409],
  422: [409, 400],
};

function toDeclared(operation: Operation, status: number): number {
  if (findResponse(operation, status)) return status;
  const declares = (candidate: number) =>
    operation.responses.some(({ key }) => key === String(candidate));
  return substitutes[status]?.find(declares) ?? status;
}

/** Where the operation says nothing of an error's body, the document's usual one. */
function findErrorContent(
  api: Api,
  operation: Operation | undefined,
  status: number,
): ErrorContent | undefined {
  const response = operation && findResponse(operation, status);
  if (!response || response.content.length === 0) return api.errorContent;
  return response.content.map(toErrorContent).find((content) => content !== undefined);
}

/** JSON content with a schema, as error replies need it. */
export function toErrorContent({ mediaType, schema, at }: Content): ErrorContent | undefined {
  if (!schema || !/[/+]json\b|\*/i.test(mediaType)) return undefined;
  return { mediaType: mediaType.includes('*') ? 'application/json' : mediaType, schema, at };
}
