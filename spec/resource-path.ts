import { decodePercent } from './parameters/percent.ts';
import { toCanonical, toSegments } from './path-template.ts';
import type { Resource } from './resource.ts';

/** A collection that a concrete path names, and the identities in the path. */
export interface ResourceAt {
  readonly resource: Resource;
  readonly parents: readonly string[];
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
  for (const base of new Set(resources.map(({ document }) => document.place.base))) {
    if (base === '' || !path.startsWith(`${base}/`)) continue;
    const own = resources.filter(({ document }) => document.place.base === base);
    const found = findBelow(path.slice(base.length), own);
    if (found) return found;
  }
  return findBelow(path, resources);
}

function findBelow(path: string, resources: readonly Resource[]): ResourceAt | undefined {
  const segments = toSegments(path).map((segment) => decodePercent(segment) ?? segment);
  for (const resource of resources) {
    const template = toSegments(toCanonical(resource.collection));
    const isFit =
      template.length === segments.length &&
      template.every((segment, index) => segment === '{}' || segment === segments[index]);
    if (isFit)
      return { resource, parents: segments.filter((_, index) => template[index] === '{}') };
  }
  return undefined;
}
