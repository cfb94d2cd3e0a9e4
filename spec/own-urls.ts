import { getOwn, toText } from '../kernel/json.ts';
import type { Located, OpenApiDocument } from './document.ts';

/**
 * The paths under which a URL of the document's own servers is reached here: as it stands, and
 * below the path of its server. None for a URL of somebody else's, or for what is no URL. A relative
 * one is the document's own (OpenAPI 3.1 §4.6).
 */
export function findOwnPaths(document: OpenApiDocument, url: string): string[] {
  if (url === '') return [];
  const paths = new Set<string>();
  for (const server of readServerUrls(document)) {
    const target = parseUrl(url, server);
    if (!target || target.host !== server.host) continue;
    const base = server.pathname.replace(/\/+$/, '');
    paths.add(target.pathname);
    if (base !== '' && target.pathname.startsWith(`${base}/`)) {
      paths.add(target.pathname.slice(base.length));
    }
  }
  const { base, isBelow } = document.place;
  const below = base === '' ? [] : [...paths].map((path) => base + path);
  return isBelow ? below : [...paths, ...below];
}

/** The servers of the document, variables at their defaults; without any, the root of this one. */
function readServerUrls(document: OpenApiDocument): URL[] {
  const home = /^https?:/.test(document.entry.uri) ? document.entry.uri : 'http://localhost/';
  const list = document.child(document.root, 'servers');
  const servers = list ? document.children(list).map(({ at }) => at) : [];
  const urls = servers.flatMap((at) => {
    const url = parseUrl(fillVariables(document, at), new URL(home));
    return url ? [url] : [];
  });
  return urls.length > 0 ? urls : [new URL(home)];
}

function fillVariables(document: OpenApiDocument, server: Located): string {
  const variables = document.child(server, 'variables');
  const url = toText(getOwn(server.node, 'url')) ?? '';
  return url.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const variable = variables && document.child(variables, name);
    return toText(getOwn(variable?.node, 'default')) ?? whole;
  });
}

/** A reference resolved against a server, whose path is taken for a folder. */
function parseUrl(text: string, server: URL): URL | undefined {
  const folder = new URL(server);
  if (!folder.pathname.endsWith('/')) folder.pathname += '/';
  return URL.canParse(text, folder.href) ? new URL(text, folder) : undefined;
}
