import type { OpenApiDocument } from './document.ts';
import { readOperations } from './operations.ts';
import type { GivenOverride, NamedOperation } from './override.ts';
import { isNameSegment, toSegments, withoutFormat } from './path-template.ts';

/** What an override of a document may name. */
export function toOverrideGround(
  document: OpenApiDocument,
): Required<Pick<GivenOverride, 'collections' | 'operations'>> {
  const operations = readOperations(document);
  const named = operations.map((operation): NamedOperation => {
    const { id, method, path } = operation;
    return {
      ...{ id, method, path },
      get parameters() {
        const query = operation.parameters.filter((parameter) => parameter.in === 'query');
        return query.map(({ name }) => name);
      },
    };
  });
  return { collections: listCollections(operations.map(({ path }) => path)), operations: named };
}

/** The path templates before each name, and those that end in no name. */
export function listCollections(paths: readonly string[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const segments = toSegments(withoutFormat(path));
    for (let length = 0; length < segments.length; length++) {
      if (isNameSegment(segments[length])) found.add(`/${segments.slice(0, length).join('/')}`);
    }
    if (!isNameSegment(segments.at(-1))) found.add(path);
  }
  return [...found];
}
