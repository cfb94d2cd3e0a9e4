import { toNameKey, toSingular } from '../kernel/words.ts';
import type { Located, OpenApiDocument } from './document.ts';

import { type SchemaView, viewSchema } from './schema.ts';

/** How items stand in a body that holds many. */
export type ManyShape = 'array' | 'map' | 'ids';

/** Many items inside a body: the property names that lead to them, their schema, how they stand. */
export interface ListShape {
  readonly path: readonly string[];
  readonly items: Located;
  /** An array of objects, an object of objects by their keys, or an array of identities. */
  readonly many: ManyShape;
}

const listNames = [
  'items',
  'data',
  'results',
  'result',
  'entries',
  'records',
  'values',
  'value',
  'list',
  'content',
];

/** What stands beside a list or an item in an envelope, by the beginning of its name. */
const envelope =
  /^(total|count|page|per|size|limit|offset|skip|next|prev|first|last|cursor|has|more|link|self|href|url|meta|paging|pagination|status|success|code|message|error|request|time|took|sort|order|filter|query|facet|included|jsonapi|object|kind|etag|version|warning|empty|number|problem|uri$)/;
/** What stands there beside the pages: the numbers of the first and the last item. */
const bounds = /^(start|end)$/;
const pages = /^(first|last|next|prev|previous)?page/;
const identities = new Set(['id', 'uuid', 'uid', 'gid', 'guid', 'key']);
const arrays: ReadonlySet<ManyShape> = new Set(['array']);

/** What `findList` is told beyond the schema. */
export interface ListOptions {
  /** What the path calls the collection. */
  readonly plural: string;
  /** Which shapes will do; arrays alone unless told. */
  readonly accept?: ReadonlySet<ManyShape>;
}

/**
 * Finds the items in a body's schema: the body itself, or up to two envelopes deep. An object that
 * has an array among properties of its own is no envelope.
 */
export function findList(
  document: OpenApiDocument,
  schema: Located,
  options: ListOptions,
): ListShape | undefined {
  return findWithin(document, schema, { ...options, inside: 0 });
}

/** Lists in choices within choices are found so deep: schemas may be choices of themselves. */
const deepest = 4;

interface Search extends ListOptions {
  /** How many choices it is inside of. */
  readonly inside: number;
}

function findWithin(
  document: OpenApiDocument,
  schema: Located,
  { plural, accept = arrays, inside }: Search,
): ListShape | undefined {
  const view = viewSchema(document, schema);
  const whole = toMany(document, view);
  if (whole || isArray(view)) {
    return whole && accept.has(whole.many) ? { path: [], ...whole } : undefined;
  }
  const names = toNames(plural);
  const candidates = getCandidates(document, view, { depth: 2, accept, names });
  const last = ({ path }: ListShape) => toNameKey(path.at(-1) ?? '');
  const found =
    candidates.find((candidate) => isNamedLike(last(candidate), names)) ??
    candidates.find((one) => listNames.includes(last(one)) && !one.isPart) ??
    (candidates.length === 1 ? candidates.find((one) => one.isAlone && !one.isPart) : undefined);
  return found ?? findInChoice(document, view, { plural, accept, inside: inside + 1 });
}

/** Of a body that is one of several lists, the first. */
function findInChoice(document: OpenApiDocument, view: SchemaView, search: Search) {
  if (view.properties.size > 0 || search.inside > deepest) return undefined;
  const found = view.alternatives.flat().map((branch) => findWithin(document, branch, search));
  return found.every((one) => one !== undefined) ? found[0] : undefined;
}

interface Candidate extends ListShape {
  /** True when everything beside it is the business of an envelope. */
  readonly isAlone: boolean;
  /** True when what it stands in has an identity: then it is a part of that. */
  readonly isPart: boolean;
}

interface Reach {
  readonly depth: number;
  readonly accept: ReadonlySet<ManyShape>;
  readonly names: Names;
}

/** What may hold the items one level deeper, beside what is called like them or stands alone. */
const holders = /^(data|results?|response|payload|body|output|page|embedded|items|list)$/;

function getCandidates(document: OpenApiDocument, view: SchemaView, reach: Reach): Candidate[] {
  const found: Candidate[] = [];
  const isPart = hasIdentity(view);
  for (const [name, places] of view.properties) {
    const isNamed = isNamedLike(toNameKey(name), reach.names);
    // Of a thing with an identity, only what is called like the items can be them.
    if ((isPart && !isNamed) || isPlain(document, places)) continue;
    const member = viewSchema(document, places);
    const many = toMany(document, member);
    const isAlone = isOnlyOne(view, name);
    const isHolder = isNamed || isAlone || holders.test(toNameKey(name));
    if (many) {
      if (reach.accept.has(many.many)) found.push({ path: [name], ...many, isAlone, isPart });
    } else if (reach.depth > 1 && isHolder && isObject(member)) {
      for (const below of getCandidates(document, member, { ...reach, depth: reach.depth - 1 })) {
        const path = [name, ...below.path];
        const isBelow = { isPart: below.isPart || isPart, isAlone: below.isAlone && isAlone };
        found.push({ ...below, path, ...isBelow });
      }
    }
  }
  return found;
}

/** True when every property but this one is what an envelope has. */
export function isOnlyOne({ properties }: SchemaView, name: string): boolean {
  const others = [...properties.keys()].filter((other) => other !== name).map(toNameKey);
  const isPaged = others.some((other) => pages.test(other));
  return others.every((other) => envelope.test(other) || (isPaged && bounds.test(other)));
}

/** How many items of what schema a value holds; undefined when it is one thing. */
function toMany(document: OpenApiDocument, view: SchemaView): Omit<ListShape, 'path'> | undefined {
  const { items, additional, properties } = view;
  if (isArray(view)) {
    if (!items) return undefined;
    const item = viewSchema(document, items);
    if (isObject(item)) return { items, many: 'array' };
    return isName(item) ? { items, many: 'ids' } : undefined;
  }
  if (!additional || properties.size > 0 || !isObject(view)) return undefined;
  return isObject(viewSchema(document, additional))
    ? { items: additional, many: 'map' }
    : undefined;
}

/** True of a text or a number, which may be an identity. */
function isName({ types }: SchemaView): boolean {
  return types !== undefined && (types.has('string') || types.has('integer'));
}

/** True of a single value, as can be seen without reading the schema as a whole. */
export function isPlain(document: OpenApiDocument, places: readonly Located[]): boolean {
  const [first] = places;
  const node = first && document.follow(first)?.node;
  const type = typeof node === 'object' && node !== null && 'type' in node ? node.type : undefined;
  return type === 'string' || type === 'integer' || type === 'number' || type === 'boolean';
}

/** What the path calls a collection and one of its items, in one spelling. */
interface Names {
  readonly plural: string;
  readonly singular: string;
}

/** The names of a collection whose path calls it so. */
export function toNames(plural: string): Names {
  return { plural: toNameKey(plural), singular: toNameKey(toSingular(plural)) };
}

/** True when a property's name is what the path calls the collection: `movies`, or its singular. */
export function isNamedLike(key: string, { plural, singular }: Names): boolean {
  return key === plural || key === singular || `${key}s` === plural;
}

/** True of a schema with a property that is called as identities usually are. */
export function hasIdentity(view: SchemaView): boolean {
  const known = identified.get(view);
  if (known !== undefined) return known;
  const has = [...view.properties.keys()].some((name) => identities.has(toNameKey(name)));
  identified.set(view, has);
  return has;
}

const identified = new WeakMap<SchemaView, boolean>();

/** True when the schema describes arrays. */
export function isArray(view: SchemaView): boolean {
  return view.types?.has('array') ?? view.items !== undefined;
}

/** True when the schema describes objects. */
export function isObject(view: SchemaView): boolean {
  if (view.types) return view.types.has('object');
  return view.properties.size > 0 || view.alternatives.length > 0;
}

/** True when the schema describes a single string, number or boolean. */
export function isScalar(view: SchemaView): boolean {
  if (!view.types) return view.values !== undefined || view.format !== undefined;
  return !view.types.has('object') && !view.types.has('array');
}
