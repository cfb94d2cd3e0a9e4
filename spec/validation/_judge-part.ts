import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { Recent } from '../../kernel/recent.ts';
import type { Located } from '../document.ts';
import type { Validate, Violation } from './_violation.ts';

/** How many objects one schema of items is known to have judged. */
const remembered = 20_000;

/** The validator, which remembers what it said of objects lately. */
export function withMemory(validate: Validate): Validate {
  const known = new Recent<JsonObject, readonly Violation[]>({
    make: validate,
    weigh: () => 1,
    least: remembered,
  });
  return (value) => (isJsonObject(value) ? known.get(value) : validate(value));
}

/** True for a schema of items that may be objects. */
export function isPart({ node }: Located): boolean {
  return isJsonObject(node) && parts.some((keyword) => Object.hasOwn(node, keyword));
}

const parts = ['$ref', 'properties', 'allOf', 'oneOf', 'anyOf', 'additionalProperties'];
