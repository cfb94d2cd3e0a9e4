import { getOwn, isJsonObject, type Json, toText } from '../kernel/json.ts';
import type { Located, OpenApiDocument } from './document.ts';

/** A value of the property of a discriminator, and the schema that it names. */
export interface NamedSchema {
  readonly value: string;
  readonly schema: Located;
  /** True when the mapping says so, false for the name that the schema has anyway. */
  readonly isMapped: boolean;
}

/** How the values of one property tell schemas apart (OpenAPI 3.1 §4.8.25). */
export interface Discriminator {
  readonly property: string;
  /** Mapped names first, then the names that schemas have anyway. */
  readonly names: readonly NamedSchema[];
  /** What a value is when it has no such property or none of these names (OpenAPI 3.2). */
  readonly fallback?: Located;
  /** `choice` beside `oneOf` or `anyOf`; `base` when other schemas extend this one by `allOf`. */
  readonly form: 'choice' | 'base';
}

/** The discriminator that a schema has of its own; references are not followed. */
export function readDiscriminator(
  document: OpenApiDocument,
  at: Located,
): Discriminator | undefined {
  const { node } = at;
  if (!isJsonObject(node) || node.discriminator === undefined) return undefined;
  const known = caches.get(document) ?? new WeakMap<object, Discriminator | undefined>();
  caches.set(document, known);
  if (!known.has(node)) known.set(node, read(document, at));
  return known.get(node);
}

const caches = new WeakMap<OpenApiDocument, WeakMap<object, Discriminator | undefined>>();

function read(document: OpenApiDocument, at: Located): Discriminator | undefined {
  const written = document.child(at, 'discriminator');
  // Swagger 2.0 had the bare name of the property here, and documents still do.
  const property = toText(written?.node) ?? toText(getOwn(written?.node, 'propertyName'));
  if (!written || property === undefined) return undefined;
  const branches = ['oneOf', 'anyOf'].flatMap((keyword) => membersOf(document, at, keyword));
  const mapped = membersOf(document, written, 'mapping').flatMap((entry): NamedSchema[] => {
    const schema = findMapped(document, toText(entry.at.node), at);
    return schema ? [{ value: entry.name, schema, isMapped: true }] : [];
  });
  const form = branches.length > 0 ? 'choice' : 'base';
  const implied =
    form === 'choice' ? nameBranches(document, branches) : findExtensions(document, at.node);
  const taken = new Set(mapped.map(({ value }) => value));
  const names = [...mapped, ...implied.filter(({ value }) => !taken.has(value))];
  const fallback = findMapped(document, toText(getOwn(written.node, 'defaultMapping')), at);
  return { property, names, form, ...(fallback && { fallback }) };
}

function membersOf(document: OpenApiDocument, at: Located, keyword: string) {
  const holder = document.child(at, keyword);
  return holder ? document.children(holder) : [];
}

/** The name of a schema among the components, or a reference to one. */
function findMapped(
  document: OpenApiDocument,
  text: string | undefined,
  at: Located,
): Located | undefined {
  if (text === undefined) return undefined;
  const named = /^[\w.-]+$/.test(text)
    ? document.resolve(`#/components/schemas/${text}`, document.root)
    : undefined;
  return named ?? document.resolve(text, at);
}

/** A branch has the last part of its reference as its name; one that stands there itself has none. */
function nameBranches(
  document: OpenApiDocument,
  branches: readonly { readonly at: Located }[],
): NamedSchema[] {
  return branches.flatMap(({ at }): NamedSchema[] => {
    const ref = toText(getOwn(at.node, '$ref'));
    const schema = ref === undefined ? undefined : document.resolve(ref, at);
    const value = schema?.pointer.split('/').at(-1);
    return schema && value ? [{ value, schema, isMapped: false }] : [];
  });
}

/** The named schemas that extend a base by `allOf`, directly or through others. */
function findExtensions(document: OpenApiDocument, base: Json): readonly NamedSchema[] {
  const known = extensions.get(document) ?? collectExtensions(document);
  extensions.set(document, known);
  return known.get(base) ?? [];
}

const extensions = new WeakMap<OpenApiDocument, ReadonlyMap<Json, readonly NamedSchema[]>>();

function collectExtensions(document: OpenApiDocument): ReadonlyMap<Json, readonly NamedSchema[]> {
  const found = new Map<Json, NamedSchema[]>();
  const components = document.child(document.root, 'components');
  const schemas = components && document.child(components, 'schemas');
  for (const { name, at } of schemas ? document.children(schemas) : []) {
    for (const base of collectBases(document, at, new Set())) {
      found.set(base, [...(found.get(base) ?? []), { value: name, schema: at, isMapped: false }]);
    }
  }
  return found;
}

/** Schemas with a discriminator that this one has among its `allOf`. */
function collectBases(document: OpenApiDocument, at: Located, seen: Set<Json>): Set<Json> {
  const bases = new Set<Json>();
  for (const { at: member } of membersOf(document, at, 'allOf')) {
    const target = document.follow(member);
    if (!target || seen.has(target.node)) continue;
    seen.add(target.node);
    if (getOwn(target.node, 'discriminator') !== undefined) bases.add(target.node);
    for (const base of collectBases(document, target, seen)) bases.add(base);
  }
  return bases;
}
