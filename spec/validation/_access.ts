import type { Located, OpenApiDocument } from '../document.ts';
import { viewSchema } from '../schema.ts';

/** Requests may omit readOnly properties, replies writeOnly ones (OpenAPI 3.1 §4.8.24.2). */
export type Direction = 'request' | 'response';

/** The document, and which way the value goes. */
export interface Access {
  readonly document: OpenApiDocument;
  readonly direction: Direction;
}

/** True for a property that is marked for the other direction. */
export function isForeign(property: Located, { document, direction }: Access): boolean {
  const view = viewSchema(document, property);
  return direction === 'request' ? view.readOnly : view.writeOnly;
}

/** Names that any branch applying to the same value marks for the other direction. */
export function getForeign(at: Located, access: Access): ReadonlySet<string> {
  const found = new Set<string>();
  collect(at, { access, found, seen: new Set() });
  return found;
}

interface Search {
  readonly access: Access;
  readonly found: Set<string>;
  readonly seen: Set<unknown>;
}

function collect(at: Located, search: Search): void {
  if (search.seen.has(at.node)) return;
  search.seen.add(at.node);
  const view = viewSchema(search.access.document, at);
  for (const [name, places] of view.properties) {
    if (places.some((place) => isForeign(place, search.access))) search.found.add(name);
  }
  for (const branch of [...view.alternatives.flat(), ...view.conditionals]) {
    collect(branch, search);
  }
}
