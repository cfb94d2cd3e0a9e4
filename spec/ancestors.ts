import type { Json } from '../kernel/json.ts';
import { toNameKey } from '../kernel/words.ts';
import { collectProperties } from './choice.ts';
import { getTemplateNames } from './path-template.ts';
import type { Resource } from './resource.ts';
import { viewSchema } from './schema.ts';
import { isScalar } from './shape.ts';

/**
 * The properties of an item that name what it lies below, such as `user_id` of what is under
 * `/users/{id}`, with the value that each has when these are the identities of its ancestors.
 */
export function readAncestorValues(
  resource: Resource,
  parents: readonly string[],
): ReadonlyMap<string, Json> {
  const values = new Map<string, Json>();
  const { schema, document, identity } = resource;
  const names = toAncestorNames(resource);
  if (!schema || names.size === 0) return values;
  for (const [property, places] of collectProperties(document, schema)) {
    const parent = parents[names.get(toNameKey(property)) ?? Number.NaN];
    if (parent === undefined || property === identity.property) continue;
    const view = viewSchema(document, places);
    if (!isScalar(view)) continue;
    const isNumber = view.types?.has('integer') === true || view.types?.has('number') === true;
    values.set(property, isNumber && !view.types?.has('string') ? Number(parent) : parent);
  }
  return values;
}

/** What a property may be called that names an ancestor, and which of the path's names that is. */
function toAncestorNames(resource: Resource): Map<string, number> {
  const found = new Map<string, number>();
  for (const [index, name] of getTemplateNames(resource.collection).entries()) {
    if (toNameKey(name) !== 'id') found.set(toNameKey(name), index);
  }
  for (let above = resource.parent; above; above = above.parent) {
    found.set(toNameKey(`${above.name} id`), getTemplateNames(above.collection).length);
  }
  return found;
}
