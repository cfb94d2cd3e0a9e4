import { toUuid } from '../../kernel/random.ts';
import { readClaims } from '../exchange/jwt.ts';
import type { Call, Reply } from '../exchange/model.ts';
import type { Transaction } from '../state/transaction.ts';
import { authorize } from './_authorize.ts';
import { checkKey, readClient } from './_clients.ts';
import { isRefusal, readForm, toJsonReply, toRefused, toWordList } from './_form.ts';
import { grants } from './_grants.ts';
import { toEndpoint, toIssuerUrl, toServiceUrl } from './_places.ts';
import { seal } from './_sealed.ts';
import { readWishes, toFacts, toTokenBody, toUserClaims } from './_tokens.ts';
import { grantScopes, type TokenIssuer } from './issuer.ts';

/** Answers one operation of the token service. */
export type TokenHandler = (call: Call, transaction: Transaction, issuer: TokenIssuer) => Reply;

/** Every operation of the token service, by operationId. */
export const handlers: Readonly<Record<string, TokenHandler>> = {
  issueToken,
  authorize: (call, _transaction, issuer) => authorize(call, readForm(call), issuer),
  authorizeByForm: (call, _transaction, issuer) => authorize(call, readForm(call), issuer),
  authorizeDevice,
  revokeToken: () => ({ status: 204, fields: [] }),
  endSession,
  getUserInfo,
  getKeys: (_call, _transaction, issuer) => toJsonReply(200, { keys: [{ ...issuer.jwk() }] }),
  getConfiguration,
  getMetadata: getConfiguration,
};

function issueToken(call: Call, transaction: Transaction, issuer: TokenIssuer): Reply {
  const form = readForm(call);
  const type = form('grant_type');
  const read = type !== undefined && Object.hasOwn(grants, type) ? grants[type] : undefined;
  if (!read) {
    const known = Object.keys(grants).join(', ');
    const error = type === undefined ? 'invalid_request' : 'unsupported_grant_type';
    const found = type === undefined ? 'is missing' : `is ${type}`;
    return toRefused({ error, description: `grant_type ${found}; known are ${known}.` });
  }
  const unsigned = checkKey(issuer);
  if (unsigned) return toRefused(unsigned);
  const wishes = readWishes(form);
  if (isRefusal(wishes)) return toRefused(wishes);
  const grant = read({ call, form, issuer, transaction });
  if (isRefusal(grant)) return toRefused(grant);
  return toJsonReply(200, toTokenBody(call, issuer, { grant, wishes }));
}

/** The user who would type the code is taken to have done so. */
function authorizeDevice(call: Call, _transaction: Transaction, issuer: TokenIssuer): Reply {
  const form = readForm(call);
  const client = readClient(call, form);
  if (client === undefined) {
    return toRefused({ error: 'invalid_client', description: 'client_id is missing.' });
  }
  const flow = 'deviceAuthorization';
  const scopes = grantScopes(issuer, flow, toWordList(form('scope')));
  if (isRefusal(scopes)) return toRefused(scopes);
  const lifetime = 600;
  const grant = { client, user: 'standin-user', scopes, flow, generation: 0 };
  const facts = { ...toFacts(grant), e: call.clock.now() + lifetime * 1000 };
  const letters = toUuid(issuer.seed, client, call.clock.now()).replace(/\W/g, '').toUpperCase();
  return toJsonReply(200, {
    device_code: seal(issuer.seed, 'device', facts),
    user_code: `${letters.slice(0, 4)}-${letters.slice(4, 8)}`,
    verification_uri: `${toServiceUrl(call)}/authorize`,
    ...{ expires_in: lifetime, interval: 1 },
  });
}

function endSession(call: Call): Reply {
  const form = readForm(call);
  const back = form('post_logout_redirect_uri');
  if (back === undefined || !/^[a-z][a-z0-9+.-]*:\/\//i.test(back))
    return { status: 204, fields: [] };
  const state = form('state');
  const query = state === undefined ? '' : new URLSearchParams({ state }).toString();
  const separator = query === '' ? '' : back.includes('?') ? '&' : '?';
  return { status: 302, fields: [['Location', back + separator + query]] };
}

function getUserInfo({ request }: Call): Reply {
  const [, token = ''] = (request.fields.authorization ?? '').split(/\s+/);
  const { sub, preferred_username: name } = readClaims(token) ?? {};
  if (typeof sub !== 'string') {
    const description = 'The token is no JWT with a sub; get one from /__oauth/token.';
    return toRefused({ error: 'invalid_token', description });
  }
  return toJsonReply(200, { ...toUserClaims(typeof name === 'string' ? name : sub), sub });
}

function getConfiguration(call: Call, _transaction: Transaction, issuer: TokenIssuer): Reply {
  const url = toServiceUrl(call);
  return toJsonReply(200, {
    issuer: toIssuerUrl(call),
    authorization_endpoint: toEndpoint(call, '/authorize'),
    token_endpoint: toEndpoint(call, '/token'),
    device_authorization_endpoint: toEndpoint(call, '/device_authorization'),
    revocation_endpoint: `${url}/revoke`,
    end_session_endpoint: `${url}/logout`,
    userinfo_endpoint: `${url}/userinfo`,
    jwks_uri: `${url}/jwks`,
    scopes_supported: [...new Set(['openid', ...issuer.scopesOf('')])],
    response_types_supported: ['code', 'token', 'id_token', 'id_token token', 'code id_token'],
    response_modes_supported: ['query', 'fragment'],
    grant_types_supported: [...Object.keys(grants), 'implicit'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    code_challenge_methods_supported: ['S256', 'plain'],
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'name', 'email', 'preferred_username'],
    authorization_response_iss_parameter_supported: true,
  });
}
