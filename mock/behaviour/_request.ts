import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  toObject,
} from '../../kernel/json.ts';
import { readSpellings } from '../../spec/spellings.ts';
import type { Call } from '../exchange/model.ts';

/** The object in the request's body that describes the item, as the item spells its properties. */
export function getRequestItem(call: Call): JsonObject {
  const value = getRequestValue(call);
  const { binding } = call.compiled;
  if (binding.resource?.isValue === true && value !== undefined) return { '': value };
  // Where replies show an item as a list of one, requests may as well.
  const one = isJsonArray(value) ? value[0] : value;
  if (!isJsonObject(one)) return {};
  const spellings = readSpellings(binding);
  if (spellings.size === 0) return one;
  const members = Object.entries(one);
  return Object.fromEntries(members.map(([name, member]) => [spellings.get(name) ?? name, member]));
}

/** The items that the request's body describes, or their identities. */
export function getRequestItems(call: Call): readonly Json[] {
  const value = getRequestValue(call);
  if (isJsonArray(value)) return value;
  return isJsonObject(value) ? Object.values(value) : [];
}

function getRequestValue(call: Call): Json | undefined {
  let value: Json | undefined = call.body;
  for (const name of call.compiled.binding.requestPath) value = toObject(value)[name];
  return value;
}
