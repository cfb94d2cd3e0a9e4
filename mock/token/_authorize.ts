import type { JsonObject } from '../../kernel/json.ts';
import type { Call, Reply } from '../exchange/model.ts';
import { checkKey } from './_clients.ts';
import { type Form, isRefusal, type Refusal, toRefused, toWordList } from './_form.ts';
import { toIssuerUrl } from './_places.ts';
import { seal } from './_sealed.ts';
import { createAccessToken, createIdToken, type Grant, readWishes, toFacts } from './_tokens.ts';
import { grantScopes, type TokenIssuer } from './issuer.ts';

/** Whoever asks is this user, unless `login_hint` says who else. */
const usualUser = 'standin-user';
const codeLifetime = 600_000;

/**
 * The authorization endpoint: nobody is asked, the client gets its answer at once. What is wrong is
 * told to the client, unless it is the way back to it (RFC 6749 §4.1.2.1).
 */
export function authorize(call: Call, form: Form, issuer: TokenIssuer): Reply {
  const redirect = form('redirect_uri');
  const wrong = checkWayBack(redirect, form('client_id'));
  if (wrong || redirect === undefined) return toRefused(wrong ?? toInvalid('redirect_uri'));
  const answer = toAnswer(call, form, issuer);
  const state = form('state');
  const members = isRefusal(answer)
    ? { error: answer.error, error_description: answer.description }
    : answer;
  const all = { ...members, ...(state !== undefined && { state }), iss: toIssuerUrl(call) };
  const separator = isInFragment(form) ? '#' : redirect.includes('?') ? '&' : '?';
  const location = `${redirect}${separator}${new URLSearchParams(all)}`;
  return { status: 302, fields: [['Location', location]] };
}

/** Tokens travel where servers do not see them (OAuth 2.0 Multiple Response Types §2.1). */
function isInFragment(form: Form): boolean {
  const mode = form('response_mode');
  const hasTokens = toWordList(form('response_type')).some((type) => type.endsWith('token'));
  return mode === 'fragment' || (mode !== 'query' && hasTokens);
}

function toInvalid(name: string): Refusal {
  return { error: 'invalid_request', description: `${name} is missing.` };
}

function checkWayBack(redirect: string | undefined, client: string | undefined) {
  if (client === undefined) return toInvalid('client_id');
  if (redirect === undefined) return toInvalid('redirect_uri');
  const isAbsolute = /^[a-z][a-z0-9+.-]*:[^#]*$/i.test(redirect);
  if (isAbsolute && !/^(javascript|data|vbscript):/i.test(redirect)) return undefined;
  const description = `redirect_uri is ${redirect}, not an absolute URI without a fragment (RFC 6749 §3.1.2).`;
  return { error: 'invalid_request', description };
}

/** What the client gets: a code, tokens, or both (OAuth 2.0 Multiple Response Types §3, §5). */
function toAnswer(call: Call, form: Form, issuer: TokenIssuer): Record<string, string> | Refusal {
  const types = toWordList(form('response_type'));
  const isKnown = types.every((type) => ['code', 'token', 'id_token'].includes(type));
  if (types.length === 0) return toInvalid('response_type');
  if (!isKnown) {
    const description = `response_type is ${types.join(' ')}; code, token and id_token are understood.`;
    return { error: 'unsupported_response_type', description };
  }
  const mode = form('response_mode') ?? 'query';
  if (mode !== 'query' && mode !== 'fragment') {
    const description = `response_mode is ${mode}; query and fragment are understood.`;
    return { error: 'invalid_request', description };
  }
  const unsigned = checkKey(issuer);
  if (unsigned) return unsigned;
  const flow = types.includes('code') ? 'authorizationCode' : 'implicit';
  const scopes = grantScopes(issuer, flow, toWordList(form('scope')));
  if (isRefusal(scopes)) return scopes;
  const proof = readProof(form);
  if (isRefusal(proof)) return proof;
  const grant = toGrant(form, { scopes, flow });
  const wishes = readWishes(() => undefined);
  if (isRefusal(wishes)) return wishes;
  const lifetime = String(wishes.lifetime);
  const facts = { ...toFacts(grant), ...proof, e: call.clock.now() + codeLifetime };
  const token = () => ({
    access_token: createAccessToken(call, issuer, { grant, wishes }),
    ...{ token_type: 'Bearer', expires_in: lifetime, scope: scopes.join(' ') },
  });
  return {
    ...(types.includes('code') && { code: seal(issuer.seed, 'code', facts) }),
    ...(types.includes('token') && token()),
    ...(types.includes('id_token') && { id_token: createIdToken(call, issuer, grant) }),
  };
}

function toGrant(form: Form, rest: Pick<Grant, 'scopes' | 'flow'>): Grant {
  const texts = {
    client: form('client_id'),
    user: form('login_hint') ?? usualUser,
    audience: form('audience') ?? form('resource'),
    nonce: form('nonce'),
  };
  const given = Object.entries(texts).filter(([, value]) => value !== undefined);
  return { ...rest, generation: 0, ...Object.fromEntries(given) };
}

/** What the code is bound to: the way back, and the challenge of PKCE (RFC 7636 §4.3). */
function readProof(form: Form): JsonObject | Refusal {
  const redirect = form('redirect_uri') ?? '';
  const challenge = form('code_challenge');
  if (challenge === undefined) return { r: redirect };
  const method = form('code_challenge_method') ?? 'plain';
  if (method === 'S256' || method === 'plain') return { r: redirect, h: challenge, m: method };
  const description = `code_challenge_method is ${method}; S256 and plain are understood.`;
  return { error: 'invalid_request', description };
}
