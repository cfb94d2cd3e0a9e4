import { toPhrase } from '../../kernel/http.ts';
import type { Json } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import { toLabel } from '../../kernel/words.ts';
import { withoutMarked } from '../../spec/access.ts';
import type { Content } from '../../spec/model.ts';
import { findContent, findResponse } from '../../spec/responses.ts';
import type { Call, Reply } from '../exchange/model.ts';
import { toHint, toPreferenceProblem } from '../exchange/prefer.ts';
import { findExamples, generate } from './_documented.ts';

/**
 * The reply a document describes for a status: the named example, else the first one that its
 * schema admits, else a generated value. Without content it is the status alone; an error without
 * an example is a problem that the document's error schema tells.
 */
export function toAskedReply(call: Call, status: number, example?: string): Reply | Problem {
  const { operation, api } = call.compiled;
  const response = findResponse(operation, status);
  const content = response && chooseContent(call, response.content, status);
  if (example !== undefined) {
    const named = content && findNamed(call, content, example);
    if (named instanceof Problem) return named;
    if (named !== undefined && content) return toReply(call, { status, content, value: named });
    const message = `The preference example is ${JSON.stringify(example)}, but ${status} of ${operation.id} has no content.`;
    return toPreferenceProblem('example', example, message);
  }
  if (!content) return status >= 400 ? toAsked(status) : { status, fields: [] };
  // `default` stands for many errors: its example tells of one of them.
  if (response?.key === 'default' && status >= 400) return toAsked(status);
  const documented = findExamples(call, content).find(
    ([, value]) => !content.schema || api.replies.for(content.schema)(value).length === 0,
  );
  if (documented) return toReply(call, { status, content, value: documented[1] });
  if (status >= 400) return toAsked(status);
  return toReply(call, { status, content, value: generate(call, content) ?? null });
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
  call: Call,
  content: readonly Content[],
  status: number,
): Content | undefined {
  if (status === call.compiled.success && call.mediaType !== undefined) {
    return findContent(content, call.mediaType);
  }
  return content.find(({ mediaType }) => /[/+]json\b|\*/i.test(mediaType)) ?? content[0];
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

interface Documented {
  readonly status: number;
  readonly content: Content;
  readonly value: Json;
}

function toReply({ compiled }: Call, { status, content, value }: Documented): Reply {
  const visible = content.schema
    ? withoutMarked(compiled.api.document, content.schema, { mark: 'writeOnly', value })
    : value;
  const mediaType = content.mediaType.includes('*') ? 'application/json' : content.mediaType;
  return { status, fields: [], content: { mediaType, value: visible } };
}
