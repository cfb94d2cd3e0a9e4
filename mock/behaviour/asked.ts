import { toPhrase } from '../../kernel/http.ts';
import type { Json } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import { toLabel } from '../../kernel/words.ts';
import { withoutMarked } from '../../spec/access.ts';
import { planBody } from '../../spec/media/body-plan.ts';
import { toOffers } from '../../spec/media/offers.ts';
import type { Content } from '../../spec/model.ts';
import { findContent, findResponse } from '../../spec/responses.ts';
import type { Call, Reply } from '../exchange/model.ts';
import { chooseMediaType } from '../exchange/negotiate.ts';
import { toHint, toPreferenceProblem } from '../exchange/prefer.ts';
import { type ChosenContent, findExample, findExamples, generate } from './_documented.ts';
import { toImpossible } from './_impossible.ts';

/**
 * The reply a document describes for a status: the named example, else the first one that its
 * schema admits, else a generated value. Without content it is the status alone; an error without
 * an example is a problem that the document's error schema tells.
 */
export function toAskedReply(call: Call, status: number, example?: string): Reply | Problem {
  const { operation, api } = call.compiled;
  const response = findResponse(operation, status);
  const chosen = response && chooseContent(call, response.content, status);
  if (example !== undefined) {
    const named = chosen && findNamed(call, chosen.content, example);
    if (named instanceof Problem) return named;
    if (named !== undefined && chosen) return toReply(call, { status, ...chosen, value: named });
    const message = `The preference example is ${JSON.stringify(example)}, but ${status} of ${operation.id} has no content.`;
    return toPreferenceProblem('example', example, message);
  }
  if (!chosen) return status >= 400 ? toAsked(status) : { status, fields: [] };
  // `default` stands for many errors: its example tells of one of them.
  if (response?.key === 'default' && status >= 400) return toAsked(status);
  const plan = planBody(api.document, chosen.content, chosen.mediaType);
  const documented = findExample(call, plan);
  if (documented !== undefined) return toReply(call, { status, ...chosen, value: documented });
  if (status >= 400) return toAsked(status);
  const value = generate(call, plan);
  if (value === undefined) return toImpossible(call, status, chosen.content);
  return toReply(call, { status, ...chosen, value });
}

function toAsked(status: number): Problem {
  const message = `This reply was asked for: ${status} ${toPhrase(status)}.`;
  const label = toLabel(toPhrase(status));
  const finding = {
    part: 'status',
    instanceLocation: '',
    keywordLocation: '',
    rule: 'asked',
    message,
  } as const;
  return new Problem('fault-injected', message, { status, label, findings: [finding] });
}

function chooseContent(
  { compiled, request, mediaType: negotiated }: Call,
  contents: readonly Content[],
  status: number,
): ChosenContent | undefined {
  const isUsual = status === compiled.success && negotiated !== undefined;
  const mediaType = isUsual
    ? negotiated
    : (chooseMediaType(compiled.api, contents, request) ??
      toOffers(compiled.api.document, contents)[0]);
  const content = mediaType === undefined ? undefined : findContent(contents, mediaType);
  return content && mediaType !== undefined ? { content, mediaType } : undefined;
}

function findNamed(call: Call, content: Content, name: string): Json | Problem {
  const examples = findExamples(call, content);
  const found = examples.find(([known]) => known === name);
  if (found) return found[1];
  const hint = toHint(
    name,
    examples.map(([known]) => known).filter((known) => known !== ''),
  );
  const message = `The preference example is ${JSON.stringify(name)}, which is not documented for that reply. ${hint}`;
  return toPreferenceProblem('example', name, message);
}

interface Documented extends ChosenContent {
  readonly status: number;
  readonly value: Json;
}

function toReply({ compiled }: Call, { status, content, mediaType, value }: Documented): Reply {
  const visible = content.schema
    ? withoutMarked(compiled.api.document, content.schema, { mark: 'writeOnly', value })
    : value;
  return { status, fields: [], content: { mediaType, value: visible } };
}
