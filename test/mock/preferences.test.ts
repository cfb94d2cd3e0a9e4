import { describe, expect, it } from 'vitest';
import { getOwn } from '../../kernel/json.ts';
import { createMock } from '../../mock/index.ts';
import { pets } from '../support/pets.ts';
import { ask, contractsOf, ids, newContract } from '../support/shipped.ts';

const mock = await createMock();
const own = await createMock({ documents: pets });
const list = `GET ${contractsOf('v2', 'documented')}`;
const prefer = (wish: string) => ({ fields: { Prefer: wish } });

describe('a client that prefers', () => {
  it('a status gets it, with what is documented for it', async () => {
    const { status, json, headers } = await ask(mock, list, prefer('code=404'));
    expect(status).toBe(404);
    expect(json).toMatchObject({ error: { code: 'SUBSCRIPTION_NOT_FOUND' } });
    expect(headers.get('Preference-Applied')).toBe('code=404');
  });

  it('an example gets that one, in the query as well', async () => {
    const target = `${list}?limit=1&__code=403&__example=missingPermissions`;
    const { status, json, headers } = await ask(mock, target);
    expect(status).toBe(403);
    expect(json).toMatchObject({ error: { code: 'MISSING_PERMISSIONS' } });
    expect(headers.get('Preference-Applied')).toBe('code=403, example=missingPermissions');
  });

  it('success gets the documented body, and changes nothing', async () => {
    const path = contractsOf('v3', 'empty');
    const made = await ask(mock, `POST ${path}`, { body: newContract, ...prefer('code=201') });
    expect(made.status).toBe(201);
    expect(getOwn(made.json, 'id')).toBe(ids.documented);
    expect((await ask(mock, `GET ${path}`)).json).toEqual([]);
  });

  it('a status without an example gets an error in the form of the document', async () => {
    const { status, json } = await ask(own, 'GET /pets/1', prefer('code=500'));
    expect(status).toBe(500);
    expect(json).toMatchObject({ message: expect.stringContaining('was asked for') });
    const teapot = await ask(mock, list, prefer('code=418'));
    expect([teapot.status, teapot.headers.get('Content-Type')]).toEqual([418, 'application/json']);
  });

  it('a status without content gets just that', async () => {
    const { status, text } = await ask(own, 'DELETE /pets/1', prefer('code=204'));
    expect([status, text]).toEqual([204, '']);
    expect((await ask(own, 'GET /pets/1')).status).toBe(200);
  });

  it('a success that nobody documented gets a generated one', async () => {
    const { status, json } = await ask(own, 'GET /weather?city=Vigo', prefer('code=200'));
    expect(status).toBe(200);
    expect(getOwn(json, 'degrees')).toEqual(expect.any(Number));
  });

  it('to wait waits', async () => {
    const begin = performance.now();
    const { status } = await ask(own, 'GET /pets', prefer('delay=80'));
    expect(status).toBe(200);
    expect(performance.now() - begin).toBeGreaterThan(70);
  });

  it('what is none of ours is served as ever', async () => {
    const wish = 'respond-async, wait=10; foo, return="minimal"';
    const { status, headers } = await ask(mock, list, prefer(wish));
    expect([status, headers.get('Preference-Applied')]).toEqual([200, null]);
  });
});

describe('a wish that cannot be met is refused', () => {
  it.each([
    ['code=204', /code is 204, which listPets does not declare\. Declared: 200, default\./],
    ['code=9', /code is "9", not a status such as 404/],
    ['delay=-1', /delay is "-1", not milliseconds from 0 to 600000/],
    ['delay=600001', /delay is "600001"/],
    ['fault=rest', /fault is "rest", not one of reset, empty/],
    ['example=one', /example is "one", which is not documented for that reply\. Known: none\./],
  ])('%s', async (wish, message) => {
    const { status, json } = await ask(own, 'GET /pets', prefer(wish));
    expect(status).toBe(400);
    expect(getOwn(json, 'message')).toMatch(message);
  });

  it('a misspelt example, with the nearest', async () => {
    const wish = prefer('code=403, example="missingPermission"');
    const { status, text } = await ask(mock, list, wish);
    expect(status).toBe(400);
    expect(text).toContain('Did you mean missingPermissions?');
  });

  it('an example of a reply without content', async () => {
    const { status, text } = await ask(own, 'DELETE /pets/1', prefer('code=204; example=one'));
    expect(status).toBe(400);
    expect(text).toContain('204 of removePet has no content');
  });
});

describe('a client that prefers a fault', () => {
  it.each(['reset', 'empty', 'garbage'])(
    '%s: the request fails as it does in fetch',
    async (fault) => {
      await expect(ask(own, 'GET /pets', prefer(`fault=${fault}`))).rejects.toThrow('fetch failed');
    },
  );

  it('truncate: the body ends in the middle', async () => {
    await expect(ask(own, 'GET /pets', prefer('fault=truncate'))).rejects.toThrow('terminated');
  });

  it('malformed: the body is no JSON, and the reply says why', async () => {
    const request = new Request('http://localhost/pets?__fault=malformed');
    const response = await own.handle(request);
    expect(response.headers.get('X-Mock-Findings')).toContain('damaged on purpose');
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  it('break: the body breaks the document, and the reply says why', async () => {
    const broken = await ask(own, 'GET /pets/1', prefer('fault=break'));
    expect(broken.headers.get('X-Mock-Findings')).toContain('"rule":"fault"');
    expect(broken.json).not.toHaveProperty('id');
    expect((await ask(own, 'GET /weather?city=Vigo', prefer('fault=break'))).json).toHaveLength(1);
    const { status } = await ask(own, 'DELETE /pets/2', prefer('fault=break'));
    expect(status).toBe(299);
  });
});
