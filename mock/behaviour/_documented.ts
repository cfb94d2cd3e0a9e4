import { getOwn, type Json } from '../../kernel/json.ts';
import { isJsonMediaType, toMediaType } from '../../kernel/media-type.ts';
import { withoutMarked } from '../../spec/access.ts';
import type { Content } from '../../spec/model.ts';
import type { Call } from '../exchange/model.ts';

/** What the document itself gives as the content: its first valid example, else a generated value. */
export function toDocumented(call: Call, content: Content): Json {
  const { document } = call.compiled.api;
  const made = findExample(call, content) ?? generate(call, content) ?? null;
  const { schema } = content;
  return schema ? withoutMarked(document, schema, { mark: 'writeOnly', value: made }) : made;
}

/** Every documented example with its name; a single one has the name ''. */
export function findExamples(call: Call, content: Content): [name: string, value: Json][] {
  const { document } = call.compiled.api;
  const examples = document.child(content.at, 'examples');
  const named = (examples ? document.children(examples) : []).map(
    ({ name, at }): [string, Json | undefined] => [
      name,
      getOwn(document.follow(at)?.node, 'value'),
    ],
  );
  const all: [string, Json | undefined][] = [['', getOwn(content.at.node, 'example')], ...named];
  return all.flatMap(([name, value]): [string, Json][] =>
    value === undefined ? [] : [[name, value]],
  );
}

/** The first documented example that the schema admits. */
function findExample(call: Call, content: Content): Json | undefined {
  const { replies } = call.compiled.api;
  const { schema } = content;
  const found = findExamples(call, content).find(
    ([, value]) => !schema || replies.for(schema)(value).length === 0,
  );
  return found?.[1];
}

/** A value of the content's schema that is the same each time the call is made. */
export function generate(call: Call, { schema, mediaType }: Content): Json | undefined {
  if (!schema) return isJson(mediaType) ? {} : '';
  const { seed, request } = call;
  const identity = `${request.method} ${request.target}`;
  const options = { seed, identity, direction: 'response', useExamples: true } as const;
  return call.compiled.api.generator.generate(schema, options);
}

/** True for JSON, and for a range, which is answered with JSON. */
export function isJson(mediaType: string): boolean {
  const type = toMediaType(mediaType);
  return type !== undefined && (isJsonMediaType(type) || type.type === '*' || type.subtype === '*');
}
