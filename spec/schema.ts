import { getOwn, isEqual, isJsonArray, type Json, toArray, toText } from '../kernel/json.ts';
import type { Located, OpenApiDocument } from './document.ts';

/**
 * What a schema says about a value, read in the terms of JSON Schema 2020-12 whatever the dialect:
 * `$ref` followed, `allOf` merged, `nullable` and boolean `exclusiveMinimum` of OpenAPI 3.0
 * rewritten. `oneOf`, `anyOf`, `not` and `if` are kept as they are: they need a choice.
 */
export interface SchemaView {
  /** True when nothing can satisfy the schema (`false`, or a type that contradicts itself). */
  readonly never: boolean;
  /** The allowed types; undefined when any is. */
  readonly types?: ReadonlySet<string>;
  /** The allowed values, when listed (`enum` or `const`). */
  readonly values?: readonly Json[];
  /** Declared properties; several places when several branches of `allOf` declare the same one. */
  readonly properties: ReadonlyMap<string, readonly Located[]>;
  readonly required: ReadonlySet<string>;
  /** `additionalProperties`: false, a schema, or undefined when anything goes. */
  readonly additional?: Located | false;
  readonly patternProperties: ReadonlyMap<string, Located>;
  readonly prefixItems: readonly Located[];
  readonly items?: Located | false;
  /** One list of alternatives for each `oneOf` or `anyOf` met. */
  readonly alternatives: readonly (readonly Located[])[];
  readonly patterns: readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  /** `example`, `examples` and `default`, the nearest first. */
  readonly examples: readonly Json[];
  /** `x-mock` of every place merged, the outermost winning. */
  readonly extension: { readonly [name: string]: Json };
  /** Every schema object that was merged, outermost first. */
  readonly sources: readonly Located[];
}

type Draft = { -readonly [Name in keyof SchemaView]: SchemaView[Name] };

/** Reads one schema, or several that must all hold. Circular references end where they began. */
export function viewSchema(
  document: OpenApiDocument,
  schema: Located | readonly Located[],
): SchemaView {
  const places: readonly Located[] = isList(schema) ? schema : [schema];
  const single = places.length === 1 ? places[0] : undefined;
  const key = single && typeof single.node === 'object' ? single.node : undefined;
  const cached = key && views.get(document)?.get(key);
  if (cached) return cached;
  const sources: Located[] = [];
  for (const place of places) collect(document, place, sources);
  const view = toView(document, sources);
  if (key) {
    const cache = views.get(document) ?? new WeakMap<object, SchemaView>();
    views.set(document, cache.set(key, view));
  }
  return view;
}

const views = new WeakMap<OpenApiDocument, WeakMap<object, SchemaView>>();

function isList(schema: Located | readonly Located[]): schema is readonly Located[] {
  return Array.isArray(schema);
}

/** The schema objects that all apply to the same value: itself, its `$ref` and its `allOf`. */
function collect(document: OpenApiDocument, at: Located, into: Located[]): void {
  if (into.some((known) => known.node === at.node && typeof at.node === 'object')) return;
  const ref = toText(getOwn(at.node, '$ref'));
  // In OpenAPI 3.0 what stands beside a $ref is ignored (§4.7.23).
  if (ref === undefined || !document.isLegacyDialect) into.push(at);
  const target = ref === undefined ? undefined : document.resolve(ref, at);
  if (target) collect(document, target, into);
  if (ref !== undefined && document.isLegacyDialect) return;
  const all = document.child(at, 'allOf');
  if (all) for (const { at: member } of document.children(all)) collect(document, member, into);
}

function toView(document: OpenApiDocument, sources: readonly Located[]): SchemaView {
  const properties = new Map<string, Located[]>();
  const required = new Set<string>();
  const patternProperties = new Map<string, Located>();
  const draft: Draft = {
    never: false,
    properties,
    required,
    patternProperties,
    prefixItems: [],
    alternatives: [],
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
  if (draft.types?.size === 0 || draft.values?.length === 0) draft.never = true;
  return draft;
}

function addApplicators(draft: Draft, at: Located, document: OpenApiDocument): void {
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
}

function members(document: OpenApiDocument, at: Located, keyword: string) {
  const holder = document.child(at, keyword);
  return holder ? document.children(holder) : [];
}

function addTypes(draft: Draft, at: Located, document: OpenApiDocument): void {
  const types = toTypes(at, document);
  if (types) draft.types = draft.types ? intersect(draft.types, types) : types;
  const constant = getOwn(at.node, 'const');
  const listed = getOwn(at.node, 'enum');
  const values = constant !== undefined ? [constant] : isJsonArray(listed) ? listed : undefined;
  if (!values) return;
  const before = draft.values;
  draft.values = before
    ? values.filter((value) => before.some((known) => isEqual(known, value)))
    : values;
}

function toTypes(at: Located, document: OpenApiDocument): Set<string> | undefined {
  const type = getOwn(at.node, 'type');
  const names = typeof type === 'string' ? [type] : toArray(type);
  const types = new Set(names.flatMap((name) => toText(name) ?? []));
  if (types.size === 0) return undefined;
  if (document.isLegacyDialect && getOwn(at.node, 'nullable') === true) types.add('null');
  return types;
}

function intersect(a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> {
  const both = new Set([...a].filter((type) => b.has(type)));
  if (a.has('integer') && b.has('number')) both.add('integer');
  if (b.has('integer') && a.has('number')) both.add('integer');
  return both;
}

const lower = ['minLength', 'minItems', 'minProperties'] as const;
const upper = ['maxLength', 'maxItems', 'maxProperties'] as const;

function addBounds(draft: Draft, at: Located): void {
  for (const name of lower) raise(draft, name, number(at, name));
  for (const name of upper) sink(draft, name, number(at, name));
  const minimum = number(at, 'minimum');
  const maximum = number(at, 'maximum');
  raise(
    draft,
    getOwn(at.node, 'exclusiveMinimum') === true ? 'exclusiveMinimum' : 'minimum',
    minimum,
  );
  sink(
    draft,
    getOwn(at.node, 'exclusiveMaximum') === true ? 'exclusiveMaximum' : 'maximum',
    maximum,
  );
  raise(draft, 'exclusiveMinimum', number(at, 'exclusiveMinimum'));
  sink(draft, 'exclusiveMaximum', number(at, 'exclusiveMaximum'));
  const multipleOf = number(at, 'multipleOf');
  if (multipleOf !== undefined && multipleOf > 0) draft.multipleOf = multipleOf;
  if (getOwn(at.node, 'uniqueItems') === true) draft.uniqueItems = true;
}

type Lower = (typeof lower)[number] | 'minimum' | 'exclusiveMinimum';
type Upper = (typeof upper)[number] | 'maximum' | 'exclusiveMaximum';

function raise(draft: Draft, name: Lower, value: number | undefined): void {
  if (value !== undefined) draft[name] = Math.max(draft[name] ?? value, value);
}

function sink(draft: Draft, name: Upper, value: number | undefined): void {
  if (value !== undefined) draft[name] = Math.min(draft[name] ?? value, value);
}

function number(at: Located, name: string): number | undefined {
  const value = getOwn(at.node, name);
  return typeof value === 'number' ? value : undefined;
}

function addAnnotations(draft: Draft, at: Located): void {
  const pattern = toText(getOwn(at.node, 'pattern'));
  if (pattern !== undefined) draft.patterns = [...draft.patterns, pattern];
  const format = toText(getOwn(at.node, 'format'));
  if (format !== undefined) draft.format ??= format;
  if (getOwn(at.node, 'readOnly') === true) draft.readOnly = true;
  if (getOwn(at.node, 'writeOnly') === true) draft.writeOnly = true;
  const examples = [getOwn(at.node, 'example'), ...toArray(getOwn(at.node, 'examples'))];
  const all = [...examples, getOwn(at.node, 'default')];
  draft.examples = [...draft.examples, ...all.filter((value) => value !== undefined)];
  const extension = getOwn(at.node, 'x-mock');
  if (typeof extension === 'object' && extension !== null && !isJsonArray(extension)) {
    draft.extension = { ...extension, ...draft.extension };
  }
}
