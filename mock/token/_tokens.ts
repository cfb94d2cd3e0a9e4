import { signToken } from '../../fixtures/token.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { parseJson } from '../../kernel/json-text.ts';
import { toUuid } from '../../kernel/random.ts';
import type { Call } from '../exchange/model.ts';
import type { Form, Refusal } from './_form.ts';
import { toIssuerUrl } from './_places.ts';
import { seal } from './_sealed.ts';
import type { TokenIssuer } from './issuer.ts';

/** Who gets a token, for what. */
export interface Grant {
  readonly client?: string;
  /** Absent where a client acts for itself. */
  readonly user?: string;
  readonly scopes: readonly string[];
  readonly audience?: string;
  readonly nonce?: string;
  /** The flow it came by. */
  readonly flow: string;
  /** Distinguishes a refreshed token from the one before. */
  readonly generation: number;
}

/** How tokens are issued: seconds they live, and claims that are wanted besides. */
export interface Wishes {
  readonly lifetime: number;
  readonly claims: JsonObject;
}

const usualLifetime = 3600;

/**
 * `expires_in` and `claims` (JSON) of a token request: no client sends them, but a test may, for a
 * token that is soon or already expired, or has the roles it needs.
 */
export function readWishes(form: Form): Wishes | Refusal {
  const error = 'invalid_request';
  const seconds = form('expires_in') ?? String(usualLifetime);
  if (!/^-?\d{1,9}$/.test(seconds)) {
    return { error, description: `expires_in is ${seconds}, not a number of seconds.` };
  }
  const read = parseJson(form('claims') ?? '{}');
  const claims = 'value' in read ? read.value : undefined;
  if (!isJsonObject(claims)) {
    return { error, description: 'claims is no JSON object, such as {"roles":["admin"]}.' };
  }
  return { lifetime: Number(seconds), claims };
}

/** A JWT for the operations of the documents (RFC 9068 §2.2). */
export function createAccessToken(
  call: Call,
  issuer: TokenIssuer,
  { grant, wishes }: { readonly grant: Grant; readonly wishes: Wishes },
): string {
  const { client, user, scopes, audience, generation } = grant;
  const issuedAt = Math.floor(call.clock.now() / 1000);
  const subject = user ?? client ?? 'standin';
  const scope = scopes.join(' ');
  const identity = [subject, client ?? '', scope, issuedAt, generation];
  return sign(issuer, {
    iss: toIssuerUrl(call),
    sub: subject,
    aud: audience ?? client ?? 'standin',
    iat: issuedAt,
    exp: issuedAt + wishes.lifetime,
    jti: toUuid(issuer.seed, 'token', ...identity),
    ...(client !== undefined && { client_id: client }),
    ...(scopes.length > 0 && { scope }),
    ...(user !== undefined && { preferred_username: user }),
    ...wishes.claims,
  });
}

/** Who the user is, for the client (OpenID Connect Core §2). */
export function createIdToken(call: Call, issuer: TokenIssuer, grant: Grant): string {
  const { client = 'standin', user = client, nonce } = grant;
  const issuedAt = Math.floor(call.clock.now() / 1000);
  return sign(issuer, {
    iss: toIssuerUrl(call),
    aud: client,
    ...{ iat: issuedAt, exp: issuedAt + usualLifetime, auth_time: issuedAt },
    ...(nonce !== undefined && { nonce }),
    ...toUserClaims(user),
  });
}

/** What is known of a user, which is the name (OpenID Connect Core §5.1). */
export function toUserClaims(user: string): JsonObject {
  const [name = user] = user.split('@');
  const email = user.includes('@') ? user : `${user.replace(/[^\w.-]/g, '.')}@example.com`;
  return { sub: user, preferred_username: user, name, email, email_verified: true };
}

/** The reply's body (RFC 6749 §5.1). */
export function toTokenBody(
  call: Call,
  issuer: TokenIssuer,
  { grant, wishes }: { readonly grant: Grant; readonly wishes: Wishes },
): JsonObject {
  const { scopes, user } = grant;
  const next: JsonObject = { ...toFacts(grant), g: grant.generation + 1 };
  const isIdentified = user !== undefined && scopes.includes('openid');
  return {
    access_token: createAccessToken(call, issuer, { grant, wishes }),
    token_type: 'Bearer',
    expires_in: wishes.lifetime,
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    ...(user !== undefined && { refresh_token: seal(issuer.seed, 'refresh', next) }),
    ...(isIdentified && { id_token: createIdToken(call, issuer, grant) }),
  };
}

/** A grant as the facts of a sealed text. */
export function toFacts({ client, user, scopes, audience, nonce, flow, generation }: Grant) {
  const facts: Record<string, Json> = { s: [...scopes], f: flow, g: generation };
  for (const [name, value] of Object.entries({ c: client, u: user, a: audience, n: nonce })) {
    if (value !== undefined) facts[name] = value;
  }
  return facts;
}

function sign(issuer: TokenIssuer, claims: JsonObject): string {
  const key = issuer.key();
  if (!key) throw new Error('There is no key to sign with');
  return signToken(claims, key, issuer.jwk().kid);
}
