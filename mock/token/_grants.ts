import { createHash } from 'node:crypto';
import { type JsonObject, toArray, toText } from '../../kernel/json.ts';
import type { Call } from '../exchange/model.ts';
import type { Transaction } from '../state/transaction.ts';
import { readClient } from './_clients.ts';
import { type Form, isRefusal, type Refusal, toWordList } from './_form.ts';
import { type SealedKind, unseal } from './_sealed.ts';
import type { Grant } from './_tokens.ts';
import { grantScopes, type TokenIssuer } from './issuer.ts';

/** What a grant is read from. */
export interface GrantRequest {
  readonly call: Call;
  readonly form: Form;
  readonly issuer: TokenIssuer;
  readonly transaction: Transaction;
}

type ReadGrant = (request: GrantRequest) => Grant | Refusal;

/** The grants that are understood, by `grant_type` (RFC 6749 §4, §6; RFC 8628 §3.4). */
export const grants: Readonly<Record<string, ReadGrant>> = {
  client_credentials: readOwn,
  password: readPassword,
  authorization_code: readCode,
  refresh_token: readRefresh,
  'urn:ietf:params:oauth:grant-type:device_code': readDevice,
};

function readOwn({ call, form, issuer }: GrantRequest): Grant | Refusal {
  const client = readClient(call, form);
  if (client === undefined) {
    const description = 'Name the client: HTTP Basic, or client_id in the form. Any name will do.';
    return { error: 'invalid_client', description };
  }
  const flow = 'clientCredentials';
  const scopes = grantScopes(issuer, flow, toWordList(form('scope')));
  if (isRefusal(scopes)) return scopes;
  return { client, scopes, ...toAudience(form), flow, generation: 0 };
}

function readPassword({ call, form, issuer }: GrantRequest): Grant | Refusal {
  const user = form('username');
  if (user === undefined || form('password') === undefined) {
    const description = 'username and password are asked for. Any will do.';
    return { error: 'invalid_request', description };
  }
  const flow = 'password';
  const scopes = grantScopes(issuer, flow, toWordList(form('scope')));
  if (isRefusal(scopes)) return scopes;
  const client = readClient(call, form);
  const common = { user, scopes, ...toAudience(form), flow, generation: 0 };
  return { ...common, ...(client !== undefined && { client }) };
}

function toAudience(form: Form): { readonly audience?: string } {
  const audience = form('audience') ?? form('resource');
  return audience === undefined ? {} : { audience };
}

/** A code is good once, for the client and the redirect it was made for, with its verifier. */
function readCode(request: GrantRequest): Grant | Refusal {
  const facts = readSealed(request, { kind: 'code', name: 'code' });
  if (isRefusal(facts)) return facts;
  const { form, transaction } = request;
  const redirect = form('redirect_uri');
  if (redirect !== undefined && redirect !== facts.r) {
    return toBad(`redirect_uri is ${redirect}, but the code was sent to ${facts.r}`);
  }
  const challenge = toText(facts.h);
  const verifier = form('code_verifier');
  if (challenge !== undefined && (!verifier || toChallenge(facts, verifier) !== challenge)) {
    return toBad('code_verifier does not belong to the code_challenge (RFC 7636 §4.6)');
  }
  const key = form('code') ?? '';
  if (transaction.findNote('codes', key)) return toBad('The code was used already');
  transaction.note('codes', { key, value: {}, most: 1000 });
  return toGrant(facts);
}

function toChallenge({ m }: JsonObject, verifier: string): string {
  if (m === 'plain') return verifier;
  return createHash('sha256').update(verifier).digest('base64url');
}

/** The same grant again, for no more scopes than before (RFC 6749 §6). */
function readRefresh(request: GrantRequest): Grant | Refusal {
  const facts = readSealed(request, { kind: 'refresh', name: 'refresh_token' });
  if (isRefusal(facts)) return facts;
  const grant = toGrant(facts);
  const asked = toWordList(request.form('scope'));
  const more = asked.find((scope) => !grant.scopes.includes(scope));
  if (more !== undefined) {
    const description = `The scope ${more} was not granted before: ${grant.scopes.join(' ')}.`;
    return { error: 'invalid_scope', description };
  }
  return asked.length > 0 ? { ...grant, scopes: asked } : grant;
}

function readDevice(request: GrantRequest): Grant | Refusal {
  const facts = readSealed(request, { kind: 'device', name: 'device_code' });
  return isRefusal(facts) ? facts : toGrant(facts);
}

function readSealed(
  { call, form, issuer }: GrantRequest,
  { kind, name }: { readonly kind: SealedKind; readonly name: string },
): JsonObject | Refusal {
  const sealed = form(name);
  if (sealed === undefined) return { error: 'invalid_request', description: `${name} is missing.` };
  const facts = unseal(issuer.seed, kind, sealed);
  if (!facts) return toBad(`${name} is none that this server gave out`);
  if (typeof facts.e === 'number' && facts.e <= call.clock.now()) return toBad(`${name} expired`);
  const client = readClient(call, form);
  if (client === undefined || facts.c === undefined || facts.c === client) return facts;
  return toBad(`${name} was given to the client ${facts.c}, not to ${client}`);
}

function toBad(reason: string): Refusal {
  return { error: 'invalid_grant', description: `${reason}.` };
}

function toGrant(facts: JsonObject): Grant {
  const texts = { client: facts.c, user: facts.u, audience: facts.a, nonce: facts.n };
  const members = Object.entries(texts).flatMap(([name, value]): [string, string][] => {
    const text = toText(value);
    return text === undefined ? [] : [[name, text]];
  });
  const scopes = toArray(facts.s).flatMap((scope) => toText(scope) ?? []);
  const flow = toText(facts.f) ?? 'authorizationCode';
  return { scopes, flow, generation: Number(facts.g ?? 0), ...Object.fromEntries(members) };
}
