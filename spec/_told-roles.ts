import { getOwn, type Json, type JsonObject, toObject } from '../kernel/json.ts';
import type { Input } from './_inputs.ts';
import { toFirstPage, toLimit } from './_roles.ts';
import { readSortable } from './_sort.ts';
import type { OpenApiDocument } from './document.ts';
import type { Filter, ListParameters, Sort } from './list-parameters.ts';
import type { Properties } from './property-keys.ts';

/** What roles are told for. */
export interface Telling {
  /** The overlay's `x-mock.parameters`. */
  readonly told: JsonObject;
  readonly inputs: readonly Input[];
  readonly document: OpenApiDocument;
  readonly properties: Properties;
}

/** The roles with those that the overlay gives. */
export function withTold(list: ListParameters, telling: Telling): ListParameters {
  let made: ListParameters = list;
  for (const input of telling.inputs) {
    const role = getOwn(telling.told, input.name);
    if (role !== undefined) made = withRole(made, { ...telling, input, role });
  }
  return made;
}

interface Role extends Telling {
  readonly input: Input;
  readonly role: Json;
}

function withRole(list: ListParameters, { input, role, ...search }: Role): ListParameters {
  const { name } = input;
  const [test, property] = Object.entries(toObject(role))[0] ?? [];
  if (typeof property === 'string') {
    const isBound = test === 'from' || test === 'to';
    const filter: Filter = { parameter: name, property, ...(isBound && { test }) };
    return { ...list, filters: [...list.filters, filter] };
  }
  const none: Sort = { properties: readSortable(search) };
  switch (role) {
    case 'limit':
      return { ...list, limit: toLimit(input) };
    case 'page':
      return { ...list, page: { name, first: toFirstPage(input) } };
    case 'offset':
    case 'cursor':
    case 'before':
    case 'fields':
      return { ...list, [role]: name };
    case 'sort':
      return { ...list, sort: { ...(list.sort ?? none), parameter: name } };
    case 'direction':
      return { ...list, sort: { ...(list.sort ?? none), direction: name } };
    default:
      return { ...list, ignored: [...(list.ignored ?? []), name] };
  }
}
