import type { KeyObject } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import type { Finding } from '../../kernel/finding.ts';
import type { HttpRequest } from '../../kernel/http.ts';
import { isJsonArray, type Json, type JsonObject, toSnippet, toText } from '../../kernel/json.ts';
import { memoise } from '../../kernel/memo.ts';
import { isProblem, Problem } from '../../kernel/problem.ts';
import { toLocation } from '../../spec/document.ts';
import type { Security, SecurityClause } from '../../spec/model.ts';
import { toChallenges, toMissingMessage } from './_challenge.ts';
import { getBearer, isBearer, meets } from './_credentials.ts';
import { checkScopes } from './_scopes.ts';
import { checkSignature, checkTimes, getClaimValues, readClaims, type TokenFault } from './jwt.ts';

export { toVerificationKey } from './jwt.ts';

import type { PathTexts } from './match.ts';
import type { Actor, Api, ClaimRule, CompiledOperation } from './model.ts';

/** What credentials are judged with. */
export interface Authority {
  readonly clock: Clock;
  /** Without a key signatures are not checked, and a token need not be a JWT. */
  readonly key?: KeyObject | undefined;
}

interface Caller {
  readonly compiled: CompiledOperation;
  readonly request: HttpRequest;
  readonly path: PathTexts;
}

/**
 * Asks for the credentials that one of the operation's security requirements names (401 with
 * WWW-Authenticate, RFC 9110 §11.6.1) and checks a presented JWT against the overlay's rules on
 * claims and the scopes that are asked (403). Credentials are judged by presence and form.
 */
export function authorise(caller: Caller, authority: Authority): Actor | Problem {
  const { operation, api, claims: rules } = caller.compiled;
  const { security } = operation;
  const met = security.filter((clauses) => meets(caller.request, clauses));
  if (security.length > 0 && met.length === 0) return toMissing(caller);
  const token = getBearer(caller.request);
  const isAsked = rules.length > 0 || asksForToken(security);
  if (token === undefined || !isAsked) return toNobody(api);
  const claims = judge(caller, { token, authority });
  if (isProblem(claims)) return claims;
  if (claims === noClaims) return toNobody(api);
  return checkScopes(caller.compiled, met, claims) ?? toActor(caller.compiled, claims);
}

const noClaims: JsonObject = {};

const toNobody: (api: Api) => Actor = memoise(({ unknownActor }) => {
  return { user: unknownActor, system: unknownActor };
});

function toMissing({ compiled, request }: Caller): Problem {
  const message = toMissingMessage(compiled, request);
  const [first] = compiled.operation.security.flat();
  const findings = [toFinding('credentials', { message, ...(first && { clause: first }) })];
  const fields = toChallenges(compiled);
  return new Problem('credentials-missing', message, { findings, fields });
}

interface Token {
  readonly token: string;
  readonly authority: Authority;
}

const asksForToken: (security: Security) => boolean = memoise((security) =>
  security.flat().some(isBearer),
);

/** The claims of a token that may be used; {} for one that is no JWT. */
function judge(caller: Caller, { token, authority }: Token): JsonObject | Problem {
  const unsigned = authority.key && checkSignature(token, authority.key);
  if (unsigned) return toInvalid(caller.compiled, unsigned);
  const claims = readClaims(token);
  if (!claims) return noClaims;
  const late = checkTimes(claims, authority.clock.now());
  if (late) return toInvalid(caller.compiled, late);
  for (const rule of caller.compiled.claims) {
    const broken = checkClaim(caller, rule, claims);
    if (broken) return broken;
  }
  return claims;
}

function toInvalid(compiled: CompiledOperation, fault: TokenFault): Problem {
  const error = `error="invalid_token", error_description="${fault.rule}"`;
  return new Problem('credentials-invalid', fault.message, {
    findings: [toFinding(fault.rule, { message: fault.message })],
    fields: toChallenges(compiled, { error, only: 'bearer' }),
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
