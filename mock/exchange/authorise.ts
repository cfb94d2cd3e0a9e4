import type { KeyObject } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import type { Finding } from '../../kernel/finding.ts';
import { type HttpRequest, splitTarget } from '../../kernel/http.ts';
import { isJsonArray, type Json, type JsonObject, toSnippet, toText } from '../../kernel/json.ts';
import { isProblem, Problem } from '../../kernel/problem.ts';
import { toLocation } from '../../spec/document.ts';
import type { SecurityClause } from '../../spec/model.ts';
import { isBearer, toChallenge, toMissingMessage } from './_challenge.ts';
import { checkSignature, checkTimes, getClaimValues, readClaims, type TokenFault } from './_jwt.ts';

export { toVerificationKey } from './_jwt.ts';

import type { PathTexts } from './match.ts';
import type { Actor, ClaimRule, CompiledOperation } from './model.ts';

/** What credentials are judged with. */
export interface Authority {
  readonly clock: Clock;
  /** Without a key signatures are not checked, and a token need not be a JWT. */
  readonly key?: KeyObject;
}

interface Caller {
  readonly compiled: CompiledOperation;
  readonly request: HttpRequest;
  readonly path: PathTexts;
}

/**
 * Asks for the credentials that the operation's security requirements name (401 with
 * WWW-Authenticate, RFC 9110 §11.6.1) and checks a presented JWT against the overlay's rules on
 * claims (403). Credentials are judged by presence and form; nobody issues any offline.
 */
export function authorise(caller: Caller, authority: Authority): Actor | Problem {
  const { operation, api, claims: rules } = caller.compiled;
  const { security } = operation;
  const isMet = security.length === 0 || security.some((clauses) => clauses.every(meets(caller)));
  if (!isMet) return toMissing(caller);
  const token = getBearer(caller.request);
  const isAsked = security.flat().some(isBearer) || rules.length > 0;
  if (token === undefined || !isAsked) return { user: api.unknownActor, system: api.unknownActor };
  const claims = judge(caller, { token, authority });
  return isProblem(claims) ? claims : toActor(caller.compiled, claims);
}

function meets({ request }: Caller) {
  return (clause: SecurityClause): boolean => {
    if (isBearer(clause)) return getBearer(request) !== undefined;
    if (clause.type === 'apiKey') return getApiKey(request, clause) !== undefined;
    if (clause.type === 'http') return hasScheme(request, clause.scheme);
    return true;
  };
}

function getBearer({ fields }: HttpRequest): string | undefined {
  return /^bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(fields.authorization ?? '')?.[1];
}

function hasScheme({ fields }: HttpRequest, scheme: string): boolean {
  const [given = '', credentials = ''] = (fields.authorization ?? '').trim().split(/\s+/, 2);
  if (given.toLowerCase() !== scheme || credentials === '') return false;
  return scheme !== 'basic' || Buffer.from(credentials, 'base64').toString().includes(':');
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

function toMissing({ compiled, request }: Caller): Problem {
  const message = toMissingMessage(compiled, request);
  const [first] = compiled.operation.security.flat();
  const findings = [toFinding('credentials', { message, ...(first && { clause: first }) })];
  const fields: [string, string][] = [['WWW-Authenticate', toChallenge(compiled)]];
  return new Problem('credentials-missing', message, { findings, fields });
}

interface Token {
  readonly token: string;
  readonly authority: Authority;
}

/** The claims of a token that may be used; {} for one that is no JWT. */
function judge(caller: Caller, { token, authority }: Token): JsonObject | Problem {
  const unsigned = authority.key && checkSignature(token, authority.key);
  if (unsigned) return toInvalid(caller.compiled, unsigned);
  const claims = readClaims(token);
  if (!claims) return {};
  const late = checkTimes(claims, authority.clock.now());
  if (late) return toInvalid(caller.compiled, late);
  for (const rule of caller.compiled.claims) {
    const broken = checkClaim(caller, rule, claims);
    if (broken) return broken;
  }
  return claims;
}

function toInvalid(compiled: CompiledOperation, fault: TokenFault): Problem {
  const challenge = toChallenge(
    compiled,
    `, error="invalid_token", error_description="${fault.rule}"`,
  );
  return new Problem('credentials-invalid', fault.message, {
    findings: [toFinding(fault.rule, { message: fault.message })],
    fields: [['WWW-Authenticate', challenge]],
  });
}

function checkClaim(caller: Caller, rule: ClaimRule, claims: JsonObject): Problem | undefined {
  const values = getClaimValues(claims, rule.claim);
  if (!values) return undefined;
  const { contains } = rule;
  const wanted =
    typeof contains === 'string' ? contains : decode(caller.path(contains.parameter) ?? '');
  if (values.includes(wanted)) return undefined;
  const found = toSnippet(values, 120);
  const message =
    `The claim ${rule.claim} of the token must contain ${toSnippet(wanted)}, but is ${found}. ${rule.message}`.trim();
  const findings = [toFinding('claim', { message, name: rule.claim, value: found })];
  return new Problem('claim-missing', message, { findings, label: rule.code });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Left as it is: the check of parameters reports malformed percent-encoding.
    return text;
  }
}

function toActor({ api }: CompiledOperation, claims: JsonObject): Actor {
  const read = (name: string | undefined) => name && toWord(claims[name]);
  return {
    user: read(api.actorClaims.user) || api.unknownActor,
    system: read(api.actorClaims.system) || api.unknownActor,
  };
}

/** A claim such as `aud` may be one text or several (RFC 7519 §4.1.3). */
function toWord(value: Json | undefined): string | undefined {
  return isJsonArray(value) ? toText(value[0]) : toText(value);
}

interface FindingDetails {
  readonly message: string;
  readonly name?: string;
  readonly value?: string;
  readonly clause?: SecurityClause;
}

function toFinding(rule: string, { message, name, value, clause }: FindingDetails): Finding {
  return {
    part: 'security',
    ...(name !== undefined && { name }),
    instanceLocation: '',
    keywordLocation: clause ? toLocation(clause.at) : '',
    rule,
    ...(value !== undefined && { value }),
    message,
  };
}
