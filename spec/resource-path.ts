import { decodePercent } from './parameters/percent.ts';
import { toCanonical, toSegments } from './path-template.ts';
import type { Resource } from './resource.ts';

/** The resource that the concrete path of a collection names, and the identities in the path. */
export function findResourceAt(
  path: string,
  resources: readonly Resource[],
): { readonly resource: Resource; readonly parents: readonly string[] } | undefined {
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
