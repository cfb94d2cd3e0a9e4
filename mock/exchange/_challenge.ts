import type { HttpRequest } from '../../kernel/http.ts';
import { toSnippet } from '../../kernel/json.ts';
import { toUuid } from '../../kernel/random.ts';
import { findHttpScheme } from '../../spec/http-schemes.ts';
import type { SecurityClause } from '../../spec/model.ts';
import { isBearer } from './_credentials.ts';
import type { CompiledOperation } from './model.ts';

/** What the operation asks for and what came instead, as a sentence. */
export function toMissingMessage({ operation }: CompiledOperation, request: HttpRequest): string {
  const wanted = operation.security.map((clauses) => clauses.map(toWant).join(' and '));
  const usesField = operation.security.flat().some(({ type }) => type !== 'apiKey');
  const found = usesField
    ? `the field Authorization ${describeSent(request.fields.authorization)}`
    : 'none came';
  return `${operation.id} asks for ${[...new Set(wanted)].join(', or ')}, but ${found} (credentials).`;
}

function toWant(clause: SecurityClause): string {
  if (isBearer(clause)) return 'a bearer token (Authorization: Bearer …)';
  if (clause.type === 'apiKey') return `an API key (${clause.in} ${clause.parameterName})`;
  if (clause.type === 'mutualTLS') return 'the certificate of a client (Client-Cert: :…:)';
  const scheme = findHttpScheme(clause.scheme);
  const parts = scheme?.parameters?.length ? ` with ${scheme.parameters.join(', ')}` : '';
  return `credentials of the scheme ${(scheme?.name ?? clause.scheme) || clause.type}${parts}`;
}

/** The form of what was sent: never the credentials themselves. */
function describeSent(sent: string | undefined): string {
  if (sent === undefined) return 'is missing';
  const [scheme = '', ...rest] = sent.trim().split(/\s+/);
  if (/^bearer$/i.test(scheme)) {
    if (rest.length > 1) return `has ${rest.length + 1} words`;
    return rest.length === 0
      ? 'has no token after Bearer'
      : 'has a token with characters that no token has (RFC 6750 §2.1)';
  }
  if (rest.length === 0) return 'names no scheme';
  return `has the scheme ${toSnippet(scheme, 20)}`;
}

/** Which challenges are made, and what they say of an error. */
export interface ChallengeOptions {
  /** Parameters of the challenge for bearer tokens (RFC 6750 §3). */
  readonly error?: string;
  /** `bearer`: the others are left out. */
  readonly only?: 'bearer';
}

/**
 * One field WWW-Authenticate for each scheme that would do (RFC 9110 §11.6.1). A field for each, as
 * many clients cannot take a list of challenges apart.
 */
export function toChallenges(
  { api, operation }: CompiledOperation,
  { error = '', only }: ChallengeOptions = {},
): [string, string][] {
  const realm = api.document.title.replace(/[^\x20-\x7e]|["\\]/g, '');
  const clauses = operation.security.flat().filter(({ type }) => type !== 'mutualTLS');
  const names = only ? ['Bearer'] : clauses.map(toSchemeName);
  const schemes = [...new Set(names.length > 0 ? names : ['Bearer'])];
  return schemes.map((scheme) => {
    const more = scheme === 'Bearer' && error !== '' ? `, ${error}` : '';
    return ['WWW-Authenticate', `${toChallenge(scheme, realm)}${more}`];
  });
}

function toSchemeName(clause: SecurityClause): string {
  if (isBearer(clause)) return 'Bearer';
  if (clause.type !== 'http') return 'ApiKey';
  const known = findHttpScheme(clause.scheme)?.name;
  return known ?? clause.scheme.replace(/^./, (char) => char.toUpperCase());
}

function toChallenge(scheme: string, realm: string): string {
  // RFC 4559 §4.1: nothing stands after the name until the client has begun.
  if (scheme === 'Negotiate') return scheme;
  if (scheme !== 'Digest') return `${scheme} realm="${realm}"`;
  const nonce = toUuid('nonce', realm).replaceAll('-', '');
  return `Digest realm="${realm}", qop="auth", algorithm=SHA-256, nonce="${nonce}"`;
}
