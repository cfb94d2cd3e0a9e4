import { getOwn, toText } from '../kernel/json.ts';
import type { Located, OpenApiDocument } from './document.ts';

/**
 * The path of the document's first server (OpenAPI 3.1 §4.8.5), its variables at their defaults and
 * without a slash at its end; '' when there is none.
 */
export function readBasePath(document: OpenApiDocument): string {
  const servers = document.child(document.root, 'servers');
  const first = servers && document.child(servers, 0);
  const url = toText(getOwn(first?.node, 'url'));
  if (first === undefined || url === undefined) return '';
  const filled = fillVariables(document, first, url);
  const path = /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*([^?#]*)/i.exec(filled)?.[1] ?? filled;
  return path.startsWith('/') && !path.includes('{') ? path.replace(/\/+$/, '') : '';
}

function fillVariables(document: OpenApiDocument, server: Located, url: string): string {
  const variables = document.child(server, 'variables');
  return url.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const variable = variables && document.child(variables, name);
    return toText(getOwn(variable?.node, 'default')) ?? whole;
  });
}
