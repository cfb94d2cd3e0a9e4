import { toNameKey } from '../kernel/words.ts';
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
];
const itemNames = ['data', 'item', 'result', 'resource', 'record', 'entry'];

/** Finds the array of objects in a body's schema: the body itself, or up to two envelopes deep. */
export function findList(
  document: OpenApiDocument,
  schema: Located,
  plural: string,
): ListShape | undefined {
  const view = viewSchema(document, schema);
  if (isArray(view)) return view.items ? { path: [], items: view.items } : undefined;
  const candidates = getCandidates(document, view, 2);
  if (candidates.length < 2) return candidates[0];
  const last = ({ path }: ListShape) => toNameKey(path.at(-1) ?? '');
  return (
    candidates.find((candidate) => last(candidate) === toNameKey(plural)) ??
    candidates.find((candidate) => listNames.includes(last(candidate)))
  );
}

function getCandidates(document: OpenApiDocument, view: SchemaView, depth: number): ListShape[] {
  const found: ListShape[] = [];
  for (const [name, places] of view.properties) {
    const member = viewSchema(document, places);
    if (isArray(member)) {
      if (member.items && isObject(viewSchema(document, member.items))) {
        found.push({ path: [name], items: member.items });
      }
    } else if (depth > 1 && isObject(member)) {
      for (const { path, items } of getCandidates(document, member, depth - 1)) {
        found.push({ path: [name, ...path], items });
      }
    }
  }
  return found;
}

/** The property names that lead to the item in a body: [] when the body is the item. */
export function findItem(
  document: OpenApiDocument,
  schema: Located,
  singular: string,
): { readonly path: readonly string[]; readonly item: Located } | undefined {
  const view = viewSchema(document, schema);
  if (isArray(view) || !isObject(view)) return undefined;
  const bare = { path: [], item: schema };
  if (view.properties.size > 4 || view.properties.has('id')) return bare;
  for (const [name, places] of view.properties) {
    const key = toNameKey(name);
    const [place] = places;
    const wraps = key === toNameKey(singular) || itemNames.includes(key);
    if (wraps && place && isObject(viewSchema(document, place)))
      return { path: [name], item: place };
  }
  return bare;
}

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
