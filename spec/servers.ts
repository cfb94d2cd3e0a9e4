import { getOwn, isJsonArray, toArray, toText } from '../kernel/json.ts';
import { fromPointer, getAt, toPointer } from '../kernel/pointer.ts';
import type { Located, OpenApiDocument } from './document.ts';
import type { Operation } from './model.ts';
import { decodePercent } from './parameters/percent.ts';

/** The most paths that the values of one server's variables make. */
const most = 16;

/**
 * The path of the document's first server (OpenAPI 3.1 §4.8.5), its variables at their defaults and
 * without a slash at its end; '' when there is none.
 */
export function readBasePath(document: OpenApiDocument): string {
  const servers = document.child(document.root, 'servers');
  const first = servers && document.child(servers, 0);
  return (first && readServer(document, first)[0]) ?? '';
}

/**
 * Gives the paths of the servers of an operation: its own, else its path item's, else the
 * document's (OpenAPI 3.1 §4.8.10.1), each once and the default one of each server first. Variables
 * take every value they may have. A server at the root, or whose path is not known, has none.
 */
export function createServerPaths(
  document: OpenApiDocument,
): (operation: Operation) => readonly string[] {
  const shared = readServers(document, document.root) ?? [];
  const items = new Map<unknown, readonly string[]>();
  return ({ at }) => {
    const own = readServers(document, at);
    if (own) return own;
    const item = findPathItem(at);
    const known = items.get(item.node);
    if (known) return known;
    const paths = readServers(document, item) ?? shared;
    items.set(item.node, paths);
    return paths;
  };
}

/** Where an operation stands: a member of its path item, or of `additionalOperations` in it. */
function findPathItem({ source, pointer }: Located): Located {
  const tokens = fromPointer(pointer).slice(0, -1);
  if (tokens.at(-1) === 'additionalOperations') tokens.pop();
  const above = toPointer(tokens);
  return { source, pointer: above, node: getAt(source.root, above) ?? null };
}

/** Undefined where no servers are named: then those of what stands above count. */
function readServers(document: OpenApiDocument, owner: Located): string[] | undefined {
  const servers = document.child(owner, 'servers');
  if (!servers || !isJsonArray(servers.node) || servers.node.length === 0) return undefined;
  const all = document.children(servers).map(({ at }) => readServer(document, at));
  // Defaults before the other values of any server.
  const paths = [...all.flatMap(([first]) => first ?? []), ...all.flat()];
  return [...new Set(paths)].filter((path) => path !== '');
}

/** The paths that the URL of a server can have, the default first; none when it is no URL. */
function readServer(document: OpenApiDocument, server: Located): string[] {
  const url = toText(getOwn(server.node, 'url'));
  if (url === undefined) return [];
  const path = toPathPart(url);
  const names = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  let filled = [path];
  for (const name of new Set(names)) {
    const values = readValues(document, server, name);
    filled = filled
      .flatMap((text) => values.map((value) => text.replaceAll(`{${name}}`, () => value)))
      .slice(0, most);
  }
  return filled.flatMap((text) => toPath(text, document.entry.uri) ?? []);
}

/** What stands behind the authority; a host whose name is a variable is no business of ours. */
function toPathPart(url: string): string {
  return (/^(?:[^/?#]+:)?\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] ?? url).replace(/[?#].*$/, '');
}

function readValues(document: OpenApiDocument, server: Located, name: string): string[] {
  const variables = document.child(server, 'variables');
  const variable = variables && document.child(variables, name);
  const values = [
    getOwn(variable?.node, 'default'),
    ...toArray(getOwn(variable?.node, 'enum')),
  ].flatMap((value) => (typeof value === 'object' ? [] : (toText(value) ?? [])));
  return [...new Set(values)];
}

/** A relative one is resolved against where the document was read from, when that is a server. */
function toPath(path: string, documentUri: string): string | undefined {
  const base = /^https?:/.test(documentUri) ? documentUri : 'http://localhost/';
  try {
    const { pathname } = new URL(path === '' ? '/' : path, base);
    const decoded = decodePercent(pathname);
    return decoded === undefined || /[{}]/.test(decoded) ? undefined : decoded.replace(/\/+$/, '');
  } catch {
    // What is no URL leads nowhere.
    return undefined;
  }
}
