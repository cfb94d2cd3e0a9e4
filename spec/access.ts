import { getOwn, isJsonArray, isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';
import { expandSubtypes, settleSchema } from './choice.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { readPattern } from './pattern/pattern.ts';
import { type SchemaView, viewSchema } from './schema.ts';

/** The mark that takes a property out of requests (`readOnly`) or replies (`writeOnly`). */
export type AccessMark = 'readOnly' | 'writeOnly';

/**
 * The value without the properties a schema marks, at any depth through `$ref`, `allOf`, `oneOf`
 * and `anyOf` (OpenAPI 3.1 §4.8.24.2). A value with nothing to take away is returned as it is.
 */
export function withoutMarked(
  document: OpenApiDocument,
  schema: Located | readonly Located[],
  options: { readonly mark: AccessMark; readonly value: Json },
): Json {
  const { mark, value } = options;
  if (typeof value !== 'object' || value === null) return value;
  const view = viewSchema(document, schema);
  if (!mentions(document, view, mark)) return value;
  if (isJsonArray(value)) return fromArray(document, view, { mark, value });
  if (!isJsonObject(value)) return value;
  const kept: [string, Json][] = [];
  let changed = false;
  for (const [name, member] of Object.entries(value)) {
    const places = getPlaces(document, view, name);
    const isMarked =
      places.length > 0 &&
      viewSchema(document, places)[mark] &&
      !isFree(document, schema, { ...options, name });
    const next =
      places.length === 0 ? member : withoutMarked(document, places, { mark, value: member });
    if (!isMarked) kept.push([name, next]);
    if (isMarked || next !== member) changed = true;
  }
  return changed ? Object.fromEntries(kept) : value;
}

/**
 * True of a property that is the server's to say in another kind of value only. What must not be
 * seen is not, whatever the kind: a value may be taken for another.
 */
function isFree(
  document: OpenApiDocument,
  schema: Located | readonly Located[],
  { mark, value, name }: { readonly mark: AccessMark; readonly value: Json; readonly name: string },
): boolean {
  if (mark === 'writeOnly') return false;
  const own = settleSchema(document, schema, value).properties.get(name);
  return own !== undefined && !viewSchema(document, own).readOnly;
}

/** False when nothing below a schema has the mark: then there is nothing to look for in values. */
function mentions(document: OpenApiDocument, view: SchemaView, mark: AccessMark): boolean {
  const known = mentioned[mark].get(view);
  if (known !== undefined) return known;
  const seen = new Set([view]);
  let found = false;
  for (const one of seen) {
    if (one[mark]) found = true;
    if (found) break;
    for (const branch of expandSubtypes(document, one)) seen.add(branch);
    for (const places of getParts(one)) seen.add(viewSchema(document, places));
  }
  mentioned[mark].set(view, found);
  return found;
}

const mentioned: Readonly<Record<AccessMark, WeakMap<SchemaView, boolean>>> = {
  readOnly: new WeakMap(),
  writeOnly: new WeakMap(),
};

/** Every schema that a schema has for a part of its values. */
function getParts(view: SchemaView): (readonly Located[])[] {
  const { properties, patternProperties, additional, prefixItems, items } = view;
  const single = [...patternProperties.values(), ...prefixItems, additional, items];
  return [...properties.values(), ...single.flatMap((place) => (place ? [[place]] : []))];
}

function fromArray(
  document: OpenApiDocument,
  view: SchemaView,
  { mark, value }: { readonly mark: AccessMark; readonly value: readonly Json[] },
): Json {
  const views = expandSubtypes(document, view);
  const next = value.map((item, index) => {
    const places = views.flatMap(({ prefixItems, items }) => prefixItems[index] ?? (items || []));
    return places.length > 0 ? withoutMarked(document, places, { mark, value: item }) : item;
  });
  return next.some((item, index) => item !== value[index]) ? next : value;
}

/** Every place that speaks of the property, those in alternatives included. */
function getPlaces(document: OpenApiDocument, view: SchemaView, name: string): readonly Located[] {
  const views = expandSubtypes(document, view);
  const declared = views.flatMap(({ properties }) => properties.get(name) ?? []);
  const matching = views.flatMap(readPatterns).filter(({ test }) => test(name));
  const named = [...declared, ...matching.map(({ at }) => at)];
  if (named.length > 0) return named;
  return views.flatMap(({ additional }) => additional || []);
}

interface PatternPlace {
  readonly test: (name: string) => boolean;
  readonly at: Located;
}

function readPatterns(view: SchemaView): readonly PatternPlace[] {
  if (view.patternProperties.size === 0) return [];
  const read = ([source, at]: readonly [string, Located]) => ({ ...readPattern(source), at });
  const known = patterns.get(view) ?? [...view.patternProperties].map(read);
  patterns.set(view, known);
  return known;
}

const patterns = new WeakMap<SchemaView, readonly PatternPlace[]>();

interface Restoring {
  readonly mark: AccessMark;
  readonly value: JsonObject;
  readonly before: JsonObject;
  /** True when nothing marked is in the value but what is meant to be. */
  readonly isCleared?: boolean;
}

/**
 * The value with what `before` has in the properties that a schema marks, at any depth of objects;
 * items of arrays cannot be told apart, so they stay as they are.
 */
export function withMarkedOf(
  document: OpenApiDocument,
  schema: Located | readonly Located[],
  options: Restoring,
): JsonObject {
  const { mark, value, before, isCleared } = options;
  const view = viewSchema(document, schema);
  const members = new Map<string, Json>(Object.entries(value));
  for (const [name, old] of Object.entries(before)) {
    const places = getPlaces(document, view, name);
    const next = getOwn(value, name);
    if (places.length === 0) continue;
    const isMarked = viewSchema(document, places)[mark];
    if (isMarked && !(isCleared && next !== undefined)) members.set(name, old);
    else if (isJsonObject(next) && isJsonObject(old)) {
      members.set(name, withMarkedOf(document, places, { ...options, value: next, before: old }));
    }
  }
  return Object.fromEntries(members);
}

/**
 * What was taken out of a value, put back where another schema, that of the request itself,
 * declares the property without the mark: whoever may say it is heard.
 */
export function withUnmarked(
  document: OpenApiDocument,
  schema: Located | readonly Located[],
  { mark, value, whole }: { readonly mark: AccessMark; readonly value: Json; readonly whole: Json },
): Json {
  if (!isJsonObject(value) || !isJsonObject(whole)) return value;
  const view = viewSchema(document, schema);
  const members = new Map<string, Json>(Object.entries(value));
  for (const [name, member] of Object.entries(whole)) {
    const declared = expandSubtypes(document, view).flatMap(
      ({ properties }) => properties.get(name) ?? [],
    );
    if (declared.length === 0 || viewSchema(document, declared)[mark]) continue;
    const kept = getOwn(value, name);
    const own = withoutMarked(document, declared, { mark, value: member });
    const next =
      kept === undefined
        ? own
        : withUnmarked(document, declared, { mark, value: kept, whole: own });
    members.set(name, next);
  }
  return Object.fromEntries(members);
}
