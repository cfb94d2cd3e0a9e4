import {
  getOwn,
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../kernel/json.ts';

/**
 * Gives a `$ref` as it is to be written after levelling; `holder` is the name of the list or map that
 * the reference is an item of.
 */
export type Refer = (ref: string, holder: string) => string;

/**
 * Levels what Swagger 2.0 says otherwise in place, wherever in a file it stands: `x-nullable`, the
 * `discriminator` that is a name, the type `file`, and `$ref`s. Every place keeps its pointer; what
 * needs no change is the same object as before.
 */
export function levelDialect(root: Json, refer: Refer): Json {
  return level(root, named, refer);
}

interface Place {
  /** True when the names in it were chosen by the author: a property may well be called `default`. */
  readonly isMap: boolean;
  /** The name of the list or map that it is an item of, or is itself. */
  readonly holder: string;
}

const named: Place = { isMap: false, holder: '' };

const maps = new Set([
  ...['paths', 'definitions', 'parameters', 'responses', 'headers', 'properties'],
  ...['patternProperties', 'securityDefinitions'],
]);
const values = /^(?:example|examples|default|enum|x-.*examples?)$/;

function level(node: Json, place: Place, refer: Refer): Json {
  if (isJsonArray(node)) return levelArray(node, place, refer);
  if (!isJsonObject(node)) return node;
  const fresh = new Map<string, Json>();
  for (const name of Object.keys(node)) {
    const member = node[name];
    const next = member === undefined ? undefined : levelMember(name, member, { place, refer });
    if (next !== undefined && next !== member) fresh.set(name, next);
  }
  const next = fresh.size > 0 ? replace(node, fresh) : node;
  return place.isMap ? next : levelObject(next);
}

interface Walk {
  readonly place: Place;
  readonly refer: Refer;
}

function levelMember(name: string, member: Json, { place, refer }: Walk): Json {
  if (typeof member === 'string') {
    return name === '$ref' && !place.isMap ? refer(member, place.holder) : member;
  }
  if (typeof member !== 'object' || member === null) return member;
  if (!place.isMap && values.test(name)) return member;
  if (place.isMap) return level(member, { isMap: false, holder: place.holder }, refer);
  if (isJsonArray(member)) return level(member, { isMap: false, holder: name }, refer);
  return level(member, maps.has(name) ? { isMap: true, holder: name } : named, refer);
}

/** Not by assignment, which a name such as `__proto__` would turn into something else. */
function replace(node: JsonObject, fresh: ReadonlyMap<string, Json>): JsonObject {
  return Object.fromEntries(
    Object.entries(node).map(([name, member]) => [name, fresh.get(name) ?? member]),
  );
}

function levelArray(node: readonly Json[], place: Place, refer: Refer): Json {
  const items = node.map((item) => level(item, place, refer));
  return items.some((item, index) => item !== node[index]) ? items : node;
}

/** The parameter that is a file is known by its type until it becomes a part of a body. */
function levelObject(node: JsonObject): JsonObject {
  let next = node;
  const { type, discriminator } = node;
  if (type === 'file' && getOwn(node, 'in') === undefined) {
    next = { ...next, type: 'string', format: 'binary' };
  }
  if (typeof discriminator === 'string' && discriminator !== '') {
    next = { ...next, discriminator: { propertyName: discriminator } };
  }
  if (isJsonArray(node.items)) next = toTuple(next, node.items);
  return isNullable(node) ? toNullable(next) : next;
}

/** The tuple of JSON Schema draft 4 §5.3.1: Swagger 2.0 has none, and documents have it all the same. */
function toTuple(node: JsonObject, prefixItems: readonly Json[]): JsonObject {
  const { items: _, additionalItems, ...rest } = node;
  return { ...rest, prefixItems, ...(additionalItems !== undefined && { items: additionalItems }) };
}

function isNullable(node: JsonObject): boolean {
  return ['x-nullable', 'x-isnullable', 'x-is-nullable'].some(
    (name) => getOwn(node, name) === true,
  );
}

/** In OpenAPI 3.0 nothing beside a `$ref` counts. */
function toNullable(node: JsonObject): JsonObject {
  if (typeof getOwn(node, '$ref') !== 'string') return { ...node, nullable: true };
  const { $ref = '', ...rest } = node;
  return { ...rest, allOf: [{ $ref }], nullable: true };
}
