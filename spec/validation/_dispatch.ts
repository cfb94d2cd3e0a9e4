import { isJsonObject, type Json } from '../../kernel/json.ts';
import { readDiscriminator } from '../discriminator.ts';
import type { Located, OpenApiDocument } from '../document.ts';

/** Keywords that say nothing about a value. */
const annotations = new Set([
  ...['title', 'description', 'default', 'example', 'examples', 'deprecated', 'readOnly'],
  ...['writeOnly', 'nullable', 'externalDocs', 'xml', '$comment'],
]);

/**
 * True for a schema that makes a subtype of what it has in `allOf`; false for one that only wraps
 * a reference, in order to say something beside it.
 */
export function isExtending(node: Json): boolean {
  if (!isJsonObject(node)) return false;
  const isOne = Array.isArray(node.allOf) && node.allOf.length === 1;
  return !isOne || Object.keys(node).some((keyword) => keyword !== 'allOf' && isRule(keyword));
}

/** True for a keyword that values are judged by. */
export function isRule(keyword: string): boolean {
  return !annotations.has(keyword) && !keyword.startsWith('x-');
}

/**
 * The conditions that the discriminator of a base stands for: a value that names a subtype must
 * satisfy it. A value that names none is what the base says.
 */
export function toConditions(
  at: Located,
  document: OpenApiDocument,
  toId: (schema: Located) => string,
): { readonly [keyword: string]: unknown }[] {
  const discriminator = readDiscriminator(document, at);
  if (discriminator?.form !== 'base') return [];
  const { property, names, fallback } = discriminator;
  const bySchema = new Map<Json, { readonly schema: Located; readonly values: string[] }>();
  for (const { value, schema } of names) {
    if (schema.node === at.node) continue;
    const known = bySchema.get(schema.node) ?? { schema, values: [] };
    bySchema.set(schema.node, known);
    known.values.push(value);
  }
  const isNamed = (values: readonly string[]) => ({
    type: 'object',
    required: [property],
    properties: toMap(property, { enum: values }),
  });
  const conditions = [...bySchema.values()].map(({ schema, values }) => ({
    if: { not: isNamed(values) },
    else: { $ref: toId(schema) },
  }));
  if (!fallback || fallback.node === at.node) return conditions;
  const all = isNamed(names.map(({ value }) => value));
  const settled = { anyOf: [{ not: { type: 'object' } }, all] };
  return [...conditions, { if: settled, else: { $ref: toId(fallback) } }];
}

function toMap(name: string, value: unknown): object {
  const map: Record<string, unknown> = Object.create(null);
  map[name] = value;
  return map;
}
