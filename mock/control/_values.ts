import type { JsonObject } from '../../kernel/json.ts';

/** The members that are there: undefined has no place in JSON. */
export function toJsonObject(value: Readonly<Record<string, unknown>>): JsonObject {
  // Serialising is what makes a value JSON; what comes back is JSON by definition.
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
