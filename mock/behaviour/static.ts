import { getOwn, type Json } from '../../kernel/json.ts';
import { withoutMarked } from '../../spec/access.ts';
import type { Content } from '../../spec/model.ts';
import { findContent, findResponse } from '../../spec/responses.ts';
import type { Behaviour, Call } from '../exchange/model.ts';

/** Whatever is not a resource: the documented example, else a value generated from the schema. */
export const fixed: Behaviour = {
  name: 'static',
  run(call) {
    const { operation, success, api } = call.compiled;
    const response = findResponse(operation, success);
    const content =
      call.mediaType && response ? findContent(response.content, call.mediaType) : undefined;
    if (!content || call.mediaType === undefined) return { status: success, fields: [] };
    const made = findExample(call, content) ?? generate(call, content) ?? null;
    const value = content.schema
      ? withoutMarked(api.document, content.schema, { mark: 'writeOnly', value: made })
      : made;
    return { status: success, fields: [], content: { mediaType: call.mediaType, value } };
  },
};

/** The first documented example that the schema admits. */
function findExample(call: Call, content: Content): Json | undefined {
  const { document, replies } = call.compiled.api;
  const examples = document.child(content.at, 'examples');
  const named = examples ? document.children(examples) : [];
  const values = named.map(({ at }) => getOwn(document.follow(at)?.node, 'value'));
  const { schema } = content;
  return [getOwn(content.at.node, 'example'), ...values].find(
    (value) => value !== undefined && (!schema || replies.for(schema)(value).length === 0),
  );
}

function generate(call: Call, { schema }: Content): Json | undefined {
  if (!schema) return {};
  const { seed, request } = call;
  const identity = `${request.method} ${request.target}`;
  const options = { seed, identity, direction: 'response', useExamples: true } as const;
  return call.compiled.api.generator.generate(schema, options);
}
