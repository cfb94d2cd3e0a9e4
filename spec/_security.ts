import { isJsonArray, isJsonObject, toArray, toText } from '../kernel/json.ts';
import type { Located, OpenApiDocument } from './document.ts';
import type { Security, SecurityClause } from './model.ts';
import { findSecurityScheme } from './security-schemes.ts';

/** The operation's `security`, else the document's (OpenAPI 3.1 §4.8.10.1); `[]` asks nothing. */
export function readSecurity(document: OpenApiDocument, operation: Located): Security {
  const own = document.child(operation, 'security');
  const list = own ?? document.child(document.root, 'security');
  if (!list || !isJsonArray(list.node)) return [];
  return document
    .children(list)
    .filter(({ at }) => isJsonObject(at.node))
    .map(({ at }) =>
      document.children(at).map(({ name, at: scopes }) => readClause(document, name, scopes)),
    );
}

function readClause(document: OpenApiDocument, name: string, scopes: Located): SecurityClause {
  const found = findSecurityScheme(document, name, scopes);
  return {
    name,
    type: found?.type ?? '',
    scheme: found?.scheme ?? '',
    in: found?.in ?? '',
    parameterName: found?.parameterName ?? '',
    scopes: toArray(scopes.node).flatMap((scope) => toText(scope) ?? []),
    at: found?.at ?? scopes,
  };
}
