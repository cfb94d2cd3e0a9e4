import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  toObject,
} from '../../kernel/json.ts';
import type { Call } from '../exchange/model.ts';

/** The object in the request's body that describes the item. */
export function getRequestItem(call: Call): JsonObject {
  const value = getRequestValue(call);
  const isValue = call.compiled.binding.resource?.isValue === true;
  if (isValue && value !== undefined) return { '': value };
  return isJsonObject(value) ? value : {};
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
