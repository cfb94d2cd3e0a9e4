import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';
import type { Located, OpenApiDocument } from './document.ts';
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
  const view = viewSchema(document, schema);
  if (isJsonArray(value)) return fromArray(document, view, { mark, value });
  if (!isJsonObject(value)) return value;
  const kept: Record<string, Json> = {};
  let changed = false;
  for (const [name, member] of Object.entries(value)) {
    const places = getPlaces(document, view, name);
    if (places.length > 0 && viewSchema(document, places)[mark]) {
      changed = true;
      continue;
    }
    const next =
      places.length === 0 ? member : withoutMarked(document, places, { mark, value: member });
    if (next !== member) changed = true;
    kept[name] = next;
  }
  return changed ? kept : value;
}

function fromArray(
  document: OpenApiDocument,
  view: SchemaView,
  { mark, value }: { readonly mark: AccessMark; readonly value: readonly Json[] },
): Json {
  const next = value.map((item, index) => {
    const schema = view.prefixItems[index] ?? (view.items || undefined);
    return schema ? withoutMarked(document, schema, { mark, value: item }) : item;
  });
  return next.some((item, index) => item !== value[index]) ? next : value;
}

/** Every place that declares the property, those in alternatives included. */
function getPlaces(document: OpenApiDocument, view: SchemaView, name: string): readonly Located[] {
  const own = view.properties.get(name) ?? [];
  const others = view.alternatives
    .flat()
    .flatMap((branch) => viewSchema(document, branch).properties.get(name) ?? []);
  const declared = [...own, ...others];
  if (declared.length > 0) return declared;
  return view.additional ? [view.additional] : [];
}

/** True when a schema marks a property anywhere a value of it could have one. */
export function hasMarked(document: OpenApiDocument, schema: Located, mark: AccessMark): boolean {
  return search(document, [schema], { mark, seen: new Set() });
}

interface Search {
  readonly mark: AccessMark;
  readonly seen: Set<unknown>;
}

function search(document: OpenApiDocument, places: readonly Located[], look: Search): boolean {
  const fresh = places.filter(({ node }) => !look.seen.has(node));
  if (fresh.length === 0) return false;
  for (const { node } of fresh) look.seen.add(node);
  const view = viewSchema(document, fresh);
  if (view[look.mark]) return true;
  const below = [
    ...[...view.properties.values()].flat(),
    ...view.alternatives.flat(),
    ...view.prefixItems,
    ...(view.items ? [view.items] : []),
    ...(view.additional ? [view.additional] : []),
  ];
  return below.some((place) => search(document, [place], look));
}

/** An object with one member set, whatever its name; the object given is left as it is. */
export function withMember(value: JsonObject, name: string, member: Json): JsonObject {
  return Object.fromEntries([
    ...Object.entries(value).filter(([key]) => key !== name),
    [name, member],
  ]);
}
