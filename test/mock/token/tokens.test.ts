import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { type JsonObject, toObject, toText } from '../../../kernel/json.ts';
import { createMock } from '../../../mock/index.ts';

const documents = fileURLToPath(new URL('../../documents/gates.yaml', import.meta.url));
const mock = await createMock({ documents, clock: '2025-03-01T12:00:00Z' });
beforeEach(() => mock.reset());

type Target = Pick<typeof mock, 'handle'>;
type Parameters = Readonly<Record<string, string>>;

async function ask(parameters: Parameters, on: Target = mock) {
  const init = { method: 'POST', body: new URLSearchParams(parameters) };
  const response = await on.handle(new Request('http://gates.test/__oauth/token', init));
  const json: JsonObject = JSON.parse(await response.text());
  return { status: response.status, json, text: (name: string) => toText(json[name]) ?? '' };
}

/** The code that a client is sent back with. */
async function authorize(parameters: Parameters): Promise<string> {
  const all = { response_type: 'code', client_id: 'app', redirect_uri: 'https://a.test/cb' };
  const query = new URLSearchParams({ ...all, ...parameters });
  const url = `http://gates.test/__oauth/authorize?${query}`;
  const response = await mock.handle(new Request(url));
  return new URL(response.headers.get('Location') ?? '').searchParams.get('code') ?? '';
}

async function get(path: string, token = '', on: Target = mock) {
  const headers = new Headers(token === '' ? [] : [['Authorization', `Bearer ${token}`]]);
  const response = await on.handle(new Request(`http://gates.test${path}`, { headers }));
  const body = await response.text();
  return { status: response.status, json: toObject(body === '' ? {} : JSON.parse(body)) };
}

function decode(token: string): JsonObject {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

const own = { grant_type: 'client_credentials', client_id: 'app' };

describe('an access token', () => {
  it('opens what its scopes open, and nothing else', async () => {
    const { text } = await ask({ ...own, scope: 'read' });
    const token = text('access_token');
    expect((await get('/inherited', token)).status).toBe(204);
    expect((await get('/both-scopes', token)).status).toBe(403);
  });

  it('says who asked whom for what, and until when', async () => {
    const { text } = await ask({ ...own, scope: 'read', audience: 'gates' });
    const issuedAt = Date.parse('2025-03-01T12:00:00Z') / 1000;
    expect(decode(text('access_token'))).toEqual({
      iss: 'http://gates.test/__oauth',
      ...{ sub: 'app', client_id: 'app', aud: 'gates', scope: 'read' },
      ...{ iat: issuedAt, exp: issuedAt + 3600, jti: expect.any(String) },
    });
  });

  it('is the same in every run, and another one a second later', async () => {
    const first = await ask(own);
    const again = await createMock({ documents, clock: '2025-03-01T12:00:00Z' });
    expect((await ask(own, again)).json).toEqual(first.json);
    mock.clock.advance(1000);
    expect((await ask(own)).json).not.toEqual(first.json);
  });

  it('expires by the clock of the session', async () => {
    const { text } = await ask({ ...own, scope: 'read', expires_in: '60' });
    const token = text('access_token');
    mock.clock.advance(59_000);
    expect((await get('/inherited', token)).status).toBe(204);
    mock.clock.advance(1000);
    expect((await get('/inherited', token)).status).toBe(401);
  });

  it('has the claims that a test asks for', async () => {
    const { text } = await ask({ ...own, claims: '{"scope":"","roles":["read"],"org":"x"}' });
    expect(decode(text('access_token'))).toMatchObject({ roles: ['read'], org: 'x' });
    expect((await get('/inherited', text('access_token'))).status).toBe(204);
  });

  it('is verified with the key that is published', async () => {
    const { text } = await ask(own);
    const [header = '', claims = '', signature = ''] = text('access_token').split('.');
    const { json } = await get('/__oauth/jwks');
    const [jwk] = Array.isArray(json.keys) ? json.keys : [];
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
    expect(kid).toBe(toObject(jwk).kid);
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const data = Buffer.from(`${header}.${claims}`);
    expect(verify('RSA-SHA256', data, key, Buffer.from(signature, 'base64url'))).toBe(true);
  });
});

describe('a code', () => {
  const token = { grant_type: 'authorization_code', client_id: 'app' };

  it('is good for tokens of its user, once', async () => {
    const code = await authorize({ scope: 'openid read', login_hint: 'ada@x.es', nonce: 'n-1' });
    const { status, json, text } = await ask({ ...token, code });
    expect({ status, json }).toMatchObject({ status: 200, json: { scope: 'openid read' } });
    expect(decode(text('access_token'))).toMatchObject({ sub: 'ada@x.es' });
    expect(decode(text('id_token'))).toMatchObject({
      ...{ aud: 'app', nonce: 'n-1', sub: 'ada@x.es', email: 'ada@x.es' },
    });
    const user = await get('/__oauth/userinfo', text('access_token'));
    expect(user.json).toMatchObject({ sub: 'ada@x.es', name: 'ada' });
    const again = await ask({ ...token, code });
    expect(again).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
    mock.reset();
    expect((await ask({ ...token, code })).status).toBe(200);
  });

  it.each([
    ['another client', { client_id: 'thief' }, 'given to the client app, not to thief'],
    ['another way back', { redirect_uri: 'https://thief.test' }, 'was sent to https://a.test/cb'],
    ['a changed code', { code: 'e30.AAAA' }, 'none that this server gave out'],
  ])('is refused with %s', async (_, more, reason) => {
    const code = await authorize({});
    const { status, text } = await ask({ ...token, code, ...more });
    expect(status).toBe(400);
    expect(text('error_description')).toContain(reason);
  });

  it('expires', async () => {
    const code = await authorize({});
    mock.clock.advance(600_000);
    expect((await ask({ ...token, code })).text('error_description')).toBe('code expired.');
  });

  const verifier = 'a-verifier-of-more-than-forty-three-characters';
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  it.each([
    ['S256', challenge, verifier, 200],
    ['plain', verifier, verifier, 200],
    ['S256', challenge, 'another', 400],
    ['S256', challenge, '', 400],
  ])('with a challenge of %s %s is answered to %s with %i', async (method, sent, shown, status) => {
    const code = await authorize({ code_challenge: sent, code_challenge_method: method });
    expect((await ask({ ...token, code, code_verifier: shown })).status).toBe(status);
  });
});

describe('a refresh token', () => {
  const password = { grant_type: 'password', username: 'ada', password: 'x', client_id: 'app' };

  it('gives other tokens, again and again, for no more than before', async () => {
    const first = await ask({ ...password, scope: 'read write' });
    const refresh = { grant_type: 'refresh_token', client_id: 'app' };
    const second = await ask({ ...refresh, refresh_token: first.text('refresh_token') });
    const third = await ask({ ...refresh, refresh_token: second.text('refresh_token') });
    const tokens = [first, second, third].map(({ text }) => text('access_token'));
    expect(new Set(tokens).size).toBe(3);
    expect(decode(tokens[2] ?? '')).toMatchObject({ sub: 'ada', scope: 'read write' });
    const less = { ...refresh, refresh_token: third.text('refresh_token'), scope: 'read' };
    expect((await ask(less)).json).toMatchObject({ scope: 'read' });
    const more = await ask({ ...less, scope: 'read admin' });
    expect(more.json).toMatchObject({ error: 'invalid_scope' });
  });

  it('is no code', async () => {
    const { text } = await ask(password);
    const code = { grant_type: 'authorization_code', code: text('refresh_token') };
    expect((await ask(code)).json).toMatchObject({ error: 'invalid_grant' });
  });
});

it('a device gets its token without anybody typing', async () => {
  const init = { method: 'POST', body: new URLSearchParams({ client_id: 'tv', scope: 'read' }) };
  const url = 'http://gates.test/__oauth/device_authorization';
  const given: JsonObject = JSON.parse(await (await mock.handle(new Request(url, init))).text());
  expect(given.user_code).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}$/);
  const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: 'tv' };
  const { status, json } = await ask({ ...grant, device_code: toText(given.device_code) ?? '' });
  expect({ status, json }).toMatchObject({ status: 200, json: { scope: 'read' } });
});

it('discovery leads everywhere, also below a session', async () => {
  const { json } = await get('/__s/one/__oauth/.well-known/openid-configuration');
  expect(json).toMatchObject({
    issuer: 'http://gates.test/__s/one/__oauth',
    token_endpoint: 'http://gates.test/__s/one/__oauth/token',
  });
  const { status } = await get('/__oauth/.well-known/oauth-authorization-server');
  expect(status).toBe(200);
});

describe('with a key of its own', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwtKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const strict = await createMock({ documents, jwtKey });

  it('the server says that it cannot sign, and publishes the key it has', async () => {
    const { status, text } = await ask(own, strict);
    expect({ status, error: text('error') }).toEqual({ status: 400, error: 'unauthorized_client' });
    expect(text('error_description')).toContain('standin token --key');
    const { json } = await get('/__oauth/jwks', '', strict);
    expect(json.keys).toMatchObject([{ n: publicKey.export({ format: 'jwk' }).n }]);
  });
});
