import { toLocation } from '../../spec/document.ts';
import { findContent, findResponse } from '../../spec/responses.ts';
import type { Call, Reply } from '../exchange/model.ts';
import { toDocumented } from './_documented.ts';
import { toImpossible } from './_impossible.ts';
import { toRepaired } from './_repair.ts';

/**
 * The reply with another for the case that its body breaks the document after all, which nobody
 * looks at otherwise: documents declare replies that their own requests and items do not fit.
 */
export function withSpare(call: Call, reply: Reply): Reply {
  const { content, status, fields, marks, problem } = reply;
  if (!content) return reply;
  const spare = { content, status, make: () => toSpare(call, reply) };
  // Spelt out, because copying what is not known costs more than making the whole reply.
  return marks || problem ? { ...reply, spare } : { status, fields, content, spare };
}

/** What fits of the body; else what the document itself gives; else the problem of having none. */
function toSpare(
  call: Call,
  { spare: _, ...reply }: Reply,
): ReturnType<typeof toImpossible> | Reply {
  const { operation } = call.compiled;
  const { status, content } = reply;
  const declared = findResponse(operation, status)?.content ?? [];
  const chosen = content && findContent(declared, content.mediaType);
  if (!content || !chosen?.schema) return reply;
  const { schema } = chosen;
  const { value, mediaType } = content;
  const identity = `${operation.path} ${call.request.target}`;
  const repaired = toRepaired(call, schema, { value, identity });
  const made = repaired ?? toDocumented(call, { content: chosen, mediaType });
  if (made === undefined) return toImpossible(call, status, chosen);
  const shown =
    repaired === undefined
      ? 'what the document gives'
      : 'as much of it as fits, and what is lacking made up';
  const message = `The schema of the ${status} reply to ${operation.id} refuses what it should show, so it shows ${shown}.`;
  const place = {
    part: 'body',
    instanceLocation: '',
    keywordLocation: toLocation(schema),
  } as const;
  const marks = [...(reply.marks ?? []), { ...place, rule: 'substituted', message }];
  return { ...reply, content: { mediaType, value: made }, marks };
}
