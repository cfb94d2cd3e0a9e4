import { getOwn, isEqual, isJsonObject, toArray } from '../kernel/json.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { isNullable } from './nullable.ts';
import { type SchemaView, viewSchema } from './schema.ts';

/** How deep properties are compared. */
const deepest = 6;

/**
 * True for a schema whose `oneOf` nothing satisfies by the letter, as can be read off it: each branch
 * says all that another one says, so that whatever matches it matches that one, too.
 */
export function isHopeless(document: OpenApiDocument, at: Located): boolean {
  const list = document.child(at, 'oneOf');
  const branches = list ? document.children(list).map((member) => member.at) : [];
  if (branches.length < 2) return false;
  const views = branches.map((branch) => viewSchema(document, branch));
  return views.every((inner, index) =>
    views.some((outer, other) => other !== index && isContained(document, { inner, outer })),
  );
}

interface Pair {
  readonly inner: SchemaView;
  readonly outer: SchemaView;
}

function isContained(document: OpenApiDocument, { inner, outer }: Pair, depth = 0): boolean {
  if (depth > deepest || inner.nullable !== outer.nullable) return false;
  if (inner.readOnly !== outer.readOnly || inner.writeOnly !== outer.writeOnly) return false;
  return outer.sources.every((part) => {
    if (inner.sources.some(({ node }) => node === part.node)) return true;
    if (!isJsonObject(part.node)) return part.node === true;
    return Object.keys(part.node).every((keyword) =>
      keyword === 'properties'
        ? areContained(document, { inner, outer }, depth)
        : isSaid(document, inner, { part, keyword }),
    );
  });
}

function areContained(document: OpenApiDocument, { inner, outer }: Pair, depth: number): boolean {
  return [...outer.properties].every(([name, places]) => {
    const own = inner.properties.get(name);
    const pair = own && { inner: viewSchema(document, own), outer: viewSchema(document, places) };
    return pair !== undefined && isContained(document, pair, depth + 1);
  });
}

/** Keywords that say nothing of values, and those that are read before. */
const silent =
  /^(title|description|default|examples?|deprecated|externalDocs|xml|discriminator|nullable|readOnly|writeOnly|allOf|\$ref|\$comment|x-.*)$/;
/** Keywords whose meaning depends on what stands beside them. */
const dependent = /^(additional|unevaluated|pattern)(Properties|Items)$|^(if|then|else|items)$/;

interface Rule {
  readonly part: Located;
  readonly keyword: string;
}

function isSaid(document: OpenApiDocument, inner: SchemaView, { part, keyword }: Rule): boolean {
  if (silent.test(keyword)) return true;
  if (dependent.test(keyword)) return false;
  const value = getOwn(part.node, keyword);
  if (keyword === 'required') {
    return toArray(value).every((name) => typeof name === 'string' && inner.required.has(name));
  }
  const isLoose = isNullable(part, document);
  return inner.sources.some(
    (other) =>
      other.source === part.source &&
      isEqual(getOwn(other.node, keyword), value) &&
      isNullable(other, document) === isLoose,
  );
}
