import type { HttpRequest } from '../../kernel/http.ts';
import { toSnippet } from '../../kernel/json.ts';
import type { SecurityClause } from '../../spec/model.ts';
import type { CompiledOperation } from './model.ts';

/** True for what is sent as `Authorization: Bearer …` (RFC 6750 §2.1). */
export function isBearer({ type, scheme }: SecurityClause): boolean {
  return type === 'oauth2' || type === 'openIdConnect' || (type === 'http' && scheme === 'bearer');
}

/** What the operation asks for and what came instead, as a sentence. */
export function toMissingMessage({ operation }: CompiledOperation, request: HttpRequest): string {
  const wanted = operation.security.map((clauses) => clauses.map(toWant).join(' and '));
  const usesField = operation.security.flat().some(({ type }) => type !== 'apiKey');
  const found = usesField
    ? `the field Authorization ${describeSent(request.fields.authorization)}`
    : 'none came';
  return `${operation.id} asks for ${wanted.join(', or ')}, but ${found} (credentials).`;
}

function toWant(clause: SecurityClause): string {
  if (isBearer(clause)) return 'a bearer token (Authorization: Bearer …)';
  if (clause.type === 'apiKey') return `an API key (${clause.in} ${clause.parameterName})`;
  return `credentials of the scheme ${clause.scheme || clause.type}`;
}

/** The form of what was sent: never the credentials themselves. */
function describeSent(sent: string | undefined): string {
  if (sent === undefined) return 'is missing';
  const [scheme = '', ...rest] = sent.trim().split(/\s+/);
  if (rest.length > 1) return `has ${rest.length + 1} words`;
  if (/^bearer$/i.test(scheme)) {
    return rest.length === 0
      ? 'has no token after Bearer'
      : 'has a token with characters that no token has (RFC 6750 §2.1)';
  }
  return rest.length === 0 ? 'names no scheme' : `has the scheme ${toSnippet(scheme, 20)}`;
}

/** The value of WWW-Authenticate (RFC 9110 §11.6.1), with error parameters where there are some. */
export function toChallenge({ api, operation }: CompiledOperation, error = ''): string {
  const realm = api.document.title.replace(/[^\x20-\x7e]|["\\]/g, '');
  const clauses = operation.security.flat();
  const names = clauses.map((clause) => {
    if (isBearer(clause)) return 'Bearer';
    return clause.type === 'http'
      ? clause.scheme.replace(/^./, (char) => char.toUpperCase())
      : 'ApiKey';
  });
  const schemes = [...new Set(names.length > 0 ? names : ['Bearer'])];
  return schemes.map((scheme) => `${scheme} realm="${realm}"${error}`).join(', ');
}
