import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { memoise } from '../../kernel/memo.ts';
import { toNameKey } from '../../kernel/words.ts';
import { collectProperties } from '../../spec/choice.ts';
import type { Located } from '../../spec/document.ts';
import { fromKey, toPartValue } from '../../spec/identity.ts';
import { readPropertyKeys } from '../../spec/property-keys.ts';
import type { Resource } from '../../spec/resource.ts';
import { findContent, findResponse } from '../../spec/responses.ts';
import type { Call, CompiledOperation, Reply } from '../exchange/model.ts';
import type { Target } from './_target.ts';

/**
 * The reply to a creation with the key of what was made wherever it names that, as in
 * `{ "petId": 7 }` and `{ "pet_ids": [7] }`: by the name that the path has for it, or by that of the
 * item. What items have as a property says something else.
 */
export function withToldKey(call: Call, reply: Reply, target: Target): Reply {
  const { compiled } = call;
  const { content, status } = reply;
  const names = readNames(compiled);
  if (names.size === 0 || !content || !isJsonObject(content.value)) return reply;
  const declared = findResponse(compiled.operation, status)?.content ?? [];
  const schema = findContent(declared, content.mediaType)?.schema;
  const value = toTold(content.value, { target, names, depth: 0 });
  if (!schema || value === content.value) return reply;
  const isFit = compiled.api.replies.for(schema)(value).length === 0;
  return isFit ? { ...reply, content: { mediaType: content.mediaType, value } } : reply;
}

interface Telling {
  readonly target: Target;
  readonly names: ReadonlySet<string>;
  /** How many objects it is inside of. */
  readonly depth: number;
}

function toTold(value: JsonObject, { target, names, depth }: Telling): JsonObject {
  let isSame = true;
  const members = Object.entries(value).map(([name, member]): [string, Json] => {
    const isDeep = isJsonObject(member) && depth === 0;
    const inner = isDeep ? toTold(member, { target, names, depth: 1 }) : member;
    const next = names.has(name) ? toNamed(member, target) : inner;
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

/** The properties of the reply, or of what it holds, that name what was made. */
const readNames = memoise(({ operation, success, binding }: CompiledOperation) => {
  const { resource } = binding;
  const schemas = findResponse(operation, success)?.content.flatMap(({ schema }) => schema ?? []);
  const { document } = operation;
  const read = (places: readonly Located[]) => collectProperties(document, places);
  const outer = (schemas ?? []).map((schema) => read([schema]));
  const inner = outer.flatMap((properties) => [...properties.values()].map(read));
  const all = [...outer, ...inner].flatMap((properties) => [...properties.keys()]);
  const wanted = resource ? toWanted(resource, binding.replyItem !== undefined) : new Set();
  return new Set(all.filter((name) => wanted.has(toNameKey(name))));
});

const kinds = ['id', 'uid', 'uuid', 'guid', 'gid', 'key'];

/** What may name an item, in one spelling and in both numbers, but for what items have themselves. */
function toWanted(resource: Resource, showsItem: boolean): ReadonlySet<string> {
  const { document, schema, identity, name } = resource;
  const own = schema ? readPropertyKeys(collectProperties(document, schema)) : new Map();
  const thing = toNameKey(name);
  const parameter = toNameKey(identity.parts.at(-1)?.parameter ?? '');
  const plain = showsItem ? [] : ['id'];
  const one = [...plain, parameter, ...kinds.map((kind) => thing + kind)];
  const all = one.flatMap((key) => (key === '' ? [] : [key, `${key}s`]));
  return new Set(all.filter((key) => !own.has(key)));
}
