import { isJsonArray, isJsonObject, type Json } from '../../kernel/json.ts';
import { toNameKey } from '../../kernel/words.ts';
import { isFieldName } from '../../spec/field-names.ts';
import { viewSchema } from '../../spec/schema.ts';
import type { Call } from '../exchange/model.ts';

/**
 * Leaves of an item what a parameter such as `fields=id,name` asks for. What the reply's schema
 * requires, or what tells the item apart, is never left away; an item of which nothing is asked, or
 * that would not be valid with less, is shown whole.
 */
export function compilePick(call: Call): (item: Json) => Json {
  const wanted = readWanted(call);
  const { replyItem, resource } = call.compiled.binding;
  if (!wanted || !replyItem) return (item) => item;
  const { document, replies } = call.compiled.api;
  const { required } = viewSchema(document, replyItem);
  const own = new Set(resource?.identity.parts.flatMap(({ path }) => path?.[0] ?? []));
  const validate = replies.for(replyItem);
  return (item) => {
    if (!isJsonObject(item)) return item;
    const isWanted = (name: string) => wanted.has(toNameKey(name));
    if (!Object.keys(item).some(isWanted)) return item;
    const kept = Object.entries(item).filter(
      ([name]) => isWanted(name) || required.has(name) || own.has(name),
    );
    const picked = Object.fromEntries(kept);
    return validate(picked).length === 0 ? picked : item;
  };
}

/** The names asked for, in one spelling; of `owner.name` the first. */
function readWanted({ compiled, parameters }: Call): ReadonlySet<string> | undefined {
  const one = compiled.operation.parameters.find(
    ({ name, in: place }) => place === 'query' && isFieldName(name),
  );
  const given = one && parameters.query[one.name];
  if (given === undefined) return undefined;
  const texts = isJsonArray(given) ? given : [given];
  const names = texts.flatMap((text) => String(text).split(/[,;\s]+/));
  const keys = names.map((name) => toNameKey(name.split(/[.(/]/, 1)[0] ?? ''));
  return keys.includes('') && keys.length === 1 ? undefined : new Set(keys);
}
