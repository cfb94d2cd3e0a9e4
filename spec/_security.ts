import { getOwn, isJsonArray, toArray, toText } from '../kernel/json.ts';
import type { Located, OpenApiDocument } from './document.ts';
import type { Security, SecurityClause } from './model.ts';

/** The operation's `security`, else the document's (OpenAPI 3.1 §4.8.10.1); `[]` asks nothing. */
export function readSecurity(document: OpenApiDocument, operation: Located): Security {
  const own = document.child(operation, 'security');
  const list = own ?? document.child(document.root, 'security');
  if (!list || !isJsonArray(list.node)) return [];
  return document
    .children(list)
    .map(({ at }) =>
      document.children(at).map(({ name, at: scopes }) => readClause(document, name, scopes)),
    );
}

function readClause(document: OpenApiDocument, name: string, scopes: Located): SecurityClause {
  const components = document.child(document.root, 'components');
  const schemes = components && document.child(components, 'securitySchemes');
  const reference = schemes && document.child(schemes, name);
  const at = reference && document.follow(reference);
  const text = (member: string) => toText(getOwn(at?.node, member)) ?? '';
  return {
    name,
    type: text('type'),
    scheme: text('scheme').toLowerCase(),
    in: text('in'),
    parameterName: text('name'),
    scopes: toArray(scopes.node).flatMap((scope) => toText(scope) ?? []),
    at: at ?? scopes,
  };
}
