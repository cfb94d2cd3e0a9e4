import type { DocumentPlace, OpenApiDocument } from './document.ts';
import { readOperations } from './operations.ts';
import { toCanonical } from './path-template.ts';
import { readBasePath } from './servers.ts';

/** A document and the path prefix it is to be served below; '' or nothing for none. */
export interface Placing {
  readonly document: OpenApiDocument;
  readonly base?: string | undefined;
}

/**
 * Gives every document its place. One with a base is served below it only. Of the others, one that
 * shares a path with an earlier one is told apart by the path of its first server.
 */
export function placeDocuments(placings: readonly Placing[]): OpenApiDocument[] {
  const keys = new Map<string, number>();
  const bases = new Set(placings.map(({ base = '' }) => base));
  const isPlain = placings.filter(({ base = '' }) => base === '').length > 1;
  const taken = new Set<string>();
  return placings.map(({ document, base = '' }) => {
    const key = toKey(base, keys);
    if (base !== '') return document.at({ base, isBelow: true, key });
    if (!isPlain) return document.at({ base, isBelow: false, key });
    const own = readOperations(document).map(({ path }) => toCanonical(path));
    const server = own.some((path) => taken.has(path)) ? readBasePath(document) : '';
    for (const path of own) taken.add(path);
    if (server === '' || bases.has(server)) return document.at({ base, isBelow: false, key });
    bases.add(server);
    return document.at({ base: server, isBelow: false, key });
  });
}

/** The base, or for those that share one also the number among them. */
function toKey(base: string, keys: Map<string, number>): DocumentPlace['key'] {
  const count = (keys.get(base) ?? 0) + 1;
  keys.set(base, count);
  return count === 1 ? base : `${base}#${count}`;
}

/** What is wrong with a text as a base, in one sentence; undefined when nothing is. */
export function findBaseMistake(base: string): string | undefined {
  if (!base.startsWith('/')) return `"${base}" does not begin with a slash; write "/${base}".`;
  if (base === '/') return '"/" is where a document is served anyway; leave the base out.';
  if (base.endsWith('/')) return `"${base}" ends with a slash; write "${base.slice(0, -1)}".`;
  if (!/^(\/[A-Za-z0-9._~!$&'()*+,;=:@-]+)+$/.test(base)) {
    return `"${base}" is no plain path; write one such as "/shop" or "/shop/v1".`;
  }
  const [, first = ''] = base.split('/');
  if (['__admin', '__oauth', '_pact', '__s'].includes(first)) {
    return `"/${first}" belongs to the stand-in itself; choose another.`;
  }
  return /\/\.\.?(\/|$)/.test(base) ? `"${base}" has a segment of dots; leave it out.` : undefined;
}
