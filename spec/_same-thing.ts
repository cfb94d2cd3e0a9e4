import { collectProperties } from './choice.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { readPropertyKeys } from './property-keys.ts';
import { viewSchema } from './schema.ts';

/** The schema object that a schema is in the end. */
export function toNode(document: OpenApiDocument, schema: Located): unknown {
  return document.follow(schema)?.node;
}

/** Every schema object that a schema is built on by `$ref` and `allOf`, itself first. */
export function listNodes(document: OpenApiDocument, schema: Located): readonly unknown[] {
  return viewSchema(document, schema).sources.map(({ node }) => node);
}

/** True when both are one schema, or when one is built on the other. */
export function isBuiltAlike(document: OpenApiDocument, one: Located, other: Located): boolean {
  const [first, second] = [toNode(document, one), toNode(document, other)];
  if (first === second) return first !== undefined;
  return listNodes(document, one).includes(second) || listNodes(document, other).includes(first);
}

/**
 * How much of the smaller of two schemas the other knows by name: 1 when it knows every property, 0
 * when none. Undefined when one of them names no properties, so that nothing can be said.
 */
export function toOverlap(
  document: OpenApiDocument,
  one: Located,
  other: Located,
): number | undefined {
  const [first, second] = [toKeys(document, one), toKeys(document, other)];
  const smaller = Math.min(first.size, second.size);
  if (smaller === 0) return undefined;
  let shared = 0;
  for (const key of first.keys()) if (second.has(key)) shared++;
  return shared / smaller;
}

/** True when two schemas describe the same kind of thing, of which one may show less. */
export function isSameThing(document: OpenApiDocument, one: Located, other: Located): boolean {
  return isBuiltAlike(document, one, other) || (toOverlap(document, one, other) ?? 1) >= 0.5;
}

/** The same, but sure of it: most of several properties are shared. */
export function isSurelySame(document: OpenApiDocument, one: Located, other: Located): boolean {
  if (isBuiltAlike(document, one, other)) return true;
  const fewest = Math.min(toKeys(document, one).size, toKeys(document, other).size);
  return fewest >= 3 && (toOverlap(document, one, other) ?? 0) >= 0.9;
}

function toKeys(document: OpenApiDocument, schema: Located): ReadonlyMap<string, string> {
  return readPropertyKeys(collectProperties(document, schema));
}
