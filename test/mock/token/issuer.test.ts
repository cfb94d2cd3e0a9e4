import { describe, expect, it } from 'vitest';
import { type JsonObject, toText } from '../../../kernel/json.ts';
import { createMock, type Mock } from '../../../mock/index.ts';

const home = 'http://ids.test';

function toDocument(openIdConnectUrl: string): JsonObject {
  return {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { responses: { 204: { description: 'OK' } } } } },
    components: { securitySchemes: { id: { type: 'openIdConnect', openIdConnectUrl } } },
  };
}

async function read(mock: Mock, url: string, form?: Record<string, string>): Promise<JsonObject> {
  const init = form && { method: 'POST', body: new URLSearchParams(form) };
  return JSON.parse(await (await mock.handle(new Request(url, init))).text());
}

function readIssuer(token: unknown): unknown {
  const [, claims = ''] = typeof token === 'string' ? token.split('.') : [];
  return JSON.parse(Buffer.from(claims, 'base64url').toString()).iss;
}

/** Goes the way of a client that was told nothing but where the metadata is. */
async function follow(mock: Mock, metadataUrl: string) {
  const metadata = await read(mock, metadataUrl);
  const back = new URL(toText(metadata.authorization_endpoint) ?? '');
  const asked = { response_type: 'code', client_id: 'app', redirect_uri: 'https://app.test/cb' };
  for (const [name, value] of Object.entries({ ...asked, scope: 'openid' })) {
    back.searchParams.append(name, value);
  }
  const sent = await mock.handle(new Request(back));
  const { searchParams } = new URL(sent.headers.get('Location') ?? '');
  const tokens = await read(mock, toText(metadata.token_endpoint) ?? '', {
    ...{ grant_type: 'authorization_code', code: searchParams.get('code') ?? '' },
    ...{ client_id: 'app', redirect_uri: 'https://app.test/cb' },
  });
  const renewed = await read(mock, toText(metadata.token_endpoint) ?? '', {
    ...{ grant_type: 'refresh_token', client_id: 'app' },
    refresh_token: toText(tokens.refresh_token) ?? '',
  });
  return {
    named: metadata.issuer,
    told: [
      searchParams.get('iss'),
      ...[tokens.access_token, tokens.id_token, renewed.access_token].map(readIssuer),
    ],
  };
}

describe('the issuer', () => {
  it.each([
    ['/realms/x/.well-known/openid-configuration', `${home}/realms/x`],
    ['/.well-known/openid-configuration', home],
    ['/.well-known/oauth-authorization-server/tenant', `${home}/tenant`],
    ['/metadata.json', `${home}/__oauth`],
  ])('of %s is %s, in the metadata and in every token', async (path, issuer) => {
    const mock = await createMock({ documents: toDocument(path) });
    const { named, told } = await follow(mock, home + path);
    expect({ named, told }).toEqual({ named: issuer, told: [issuer, issuer, issuer, issuer] });
  });

  it('is told apart below a session, and from that of the usual path', async () => {
    const path = '/id/.well-known/openid-configuration';
    const mock = await createMock({ documents: toDocument(path) });
    expect((await follow(mock, `${home}/__s/one${path}`)).told).toContain(`${home}/__s/one/id`);
    const usual = await follow(mock, `${home}/__oauth/.well-known/openid-configuration`);
    expect(usual).toMatchObject({ named: `${home}/__oauth`, told: { 1: `${home}/__oauth` } });
  });

  it('is a path', async () => {
    const mock = await createMock({ documents: toDocument('/metadata.json') });
    const form = { grant_type: 'client_credentials', client_id: 'app' };
    const refused = await read(mock, `${home}/__oauth/token?issuer=elsewhere`, form);
    expect(refused).toMatchObject({ error: 'invalid_request' });
  });
});
