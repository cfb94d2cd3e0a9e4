import { isJsonObject } from '../kernel/json.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { methods } from './model.ts';

/** An operation of a path item, with the method as it is sent. */
export interface PathItemOperation {
  readonly method: string;
  readonly at: Located;
}

/**
 * The operations of a path item: those of the methods with a field of their own, and those of
 * `additionalOperations` under any other (OpenAPI 3.2 §4.9). Some may be no objects. A reference in
 * the place of one is followed, though OpenAPI has none there.
 */
export function listOperations(document: OpenApiDocument, item: Located): PathItemOperation[] {
  const fixed = methods.flatMap((name) => {
    const at = document.child(item, name);
    return at ? [{ method: name.toUpperCase(), at: document.follow(at) ?? at }] : [];
  });
  const additional = document.child(item, 'additionalOperations');
  if (!additional || !isJsonObject(additional.node)) return fixed;
  const known = new Set(fixed.map(({ method }) => method));
  const others = document.children(additional).filter(({ name }) => !known.has(name));
  const beyond = others.map(({ name, at }) => ({ method: name, at: document.follow(at) ?? at }));
  return [...fixed, ...beyond];
}

/** The template under which a path is served: one without a slash at its beginning gets it. */
export function toPath(name: string): string {
  return name.startsWith('/') ? name : `/${name}`;
}
