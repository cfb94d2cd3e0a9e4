import { Problem } from '../../kernel/problem.ts';
import type { Content } from '../../spec/model.ts';
import { findContent, findResponse, isEmpty } from '../../spec/responses.ts';
import type { Behaviour, Call, Reply } from '../exchange/model.ts';
import { chooseMediaType } from '../exchange/negotiate.ts';
import { type ChosenContent, toDocumented } from './_documented.ts';
import { toImpossible } from './_impossible.ts';
import { checkOwner } from './_target.ts';

/** Whatever is not a resource: the documented example, else a value generated from the schema. */
export const fixed: Behaviour = {
  name: 'static',
  isRepeatable: true,
  run(call, transaction) {
    const missing = checkOwner(call, transaction);
    return missing ?? toStaticReply(call);
  },
};

/** What the document gives; the problem of having nothing where no content it declares can be made. */
export function toStaticReply(call: Call): Reply | Problem {
  const { operation, success: status } = call.compiled;
  if (status < 200) return toUpgrade(call);
  const response = findResponse(operation, status);
  const { mediaType } = call;
  const content = mediaType && response ? findContent(response.content, mediaType) : undefined;
  if (!content || mediaType === undefined || isEmpty(status)) return { status, fields: [] };
  const reply = toReply(call, status, { content, mediaType });
  return reply ?? toOther(call, status, content) ?? toImpossible(call, status, content);
}

function toReply(call: Call, status: number, chosen: ChosenContent): Reply | undefined {
  const value = toDocumented(call, chosen);
  const { mediaType } = chosen;
  return value === undefined ? undefined : { status, fields: [], content: { mediaType, value } };
}

/** Where the usual reply cannot be made: in other content that the client takes, or another success. */
function toOther(call: Call, usual: number, failed: Content): Reply | undefined {
  const { operation, api } = call.compiled;
  const others = operation.responses.filter(({ key }) => /^2\d\d$/.test(key));
  const statuses = new Set([usual, ...others.map(({ key }) => Number(key))]);
  for (const status of statuses) {
    const contents = findResponse(operation, status)?.content ?? [];
    if (contents.length === 0 || isEmpty(status)) return { status, fields: [] };
    const left = contents.filter((content) => content !== failed);
    const mediaType = chooseMediaType(api, left, call.request);
    const content = mediaType === undefined ? undefined : findContent(left, mediaType);
    const reply = content && mediaType && toReply(call, status, { content, mediaType });
    if (reply) return reply;
  }
  return undefined;
}

/** Nothing but a change of protocol is declared, and no request through here can have it. */
function toUpgrade({ compiled: { operation } }: Call): Problem {
  const message = `${operation.id} answers with 101 Switching Protocols only, which this server cannot do.`;
  const place = {
    part: 'header',
    name: 'Upgrade',
    instanceLocation: '',
    keywordLocation: '',
  } as const;
  const findings = [{ ...place, rule: 'upgrade', message }];
  const fields: [string, string][] = [['Upgrade', 'websocket']];
  return new Problem('upgrade-required', message, { findings, fields });
}
