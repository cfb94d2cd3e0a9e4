import { getOwn, isJsonObject, type Json, toArray, toObject, toText } from '../../kernel/json.ts';
import type { Located, OpenApiDocument } from '../document.ts';
import { viewSchema } from '../schema.ts';

/** Requests may omit readOnly properties, replies writeOnly ones (OpenAPI 3.1 §4.8.24.2). */
export type Direction = 'request' | 'response';

/** A schema of the 2020-12 dialect for ajv; every object in it remembers where it came from. */
export type LoweredSchema = boolean | { readonly [keyword: string]: unknown };

/** What lowering one schema needs to know and whom it tells about references. */
export interface Lowering {
  readonly document: OpenApiDocument;
  readonly direction: Direction;
  /** Names `required` must not ask for, because another branch marks them for the other direction. */
  readonly omit: ReadonlySet<string>;
  /** Gives the `$id` under which a referenced schema will be compiled. */
  readonly refer: (target: Located, omit: ReadonlySet<string>) => string;
  /** Remembers the place of a lowered object, for messages. */
  readonly remember: (lowered: object, at: Located) => void;
}

/**
 * Rewrites one schema for ajv: references to ids, OpenAPI 3.0 to 2020-12, and required-ness by
 * direction. A property marked for the other direction is not asked for; in a request its value is
 * not looked at, in a reply it must not appear.
 */
export function lowerSchema(at: Located, lowering: Lowering): LoweredSchema {
  if (typeof at.node === 'boolean') return at.node;
  if (!isJsonObject(at.node)) return true;
  const ref = toText(at.node.$ref);
  if (ref !== undefined && lowering.document.isLegacyDialect) {
    return mark({ $ref: toId(ref, at, lowering) }, at, lowering);
  }
  // Ajv refuses an empty list of values; nothing can be one of them.
  if (toArray(at.node.enum).length === 0 && at.node.enum !== undefined) {
    return mark({ not: {} }, at, lowering);
  }
  const omit = union(lowering.omit, getForeign(at, lowering));
  const inner = { ...lowering, omit };
  const lowered: Record<string, unknown> = {};
  for (const keyword of Object.keys(at.node)) lowerKeyword(lowered, keyword, at, inner);
  if (ref !== undefined) lowered.$ref = toId(ref, at, inner);
  return toNullable(mark(lowered, at, lowering), at, lowering);
}

const single = new Set([
  'additionalProperties',
  'items',
  'contains',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
const inPlace = new Set(['not', 'if', 'then', 'else']);
const lists = new Set(['allOf', 'oneOf', 'anyOf']);
const maps = new Set(['patternProperties', '$defs', 'definitions']);
const plain = new Set([
  ...['type', 'enum', 'const', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['multipleOf', 'minLength', 'maxLength', 'pattern', 'format', 'minItems', 'maxItems'],
  ...['uniqueItems', 'minContains', 'maxContains', 'minProperties', 'maxProperties'],
  ...['dependentRequired'],
]);

function lowerKeyword(
  into: Record<string, unknown>,
  keyword: string,
  at: Located,
  lowering: Lowering,
): void {
  const member = lowering.document.child(at, keyword);
  if (!member) return;
  const fresh = { ...lowering, omit: nothing };
  if (keyword === 'properties') into.properties = lowerProperties(member, lowering);
  else if (keyword === 'required') addRequired(into, member.node, lowering.omit);
  else if (single.has(keyword)) into[keyword] = lowerSchema(member, fresh);
  else if (inPlace.has(keyword)) into[keyword] = lowerSchema(member, lowering);
  else if (lists.has(keyword)) addList(into, member, lowering);
  else if (keyword === 'prefixItems') addList(into, member, fresh);
  else if (maps.has(keyword)) into[keyword] = lowerMap(member, fresh);
  else if (keyword === 'dependentSchemas') into[keyword] = lowerMap(member, lowering);
  else if (plain.has(keyword)) addPlain(into, keyword, at, lowering);
}

const nothing: ReadonlySet<string> = new Set();

function addList(into: Record<string, unknown>, member: Located, lowering: Lowering): void {
  const keyword = member.pointer.slice(member.pointer.lastIndexOf('/') + 1);
  const branches = lowering.document.children(member).map(({ at }) => lowerSchema(at, lowering));
  // Ajv refuses an empty list, which says nothing anyway.
  if (branches.length > 0) into[keyword] = branches;
}

function lowerMap(member: Located, lowering: Lowering): Record<string, LoweredSchema> {
  const into: Record<string, LoweredSchema> = Object.create(null);
  for (const { name, at } of lowering.document.children(member)) {
    into[name] = lowerSchema(at, lowering);
  }
  return into;
}

function lowerProperties(member: Located, lowering: Lowering): Record<string, LoweredSchema> {
  const into: Record<string, LoweredSchema> = Object.create(null);
  const fresh = { ...lowering, omit: nothing };
  for (const { name, at } of lowering.document.children(member)) {
    if (!isForeign(at, lowering)) into[name] = lowerSchema(at, fresh);
    else into[name] = lowering.direction === 'request' ? true : mark({ not: {} }, at, lowering);
  }
  return into;
}

function isForeign(property: Located, { document, direction }: Lowering): boolean {
  const view = viewSchema(document, property);
  return direction === 'request' ? view.readOnly : view.writeOnly;
}

/** Names that any branch applying to the same value marks for the other direction. */
function getForeign(at: Located, lowering: Lowering): ReadonlySet<string> {
  const found = new Set<string>();
  collectForeign(at, { lowering, found, seen: new Set() });
  return found;
}

interface Search {
  readonly lowering: Lowering;
  readonly found: Set<string>;
  readonly seen: Set<unknown>;
}

function collectForeign(at: Located, search: Search): void {
  if (search.seen.has(at.node)) return;
  search.seen.add(at.node);
  const { document } = search.lowering;
  const view = viewSchema(document, at);
  for (const [name, places] of view.properties) {
    if (places.some((place) => isForeign(place, search.lowering))) search.found.add(name);
  }
  for (const branch of view.alternatives.flat()) collectForeign(branch, search);
}

function addRequired(into: Record<string, unknown>, names: Json, omit: ReadonlySet<string>): void {
  const kept = toArray(names).filter((name) => typeof name === 'string' && !omit.has(name));
  if (kept.length > 0) into.required = [...new Set(kept)];
}

const jsonTypes = new Set(['null', 'boolean', 'object', 'array', 'number', 'string', 'integer']);

function addPlain(
  into: Record<string, unknown>,
  keyword: string,
  at: Located,
  lowering: Lowering,
): void {
  const value = toObject(at.node)[keyword];
  if (value === undefined) return;
  if (keyword === 'type') addType(into, value);
  else if (keyword === 'enum') into.enum = [...toArray(value)];
  else if (typeof value !== 'boolean' || !keyword.startsWith('exclusive')) into[keyword] = value;
  else if (value && lowering.document.isLegacyDialect) {
    const bound = keyword === 'exclusiveMinimum' ? 'minimum' : 'maximum';
    const limit = getOwn(at.node, bound);
    if (typeof limit === 'number') into[keyword] = limit;
  }
}

function addType(into: Record<string, unknown>, value: Json): void {
  const names = typeof value === 'string' ? [value] : toArray(value);
  const known = names.filter((name) => typeof name === 'string' && jsonTypes.has(name));
  if (known.length > 0) into.type = known.length === 1 ? known[0] : [...new Set(known)];
}

/** `nullable: true` of OpenAPI 3.0 admits null to whatever else the schema says. */
function toNullable(
  lowered: Record<string, unknown>,
  at: Located,
  lowering: Lowering,
): LoweredSchema {
  if (!lowering.document.isLegacyDialect || getOwn(at.node, 'nullable') !== true) return lowered;
  return mark({ anyOf: [{ type: 'null' }, lowered] }, at, lowering);
}

function toId(ref: string, at: Located, lowering: Lowering): string {
  const target = lowering.document.resolve(ref, at);
  // Nothing is known about a dangling reference; the check of the document has said so.
  return target ? lowering.refer(target, lowering.omit) : 'standin:anything';
}

function mark<Lowered extends object>(lowered: Lowered, at: Located, lowering: Lowering): Lowered {
  lowering.remember(lowered, at);
  return lowered;
}

function union(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  if (a.size === 0) return b;
  return b.size === 0 ? a : new Set([...a, ...b]);
}
