import { getOwn, toArray, toText } from '../kernel/json.ts';
import { addAnnotations, addBounds, addTypes } from './_schema-rules.ts';
import type { SchemaDraft, SchemaView } from './_schema-view.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { isSound } from './keyword-shapes.ts';
import { isNullable } from './nullable.ts';

export type { SchemaView } from './_schema-view.ts';

/** Reads one schema, or several that must all hold. Circular references end where they began. */
export function viewSchema(
  document: OpenApiDocument,
  schema: Located | readonly Located[],
): SchemaView {
  const places: readonly Located[] = isList(schema) ? schema : [schema];
  const single = places.length === 1 ? places[0] : undefined;
  const key = toCacheKey(places);
  const cache = key ? toCache(single?.scope ?? document) : undefined;
  const cached = key && cache?.get(key);
  if (cached) return cached;
  const sources: Located[] = [];
  for (const place of places) collect(document, place, sources);
  const isOpen = places.length > 0 && places.every((place) => isNullable(place, document));
  const view = toView(document, sources, isOpen);
  if (key) cache?.set(key, view);
  return view;
}

/** One schema is known by its value; several by their list, which a view gives out again and again. */
function toCacheKey(places: readonly Located[]): object | undefined {
  const [first] = places;
  if (places.length !== 1) return places;
  return typeof first?.node === 'object' && first.node !== null ? first.node : undefined;
}

type Views = WeakMap<object, SchemaView>;

/** One cache for a document, and one for each way in which its dynamic references can be bound. */
function toCache(owner: object): Views {
  const cache = caches.get(owner) ?? new WeakMap<object, SchemaView>();
  caches.set(owner, cache);
  return cache;
}

const caches = new WeakMap<object, Views>();

function isList(schema: Located | readonly Located[]): schema is readonly Located[] {
  return Array.isArray(schema);
}

/** The schema objects that all apply to the same value: itself, its `$ref` and its `allOf`. */
function collect(document: OpenApiDocument, at: Located, into: Located[]): void {
  if (into.some((known) => known.node === at.node && typeof at.node === 'object')) return;
  const ref = toText(getOwn(at.node, '$ref'));
  // In OpenAPI 3.0 what stands beside a $ref is ignored (§4.7.23).
  if (ref !== undefined && document.isLegacyDialect) {
    const end = document.follow(at);
    if (end) collect(document, end, into);
    return;
  }
  into.push(at);
  const target = ref === undefined ? undefined : document.resolve(ref, at);
  if (target) collect(document, target, into);
  const dynamic = toText(getOwn(at.node, '$dynamicRef'));
  const bound = dynamic === undefined ? undefined : document.resolveDynamic(dynamic, at);
  if (bound) collect(document, bound, into);
  const all = document.child(at, 'allOf');
  if (all) for (const { at: member } of document.children(all)) collect(document, member, into);
}

function toView(
  document: OpenApiDocument,
  sources: readonly Located[],
  isOpen: boolean,
): SchemaView {
  const properties = new Map<string, Located[]>();
  const required = new Set<string>();
  const patternProperties = new Map<string, Located>();
  const draft: SchemaDraft = {
    never: false,
    nullable: isOpen,
    properties,
    required,
    patternProperties,
    prefixItems: [],
    alternatives: [],
    conditionals: [],
    patterns: [],
    uniqueItems: false,
    readOnly: false,
    writeOnly: false,
    examples: [],
    extension: {},
    sources,
  };
  for (const at of sources) {
    if (at.node === false) draft.never = true;
    addTypes(draft, at, document);
    addBounds(draft, at);
    addAnnotations(draft, at);
    for (const { name, at: property } of members(document, at, 'properties')) {
      properties.set(name, [...(properties.get(name) ?? []), property]);
    }
    for (const name of toArray(getOwn(at.node, 'required'))) {
      if (typeof name === 'string') required.add(name);
    }
    for (const { name, at: property } of members(document, at, 'patternProperties')) {
      patternProperties.set(name, property);
    }
    addApplicators(draft, at, document);
  }
  if (draft.types?.size === 0 || draft.values?.length === 0) draft.never = !isOpen;
  return draft;
}

function addApplicators(draft: SchemaDraft, at: Located, document: OpenApiDocument): void {
  const additional = document.child(at, 'additionalProperties');
  if (additional?.node === false) draft.additional = false;
  else if (additional && additional.node !== true && draft.additional !== false) {
    draft.additional = additional;
  }
  const items = document.child(at, 'items');
  if (items?.node === false) draft.items = false;
  else if (items && draft.items === undefined) draft.items = items;
  const prefix = members(document, at, 'prefixItems').map((member) => member.at);
  if (prefix.length > draft.prefixItems.length) draft.prefixItems = prefix;
  for (const keyword of ['oneOf', 'anyOf']) {
    const branches = members(document, at, keyword).map((member) => member.at);
    if (branches.length > 0) draft.alternatives = [...draft.alternatives, branches];
  }
  const cases = ['then', 'else'].flatMap((keyword) => document.child(at, keyword) ?? []);
  const dependents = ['dependentSchemas', 'dependencies'].flatMap((keyword) =>
    members(document, at, keyword).map((member) => member.at),
  );
  if (cases.length + dependents.length > 0) {
    draft.conditionals = [...draft.conditionals, ...cases, ...dependents];
  }
}

function members(document: OpenApiDocument, at: Located, keyword: string) {
  const holder = document.child(at, keyword);
  return holder && isSound(keyword, holder.node) ? document.children(holder) : [];
}
