import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { createMock } from '../../mock/index.ts';
import { stopChildren } from '../support/child.ts';
import { contractsOf, fetchFrom } from '../support/shipped.ts';
import { createFolder, runCli, serveCli, stopCli } from './_cli.ts';
import { runHere } from './_here.ts';

const folder = createFolder();
afterAll(stopChildren);
afterAll(folder.remove);

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privatePem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicPem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();

async function getToken(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runHere(['token', ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  return stdout.trim();
}

function decode(part: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
}

const soon = Math.floor(Date.now() / 1000);

describe('standin token', () => {
  it('prints a JWT with the claims that count', async () => {
    const [header, claims] = (await getToken()).split('.');
    const kid = expect.any(String);
    expect(decode(header)).toEqual({ alg: 'RS256', typ: 'JWT', kid });
    const told = decode(claims);
    expect(told).toMatchObject({
      aud: 'mas-subscriptions.auth.masmovil.com',
      preferred_username: 'john.doe@masorange.es',
      tenants_translation: [{ org: 'yoigo' }],
    });
    expect(told).not.toHaveProperty('permissions');
    expect(Number(told.iat)).toBeGreaterThanOrEqual(soon);
    expect(Number(told.exp) - Number(told.iat)).toBe(86_400);
  });

  it('says what it is told to say', async () => {
    const flags = [
      '--org',
      'masmovil',
      '--user',
      'ana@x.es',
      '--audience',
      'portal',
      '--expires-in',
      '60',
    ];
    const [, claims] = (await getToken(...flags, '--permissions', 'contracts:read, a')).split('.');
    const told = decode(claims);
    expect(told).toMatchObject({
      ...{
        aud: 'portal',
        preferred_username: 'ana@x.es',
        tenants_translation: [{ org: 'masmovil' }],
      },
      permissions: ['contracts:read', 'a'],
    });
    expect(Number(told.exp) - Number(told.iat)).toBe(60);
  });

  it('--scope says what it is for', async () => {
    const [, claims] = (await getToken('--scope', 'read write')).split('.');
    expect(decode(claims)).toMatchObject({ scope: 'read write' });
  });

  it('is signed with the key that a mock of the same seed publishes', async () => {
    const mock = await createMock({ seed: 'x' });
    const response = await mock.handle(new Request('http://localhost/__oauth/jwks'));
    const [jwk] = JSON.parse(await response.text()).keys;
    const check = (token: string) => {
      const [header, claims, signature = ''] = token.split('.');
      const data = Buffer.from(`${header}.${claims}`);
      const key = createPublicKey({ key: jwk, format: 'jwk' });
      return verify('RSA-SHA256', data, key, Buffer.from(signature, 'base64url'));
    };
    expect(check(await getToken('--seed', 'x'))).toBe(true);
    expect(check(await getToken())).toBe(false);
  });

  it('--key signs so that the public key verifies it, and a mock with that key lets it in', async () => {
    const [key, pem] = [folder.write('key.pem', privatePem), folder.write('public.pem', publicPem)];
    const { child, url } = await serveCli(['--jwt-key', pem]);
    const { code, stdout } = await runCli(['token', '--key', key]);
    expect(code).toBe(0);
    const token = stdout.trim();
    const [stranger, late] = [await getToken(), await getToken('--key', key, '--expired')];
    const [header, claims, signature = ''] = token.split('.');
    const signed = Buffer.from(`${header}.${claims}`);
    const bytes = Buffer.from(signature, 'base64url');
    expect(verify('RSA-SHA256', signed, createPublicKey(publicPem), bytes)).toBe(true);
    const send = async (sent: string) => {
      const fields = { Authorization: `Bearer ${sent}` };
      const { status, text } = await fetchFrom(url, `GET ${contractsOf('v2', 'empty')}`, {
        fields,
      });
      return `${status} ${text}`;
    };
    expect(await send(token)).toBe('200 []');
    expect(await send(stranger)).toMatch(/^401 .*not signed/);
    expect(await send(late)).toMatch(/^401 .*expired/);
    await stopCli(child);
  });
});
