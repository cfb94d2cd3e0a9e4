import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createToken } from '../../fixtures/token.ts';
import { createMock } from '../../mock/index.ts';
import { ask, contractsOf, newContract } from '../support/shipped.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const jwtKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();

const now = Date.parse('2025-03-01T12:00:00Z') / 1000;
const facts = {
  org: 'yoigo',
  user: 'ana@masorange.es',
  audience: 'portal.example.com',
  issuedAt: now - 60,
  expiresAt: now + 60,
};
const good = createToken(facts, privateKey);
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Signed with the right key, but by its own account in another way. */
const claimed = `${encode({ alg: 'RS512', typ: 'JWT' })}.${good.split('.')[1]}`;
const renamed = `${claimed}.${sign('RSA-SHA256', Buffer.from(claimed), privateKey).toString('base64url')}`;
const [header = '', claims = '', signature = ''] = good.split('.');

const mock = await createMock({ jwtKey, clock: '2025-03-01T12:00:00Z' });

function send(token: string, start = `GET ${contractsOf('v2', 'documented')}`) {
  const body = start.startsWith('POST') ? { body: newContract } : {};
  return ask(mock, start, { ...body, fields: { Authorization: `Bearer ${token}` } });
}

describe('with a key, a token', () => {
  it('signed with it is let in, and signs what it writes', async () => {
    expect((await send(good)).status).toBe(200);
    const { status, json } = await send(good, `POST ${contractsOf('v2', 'documented')}`);
    expect(status).toBe(201);
    expect(json).toMatchObject({
      creation_user: 'ana@masorange.es',
      creation_system: 'portal.example.com',
    });
  });

  const forged = encode({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), sub: 'x' });
  const symmetric = `${encode({ alg: 'HS256', typ: 'JWT' })}.${claims}`;
  const mac = createHmac('sha256', jwtKey).update(symmetric).digest('base64url');
  it.each([
    ['that is opaque', 'any-token'],
    ['signed with another key', createToken(facts, other)],
    ['whose claims were changed', `${header}.${forged}.${signature}`],
    ['whose signature was cut off', `${header}.${claims}.`],
    ['that asks for no signature', `${encode({ alg: 'none' })}.${claims}.`],
    ['signed with the public key as a secret', `${symmetric}.${mac}`],
    ['that names another algorithm than its signature has', renamed],
    ['with an empty header', `${encode({})}.${claims}.${signature}`],
  ])('%s is refused with 401', async (_, token) => {
    for (const version of ['v2', 'v3'] as const) {
      const { status, headers, json } = await send(
        token,
        `GET ${contractsOf(version, 'documented')}`,
      );
      expect(status).toBe(401);
      expect(headers.get('WWW-Authenticate')).toMatch(/^Bearer realm=".*error="invalid_token"/);
      expect(json).toMatchObject({ error: { code: 'UNAUTHORIZED' } });
      expect(headers.get('X-Mock-Findings')).toContain('"rule":"signature"');
    }
  });

  it('that is signed but expired is refused, by the clock of the mock', async () => {
    const late = createToken({ ...facts, expiresAt: now }, privateKey);
    const { status, text } = await send(late);
    expect(status).toBe(401);
    expect(text).toContain('2025-03-01T12:00:00');
  });

  it('that is signed for another organization is refused with 403', async () => {
    const { status, json } = await send(createToken({ ...facts, org: 'masmovil' }, privateKey));
    expect(status).toBe(403);
    expect(json).toMatchObject({ error: { code: 'FORBIDDEN_ORGANIZATION' } });
  });

  it('is not asked for where the document asks for none', async () => {
    const request = new Request(`http://localhost${contractsOf('v3', 'documented')}`);
    expect((await mock.handle(request)).status).toBe(200);
  });
});

it('a key that is none is refused at the start', async () => {
  await expect(createMock({ jwtKey: 'secret' })).rejects.toThrow();
});
