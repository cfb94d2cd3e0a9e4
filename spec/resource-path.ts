import type { OpenApiDocument } from './document.ts';
import { decodePercent } from './parameters/percent.ts';
import { countNames, toCanonical, toSegments, withoutFormat } from './path-template.ts';
import type { Resource, View } from './resource.ts';

/** A collection that a concrete path names, and the identities in the path. */
export interface ResourceAt {
  readonly resource: Resource;
  readonly parents: readonly string[];
  /** Set when the path shows a part of the collection: the view, and every identity in the path. */
  readonly part?: { readonly view: View; readonly values: readonly string[] };
}

/**
 * The resource that the concrete path of a collection names. The path may begin with the base of
 * the document, which tells documents with the same collections apart; without it, the first
 * document that has the collection is meant.
 */
export function findResourceAt(
  path: string,
  resources: readonly Resource[],
): ResourceAt | undefined {
  const find = (own: readonly Resource[], below: string): ResourceAt | undefined => {
    for (const { draft: resource, parents } of findFitting(below, own)) {
      return { resource, parents };
    }
    return findPart(below, own);
  };
  return findByBase(path, resources, find);
}

/** The collection that a path shows a part of. */
export function findPart(path: string, resources: readonly Resource[]): ResourceAt | undefined {
  const all = resources.flatMap((resource) =>
    resource.views.map((view) => ({ resource, view, collection: view.collection })),
  );
  for (const { draft, parents: values } of findFitting(path, all)) {
    const { resource, view } = draft;
    const parents = values.slice(0, countNames(resource.id));
    return { resource, parents, part: { view, values } };
  }
  return undefined;
}

/** Looks in the documents of the base that a path begins with, and then in all. */
export function findByBase<T extends { readonly document: OpenApiDocument }, Found>(
  path: string,
  parts: readonly T[],
  find: (parts: readonly T[], path: string) => Found | undefined,
): Found | undefined {
  for (const base of new Set(parts.map(({ document }) => document.place.base))) {
    if (base === '' || !path.startsWith(`${base}/`)) continue;
    const own = parts.filter(({ document }) => document.place.base === base);
    const found = find(own, path.slice(base.length));
    if (found) return found;
  }
  return find(parts, path);
}

/**
 * What has a collection path that this concrete one fits, and the identities in it. An extension of
 * the former may be left out.
 */
export function* findFitting<T extends { readonly collection: string }>(
  path: string,
  drafts: Iterable<T>,
): Generator<{ readonly draft: T; readonly parents: readonly string[] }> {
  const segments = toSegments(path).map((segment) => decodePercent(segment) ?? segment);
  for (const draft of drafts) {
    const collection = toCanonical(draft.collection);
    const template = toSegments(collection);
    const last = toSegments(withoutFormat(collection)).at(-1);
    const isFit =
      template.length === segments.length &&
      template.every((segment, index) => {
        if (segment === '{}' || segment === segments[index]) return true;
        return index === template.length - 1 && last === segments[index];
      });
    if (isFit) yield { draft, parents: segments.filter((_, index) => template[index] === '{}') };
  }
}
