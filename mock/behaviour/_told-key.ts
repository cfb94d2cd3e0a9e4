import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { toNameKey } from '../../kernel/words.ts';
import { collectProperties } from '../../spec/choice.ts';
import { fromKey, toPartValue } from '../../spec/identity.ts';
import { readPropertyKeys } from '../../spec/property-keys.ts';
import { findContent, findResponse } from '../../spec/responses.ts';
import type { Call, Reply } from '../exchange/model.ts';
import type { Target } from './_target.ts';

/**
 * The reply to a creation with the key of what was made wherever it names that, as in
 * `{ "petId": 7 }` and `{ "pet_ids": [7] }`: by the name that the path has for it, or by that of the
 * item. What items have as a property says something else.
 */
export function withToldKey(call: Call, reply: Reply, target: Target): Reply {
  const { compiled } = call;
  const { content, status } = reply;
  if (!content || !isJsonObject(content.value)) return reply;
  const declared = findResponse(compiled.operation, status)?.content ?? [];
  const schema = findContent(declared, content.mediaType)?.schema;
  const value = toTold(call, content.value, { target, depth: 0 });
  if (!schema || value === content.value) return reply;
  const isFit = compiled.api.replies.for(schema)(value).length === 0;
  return isFit ? { ...reply, content: { mediaType: content.mediaType, value } } : reply;
}

interface Telling {
  readonly target: Target;
  /** How many objects it is inside of. */
  readonly depth: number;
}

function toTold(call: Call, value: JsonObject, { target, depth }: Telling): JsonObject {
  const isName = compileNames(call, target);
  let isSame = true;
  const members = Object.entries(value).map(([name, member]): [string, Json] => {
    const next = isName(name)
      ? toNamed(member, target)
      : isJsonObject(member) && depth === 0
        ? toTold(call, member, { target, depth: 1 })
        : member;
    isSame &&= next === member;
    return [name, next];
  });
  return isSame ? value : Object.fromEntries(members);
}

/** The key in the type of what stands in its place. */
function toNamed(member: Json, { ref, key }: Pick<Target, 'ref' | 'key'>): Json {
  const text = fromKey(key, ref.resource.arity).at(-1) ?? key;
  if (isJsonArray(member)) {
    const [first = text] = member;
    return typeof first === 'object' ? member : [toNamed(first, { ref, key })];
  }
  if (typeof member === 'number') return toPartValue({ type: 'integer' }, text);
  return typeof member === 'string' ? text : member;
}

const kinds = ['id', 'uid', 'uuid', 'guid', 'gid', 'key'];

function compileNames(
  { compiled: { binding } }: Call,
  { ref: { resource } }: Pick<Target, 'ref'>,
): (name: string) => boolean {
  const { document, schema, identity, name } = resource;
  const own = schema ? readPropertyKeys(collectProperties(document, schema)) : new Map();
  const thing = toNameKey(name);
  const parameter = toNameKey(identity.parts.at(-1)?.parameter ?? '');
  const plain = binding.replyItem ? [] : ['id'];
  const one = [...plain, parameter, ...kinds.map((kind) => thing + kind)];
  const names = new Set(one.flatMap((key) => (key === '' ? [] : [key, `${key}s`])));
  return (property) => {
    const key = toNameKey(property);
    return names.has(key) && !own.has(key);
  };
}
