import type { Located, OpenApiDocument } from '../document.ts';
import { isBinary } from '../media/body-plan.ts';
import { type SchemaView, viewSchema } from '../schema.ts';
import { flatten, getTypes, isOpen, joinTypes, type Types } from './_types.ts';

/** What a schema says about text that is to become a value. */
export interface Shape {
  /** The types the value may have; undefined when nothing is said, then text stays text. */
  readonly types: Types;
  readonly isArray: boolean;
  readonly isObject: boolean;
  /** True when something that is neither array nor object is allowed. */
  readonly isScalar: boolean;
  /** True when nothing but arrays, objects and null is allowed. */
  readonly isNested: boolean;
  /** True for integers of 64 bits, which no JSON number of JavaScript holds exactly. */
  readonly isWide: boolean;
  /** True for strings that are bytes. */
  readonly isBinary: boolean;
  /** The strings listed in `enum` or `const`. */
  readonly listed: ReadonlySet<string>;
  /** Declared properties. */
  readonly names: ReadonlySet<string>;
  /** True when an undeclared property of this name is allowed. */
  takes(name: string): boolean;
  property(name: string): Shape;
  item(index: number): Shape;
}

/** A schema, or several that must all hold. */
type Place = Located | readonly Located[];

/**
 * Reads the types out of schemas of which any may apply; no schemas allow anything. Members are
 * read when they are first asked for, since schemas may contain themselves.
 */
export function compileShape(document: OpenApiDocument, places: readonly Place[]): Shape {
  const bases = places.map((place) => viewSchema(document, place));
  const views = bases.flatMap((view) => flatten(document, view));
  const types = joinTypes(bases.map((view) => getTypes(document, view)));
  const names = new Set(views.flatMap((view) => [...view.properties.keys()]));
  const isFree = bases.every((view) => isOpen(document, view));
  const patterns = compilePatterns(views);
  const isInner = (type: string) => type === 'array' || type === 'object';
  return {
    types,
    isArray: types?.has('array') ?? false,
    isObject: types?.has('object') ?? false,
    isScalar: !types || [...types].some((type) => !isInner(type)),
    isNested: types !== undefined && [...types].every((type) => isInner(type) || type === 'null'),
    isWide: views.some(({ format }) => format === 'int64' || format === 'uint64'),
    isBinary: views.some(isBinary),
    listed: new Set(views.flatMap((view) => (view.values ?? []).filter(isText))),
    names,
    takes: (name) => isFree || patterns.some(({ pattern }) => pattern.test(name)),
    property: compileProperties(document, views, patterns),
    item: compileItems(document, views),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

interface PatternProperty {
  readonly pattern: RegExp;
  readonly at: Located;
}

function compilePatterns(views: readonly SchemaView[]): PatternProperty[] {
  const pairs = views.flatMap((view) => [...view.patternProperties]);
  return pairs.flatMap(([source, at]) => {
    try {
      return [{ pattern: new RegExp(source, 'u'), at }];
    } catch {
      return []; // The check of the document reports it.
    }
  });
}

/** Keeps what was read per place in the schema, never per name in a request. */
function compileProperties(
  document: OpenApiDocument,
  views: readonly SchemaView[],
  patterns: readonly PatternProperty[],
): (name: string) => Shape {
  const declared = new Map<string, Shape>();
  const byPattern = new Map<PatternProperty, Shape>();
  let additional: Shape | undefined;
  return (name) => {
    const places = views.flatMap((view) => {
      const place = view.properties.get(name);
      return place ? [place] : [];
    });
    if (places.length > 0) {
      return getOrAdd(declared, name, () => compileShape(document, places));
    }
    const match = patterns.find(({ pattern }) => pattern.test(name));
    if (match) return getOrAdd(byPattern, match, () => compileShape(document, [match.at]));
    additional ??= compileShape(
      document,
      views.flatMap((view) => view.additional || []),
    );
    return additional;
  };
}

function compileItems(
  document: OpenApiDocument,
  views: readonly SchemaView[],
): (index: number) => Shape {
  const prefix = Math.max(0, ...views.map((view) => view.prefixItems.length));
  const shapes = new Map<number, Shape>();
  return (index) => {
    const slot = Math.min(index, prefix);
    return getOrAdd(shapes, slot, () => {
      const places = views.flatMap((view) => view.prefixItems[slot] ?? (view.items || []));
      return compileShape(document, places);
    });
  };
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = create();
  map.set(key, value);
  return value;
}
