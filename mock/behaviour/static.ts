import { Problem } from '../../kernel/problem.ts';
import { findContent, findResponse, isEmpty } from '../../spec/responses.ts';
import type { Behaviour, Call } from '../exchange/model.ts';
import { toDocumented } from './_documented.ts';
import { checkOwner } from './_target.ts';

/** Whatever is not a resource: the documented example, else a value generated from the schema. */
export const fixed: Behaviour = {
  name: 'static',
  run(call, transaction) {
    const missing = checkOwner(call, transaction);
    if (missing) return missing;
    const { operation, success: status } = call.compiled;
    if (status < 200) return toUpgrade(call);
    const response = findResponse(operation, status);
    const { mediaType } = call;
    const content = mediaType && response ? findContent(response.content, mediaType) : undefined;
    if (!content || mediaType === undefined || isEmpty(status)) return { status, fields: [] };
    const value = toDocumented(call, { content, mediaType });
    return { status, fields: [], content: { mediaType, value } };
  },
};

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
