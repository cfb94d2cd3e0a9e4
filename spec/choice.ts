import { getOwn, isEqual, isJsonObject, type Json, typeOf } from '../kernel/json.ts';
import { toNameKey } from '../kernel/words.ts';
import { readDiscriminator } from './discriminator.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { type SchemaView, viewSchema } from './schema.ts';

/**
 * True for a schema that says itself that null is one of its values, by every reading: among its
 * types, in each list of values, and in each choice.
 */
export function admitsNull(
  document: OpenApiDocument,
  schema: Located | readonly Located[],
): boolean {
  const { types, values, alternatives } = viewSchema(document, schema);
  if (!types?.has('null') || values?.includes(null) === false) return false;
  return alternatives.every((branches) => branches.some((one) => admitsNull(document, one)));
}

/** Every property a value of the schema may have: its own and those of each branch of a choice. */
export function collectProperties(
  document: OpenApiDocument,
  schema: Located | readonly Located[],
): ReadonlyMap<string, readonly Located[]> {
  const view = viewSchema(document, schema);
  if (view.alternatives.length + view.conditionals.length === 0) return view.properties;
  const known = collected.get(view);
  if (known) return known;
  const found = new Map<string, Located[]>();
  collected.set(view, found);
  for (const { properties } of expandView(document, view)) {
    for (const [name, places] of properties) {
      const known = found.get(name) ?? [];
      const fresh = places.filter(({ node }) => !known.some((place) => place.node === node));
      found.set(name, [...known, ...fresh]);
    }
  }
  return found;
}

const collected = new WeakMap<SchemaView, ReadonlyMap<string, readonly Located[]>>();

/** True when a property is readOnly in every kind of value that has it, not only in one of a choice. */
export function isReadOnly(
  document: OpenApiDocument,
  schema: Located | readonly Located[],
  property: string,
): boolean {
  const [own, ...kinds] = expandView(document, viewSchema(document, schema));
  const always = own?.properties.get(property);
  if (always) return viewSchema(document, always).readOnly;
  const some = kinds.flatMap(({ properties }) => {
    const places = properties.get(property);
    return places ? [places] : [];
  });
  return some.length > 0 && some.every((places) => viewSchema(document, places).readOnly);
}

/** The view itself and those of every branch of its choices, however deep they are nested. */
function expandView(document: OpenApiDocument, view: SchemaView): SchemaView[] {
  const found = [view];
  const seen = new Set<Json>(view.sources.map(({ node }) => node));
  for (const { alternatives, conditionals } of found) {
    for (const branch of [...alternatives.flat(), ...conditionals]) {
      if (seen.has(branch.node)) continue;
      seen.add(branch.node);
      found.push(viewSchema(document, branch));
    }
  }
  return found;
}

/** The same, and those of the subtypes that the discriminator of a base names. */
export function expandSubtypes(document: OpenApiDocument, view: SchemaView): readonly SchemaView[] {
  const known = expanded.get(view);
  if (known) return known;
  const found = expandView(document, view);
  const seen = new Set<Json>(found.flatMap(({ sources }) => sources.map(({ node }) => node)));
  for (const { sources } of found) {
    for (const { form, names } of sources.flatMap((at) => readDiscriminator(document, at) ?? [])) {
      const fresh = form === 'base' ? names.filter(({ schema }) => !seen.has(schema.node)) : [];
      for (const { schema } of fresh) {
        seen.add(schema.node);
        found.push(...expandView(document, viewSchema(document, schema)));
      }
    }
  }
  expanded.set(view, found);
  return found;
}

const expanded = new WeakMap<SchemaView, readonly SchemaView[]>();

/**
 * What the schema says about this value: of each `oneOf` and `anyOf` the branch that suits the
 * value best is taken, and of a base the subtype that the value names. A value is judged by its
 * shape, incomplete as it may be: by what a discriminator says, by the constants it meets, then by
 * how many of its properties a branch knows.
 */
export function settleSchema(
  document: OpenApiDocument,
  schema: Located | readonly Located[],
  value: Json,
): SchemaView {
  let view = viewSchema(document, schema);
  const decided = new Set<string>();
  const isOpen = ([first]: readonly Located[]) => first !== undefined && !decided.has(toKey(first));
  for (;;) {
    const named = findNamed(document, view, value);
    const subtype = named.find((one) => one.isSubtype && !decided.has(toKey(one.schema)));
    const open = subtype ? [subtype.schema] : view.alternatives.find(isOpen);
    const [first] = open ?? [];
    if (!open || !first) return view;
    decided.add(toKey(first));
    const branch = subtype?.schema ?? pickBranch(document, open, { value, named });
    if (branch) view = viewSchema(document, [...view.sources, branch]);
  }
}

/** A schema that a discriminator says a value is of. */
interface Named {
  readonly schema: Located;
  /** True for a subtype of a base, which is no branch of any choice. */
  readonly isSubtype: boolean;
}

function findNamed(document: OpenApiDocument, view: SchemaView, value: Json): Named[] {
  if (!isJsonObject(value)) return [];
  return view.sources.flatMap((source): Named[] => {
    const discriminator = readDiscriminator(document, source);
    if (!discriminator) return [];
    const { names, form, property, fallback } = discriminator;
    const tag = getOwn(value, property);
    const meant = names.find((name) => name.value === tag)?.schema ?? fallback;
    const schema = meant && document.follow(meant);
    return schema ? [{ schema, isSubtype: form === 'base' }] : [];
  });
}

function toKey({ source, pointer }: Located): string {
  return `${source.uri}#${pointer}`;
}

function pickBranch(
  document: OpenApiDocument,
  branches: readonly Located[],
  { value, named }: { readonly value: Json; readonly named: readonly Named[] },
): Located | undefined {
  const isMeant = (branch: Located) =>
    named.some(({ schema }) => schema.node === document.follow(branch)?.node);
  const meant = branches.find(isMeant);
  if (meant) return meant;
  let best: Located | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const branch of branches) {
    const score = toScore(document, branch, value);
    if (!best || score > most) [best, most] = [branch, score];
  }
  return best;
}

/** -Infinity for a branch of another type; a member that contradicts it outweighs many that do not. */
function toScore(document: OpenApiDocument, branch: Located, value: Json): number {
  const view = viewSchema(document, branch);
  if (!isAdmitted(view, value)) return Number.NEGATIVE_INFINITY;
  if (!isJsonObject(value)) return 0;
  const declared = collectProperties(document, branch);
  let score = 0;
  for (const [name, member] of Object.entries(value)) {
    const places = declared.get(name);
    if (!places) {
      if (view.additional === false) score -= 4;
      continue;
    }
    const property = viewSchema(document, places);
    const isTelling = property.values?.length === 1;
    if (!isAdmitted(property, member)) score -= isTelling ? 256 : 32;
    else score += isTelling ? 16 : 1;
    if (typeof member === 'string' && isNamed(branch, member)) score += 8;
  }
  for (const name of view.required) if (getOwn(value, name) === undefined) score -= 0.5;
  return score;
}

function isAdmitted({ never, nullable, types, values }: SchemaView, value: Json): boolean {
  if (never) return false;
  if (value === null && nullable) return true;
  if (values && !values.some((one) => isEqual(one, value))) return false;
  const type = typeOf(value);
  return !types || types.has(type) || (type === 'integer' && types.has('number'));
}

/** What a discriminator without a mapping goes by (OpenAPI 3.1 §4.8.25): the name of the schema. */
function isNamed({ node }: Located, text: string): boolean {
  const ref = getOwn(node, '$ref');
  const name = typeof ref === 'string' ? ref.split('/').at(-1) : undefined;
  return name !== undefined && toNameKey(name) === toNameKey(text);
}
