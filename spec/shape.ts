import { toNameKey, toSingular } from '../kernel/words.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { type SchemaView, viewSchema } from './schema.ts';

/** A list inside a body: the property names that lead to the array, and the schema of its items. */
export interface ListShape {
  readonly path: readonly string[];
  readonly items: Located;
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
const itemNames = ['data', 'item', 'result', 'resource', 'record', 'entry'];

/** What stands beside a list or an item in an envelope, by the beginning of its name. */
const envelope =
  /^(total|count|page|per|size|limit|offset|skip|next|prev|first|last|cursor|has|more|link|self|href|url|meta|paging|pagination|status|success|code|message|error|request|time|took|sort|order|filter|query|facet|included|jsonapi|object|kind|etag|version|warning|empty|number)/;
const identities = ['id', 'uuid', 'uid', 'gid', 'guid', 'key'];

/**
 * Finds the array of objects in a body's schema: the body itself, or up to two envelopes deep. An
 * object that has an array among properties of its own is no envelope.
 */
export function findList(
  document: OpenApiDocument,
  schema: Located,
  plural: string,
): ListShape | undefined {
  const view = viewSchema(document, schema);
  if (isArray(view)) {
    const isListed = view.items && isObject(viewSchema(document, view.items));
    return isListed && view.items ? { path: [], items: view.items } : undefined;
  }
  const candidates = getCandidates(document, view, 2);
  const last = ({ path }: ListShape) => toNameKey(path.at(-1) ?? '');
  return (
    candidates.find((candidate) => isNamedLike(last(candidate), plural)) ??
    candidates.find((one) => listNames.includes(last(one)) && !one.isPart) ??
    (candidates.length === 1 ? candidates.find((one) => one.isAlone && !one.isPart) : undefined)
  );
}

interface Candidate extends ListShape {
  /** True when everything beside it is the business of an envelope. */
  readonly isAlone: boolean;
  /** True when what it stands in has an identity: then it is a part of that. */
  readonly isPart: boolean;
}

function getCandidates(document: OpenApiDocument, view: SchemaView, depth: number): Candidate[] {
  const found: Candidate[] = [];
  const keys = [...view.properties.keys()].map(toNameKey);
  const isThing = hasIdentity(view);
  for (const [name, places] of view.properties) {
    const member = viewSchema(document, places);
    const rest = keys.filter((key) => key !== toNameKey(name));
    const isOnly = rest.every((key) => envelope.test(key));
    if (isArray(member)) {
      if (!member.items || !isObject(viewSchema(document, member.items))) continue;
      found.push({ path: [name], items: member.items, isAlone: isOnly, isPart: isThing });
    } else if (depth > 1 && isObject(member)) {
      for (const below of getCandidates(document, member, depth - 1)) {
        const isPart = below.isPart || isThing;
        const isAlone = below.isAlone && isOnly;
        found.push({ path: [name, ...below.path], items: below.items, isAlone, isPart });
      }
    }
  }
  return found;
}

/** True when a property's name is what the path calls the collection: `movies`, or its singular. */
function isNamedLike(key: string, plural: string): boolean {
  const wanted = toNameKey(plural);
  return key === wanted || `${key}s` === wanted || key === toNameKey(toSingular(plural));
}

/**
 * The property names that lead to the item in a body: [] when the body is the item, as it is unless
 * it has one property that is called like the item, or that alone has an identity.
 */
export function findItem(
  document: OpenApiDocument,
  schema: Located,
  plural: string,
): { readonly path: readonly string[]; readonly item: Located } | undefined {
  const view = viewSchema(document, schema);
  if (isArray(view) || !isObject(view)) return undefined;
  const names = [...view.properties.keys()];
  for (const [name, places] of view.properties) {
    const [place] = places;
    const member = viewSchema(document, places);
    if (!place || !isObject(member)) continue;
    const key = toNameKey(name);
    const isNamed = isNamedLike(key, plural) || itemNames.includes(key);
    const isAlone = names.every((other) => other === name || envelope.test(toNameKey(other)));
    const isOwner = hasIdentity(member) && !hasIdentity(view);
    if ([isNamed, isAlone, isOwner].filter(Boolean).length > 1)
      return { path: [name], item: place };
  }
  return { path: [], item: schema };
}

function hasIdentity({ properties }: SchemaView): boolean {
  return [...properties.keys()].some((name) => identities.includes(toNameKey(name)));
}

/** True when the schema describes arrays. */
function isArray(view: SchemaView): boolean {
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
