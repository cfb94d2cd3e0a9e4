import { type HttpRequest, splitTarget } from '../../kernel/http.ts';
import { memoise } from '../../kernel/memo.ts';
import { findHttpScheme } from '../../spec/http-schemes.ts';
import type { SecurityClause } from '../../spec/model.ts';
import { readClaims } from './jwt.ts';

/** True for what is sent as `Authorization: Bearer …` (RFC 6750 §2.1). */
export function isBearer({ type, scheme }: SecurityClause): boolean {
  return type === 'oauth2' || type === 'openIdConnect' || (type === 'http' && scheme === 'bearer');
}

/** The bearer token of a request; undefined when there is none, or none of that form. */
export function getBearer({ fields }: HttpRequest): string | undefined {
  return /^bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(fields.authorization ?? '')?.[1];
}

/**
 * True when a request carries everything that one security requirement names. Schemes of HTTP share
 * the one field Authorization, which is no list: of several, one is enough.
 */
export function meets(request: HttpRequest, clauses: readonly SecurityClause[]): boolean {
  const { shared, others } = toShared(clauses);
  const isShown = shared.length === 0 || shared.some((clause) => hasAuthorization(request, clause));
  return isShown && others.every((clause) => hasOther(request, clause));
}

const toShared = memoise((clauses: readonly SecurityClause[]) => {
  const shared = clauses.filter(({ type }) => type === 'http' || isToken(type));
  return { shared, others: clauses.filter((clause) => !shared.includes(clause)) };
});

function isToken(type: string): boolean {
  return type === 'oauth2' || type === 'openIdConnect';
}

function hasAuthorization(request: HttpRequest, clause: SecurityClause): boolean {
  if (isBearer(clause)) return getBearer(request) !== undefined;
  return hasScheme(request, clause.scheme);
}

/** A scheme that is unknown asks for nothing, and so does one that says nothing of where it is. */
function hasOther(request: HttpRequest, clause: SecurityClause): boolean {
  if (clause.type === 'mutualTLS') return hasCertificate(request);
  if (clause.type !== 'apiKey' || clause.parameterName === '') return true;
  return getApiKey(request, clause) !== undefined;
}

/**
 * The certificate of a client ends at whatever speaks TLS, not here. A proxy that passes it on does
 * so in `Client-Cert` (RFC 9440 §2.2), whose form is checked; without one it is taken for shown.
 */
function hasCertificate({ fields }: HttpRequest): boolean {
  const passed = fields['client-cert'];
  return passed === undefined || /^:[A-Za-z0-9+/]+={0,2}:$/.test(passed.trim());
}

/** Credentials of a scheme (RFC 9110 §11.4) in the form that its own specification gives them. */
function hasScheme({ fields }: HttpRequest, scheme: string): boolean {
  const sent = (fields.authorization ?? '').trim();
  const [given = ''] = sent.split(/\s+/, 1);
  const credentials = sent.slice(given.length).trim();
  if (scheme === '') return given !== '';
  if (given.toLowerCase() !== scheme || credentials === '') return false;
  if (scheme === 'basic') return isBasic(credentials);
  if (scheme === 'dpop')
    return isToken68(credentials) && readClaims(fields.dpop ?? '') !== undefined;
  const known = findHttpScheme(scheme);
  if (!known) return true;
  const { parameters } = known;
  if (!parameters) return isToken68(credentials) || readParameters(credentials).size > 0;
  const found = readParameters(credentials);
  return found.size > 0 && parameters.every((name) => found.has(name));
}

/** Base64 of a name, a colon and a password (RFC 7617 §2). */
function isBasic(credentials: string): boolean {
  return isToken68(credentials) && Buffer.from(credentials, 'base64').toString().includes(':');
}

function isToken68(text: string): boolean {
  return /^[A-Za-z0-9._~+/-]+=*$/.test(text);
}

/** The names of `auth-param`s (RFC 9110 §11.2), in lower case. */
function readParameters(text: string): ReadonlySet<string> {
  const pairs = text.matchAll(/([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s,"]+)/g);
  return new Set([...pairs].map(([, name = '']) => name.toLowerCase()));
}

function getApiKey({ fields, target }: HttpRequest, clause: SecurityClause): string | undefined {
  const name = clause.parameterName;
  if (clause.in === 'header') return fields[name.toLowerCase()] || undefined;
  if (clause.in === 'query')
    return new URLSearchParams(splitTarget(target).query).get(name) || undefined;
  const cookies = (fields.cookie ?? '').split(/;\s*/);
  return (
    cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) || undefined
  );
}
