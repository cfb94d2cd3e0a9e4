import type { Json } from '../kernel/json.ts';
import { toNameKey } from '../kernel/words.ts';
import { collectProperties } from './choice.ts';
import { toPartValue } from './identity.ts';
import { getTemplateNames } from './path-template.ts';
import type { Resource, View } from './resource.ts';
import { viewSchema } from './schema.ts';
import { isScalar } from './shape.ts';

/** A property of an item that names something else, and what its value is written as. */
interface Carrier {
  readonly property: string;
  /** Which of the path's names has the value. */
  readonly index: number;
  readonly type: 'string' | 'integer';
}

/**
 * The properties of an item that name what it lies below, such as `user_id` of what is under
 * `/users/{id}`, with the value that each has when these are the identities of its ancestors.
 */
export function readAncestorValues(
  resource: Resource,
  parents: readonly string[],
): ReadonlyMap<string, Json> {
  const known = carriers.get(resource) ?? findCarriers(resource, toAncestorNames(resource));
  carriers.set(resource, known);
  return toValues(known, parents);
}

const carriers = new WeakMap<Resource, readonly Carrier[]>();

/** The same for an item that is seen below another: `project_id` of a task under `/projects/{id}`. */
export function readLinkValues(
  resource: Resource,
  view: View,
  values: readonly string[],
): ReadonlyMap<string, Json> {
  const names = new Map<string, number>();
  const all = getTemplateNames(view.collection);
  const last = all.length - 1;
  for (const [index, name] of all.entries()) {
    if (toNameKey(name) !== 'id') names.set(toNameKey(name), index);
  }
  if (view.parent) names.set(toNameKey(`${view.parent.name} id`), last);
  return toValues(findCarriers(resource, names), values);
}

function findCarriers(
  { schema, document, identity }: Resource,
  names: ReadonlyMap<string, number>,
): readonly Carrier[] {
  if (!schema || names.size === 0) return [];
  return [...collectProperties(document, schema)].flatMap(([property, places]): Carrier[] => {
    const index = names.get(toNameKey(property));
    if (index === undefined || property === identity.property) return [];
    const view = viewSchema(document, places);
    if (!isScalar(view)) return [];
    const isNumber = view.types?.has('integer') === true || view.types?.has('number') === true;
    const type = isNumber && !view.types?.has('string') ? 'integer' : 'string';
    return [{ property, index, type }];
  });
}

function toValues(known: readonly Carrier[], parents: readonly string[]): Map<string, Json> {
  const values = new Map<string, Json>();
  for (const { property, index, type } of known) {
    const parent = parents[index];
    if (parent !== undefined) values.set(property, toPartValue({ type }, parent));
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
    const last = getTemplateNames(above.collection).length + above.arity - 1;
    found.set(toNameKey(`${above.name} id`), last);
  }
  return found;
}
