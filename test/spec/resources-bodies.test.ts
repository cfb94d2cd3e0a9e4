import { describe, expect, it } from 'vitest';
import type { Resource } from '../../spec/resource.ts';
import { body, infer, inferOne, json, pet } from './_infer.ts';

describe('what is no collection', () => {
  it.each([
    [
      'a POST that nothing could show',
      `/login: { post: { ${body(pet)}, responses: { '200': ${json(pet)} } } }`,
      'Nothing in the document could show what it does.',
    ],
    [
      'a DELETE alone',
      `/sessions/{id}: { delete: { responses: { '204': { description: Gone } } } }`,
      'Nothing in the document could show what it does.',
    ],
    [
      'a reply without a list',
      `/status: { get: { responses: { '200': ${json(pet)} } } }`,
      'GET whose reply holds no list of objects.',
    ],
    [
      'an item that is a text',
      `/texts/{id}: { get: { responses: { '200': ${json('{ type: string }')} } } }`,
      'Its reply is no item of the collection.',
    ],
    [
      'an item that is no JSON',
      `/images/{id}: { get: { responses: { '200': { description: OK, content: { image/png: {} } } } } }`,
      'Its reply is no JSON.',
    ],
    [
      'a path of names only',
      `/{anything}: { get: { responses: { '200': ${json(pet)} } } }`,
      'Its path names neither a collection nor an item.',
    ],
    [
      'a file name',
      `/files/{name}.zip: { get: { responses: { '200': ${json(pet)} } } }`,
      'Its path names neither a collection nor an item.',
    ],
  ])('%s', async (_what, paths, why) => {
    const { bindings } = await infer(paths);
    expect(bindings.map(({ behaviour }) => behaviour)).toEqual(['static']);
    expect(bindings[0]?.why).toMatch(why);
  });

  it('a GET that shows one where items stand below, and POST makes them', async () => {
    const { behaviours } = await infer(`
/pets:
  get: { responses: { '200': ${json(pet)} } }
  post: { ${body(pet)}, responses: { '201': ${json(pet)} } }
/pets/{id}:
  get: { responses: { '200': ${json(pet)} } }`);
    expect(behaviours).toEqual({
      'GET /pets': 'static',
      'POST /pets': 'create',
      'GET /pets/{id}': 'read',
    });
  });

  it('a PATCH without an object, a POST without one, a POST that answers a list', async () => {
    const list = `{ type: array, items: ${pet} }`;
    const { behaviours } = await infer(`
/pets:
  get: { responses: { '200': ${json(list)} } }
  post: { ${body('{ type: string }')}, responses: { '201': ${json(pet)} } }
/pets/{id}:
  patch: { ${body(list)}, responses: { '200': ${json(pet)} } }
/dogs:
  get: { responses: { '200': ${json(list)} } }
  post: { ${body(pet)}, responses: { '200': ${json(list)} } }`);
    expect(behaviours).toMatchObject({
      'POST /pets': 'static',
      'PATCH /pets/{id}': 'static',
      'POST /dogs': 'static',
    });
  });
});

describe('bodies', () => {
  it('says where the item stands in requests and replies', async () => {
    const wrapped = (name: string) => `{ type: object, properties: { ${name}: ${pet} } }`;
    const { find } = await infer(`
/pets:
  post: { ${body(wrapped('pet'))}, responses: { '201': ${json(wrapped('data'))} } }
/pets/{id}:
  get: { responses: { '200': ${json(pet)} } }
  delete: { responses: { '204': { description: Gone } } }`);
    expect(find('POST', '/pets')).toMatchObject({ requestPath: ['pet'], replyPath: ['data'] });
    expect(find('GET', '/pets/{id}').replyPath).toEqual([]);
    expect(find('DELETE', '/pets/{id}')).not.toHaveProperty('replyItem');
  });

  it('needs none to make an item where 201 says that it does', async () => {
    const post = (status: number) => `
/carts: { post: { responses: { '${status}': ${json(pet)} } } }
/carts/{id}: { get: { responses: { '200': ${json(pet)} } } }`;
    expect((await infer(post(201))).behaviours['POST /carts']).toBe('create');
    expect((await infer(post(200))).behaviours['POST /carts']).toBe('static');
  });

  it('prefers a merge patch to other JSON, and takes a form where there is no JSON', async () => {
    const { find, behaviours } = await infer(`
/pets:
  get: { responses: { '200': ${json(`{ type: array, items: ${pet} }`)} } }
  post:
    requestBody: { content: { application/x-www-form-urlencoded: { schema: ${pet} } } }
    responses: { '201': { description: Made } }
/pets/{id}:
  patch:
    requestBody:
      content:
        application/json-patch+json: { schema: { type: array } }
        application/merge-patch+json: { schema: { type: object } }
    responses: { '204': { description: Done } }
  get: { responses: { '200': ${json(pet)} } }
/cats/{id}:
  get: { responses: { '200': ${json(pet)} } }
  patch:
    requestBody: { content: { application/json-patch+json: { schema: { type: array } } } }
    responses: { '204': { description: Done } }`);
    expect(behaviours['PATCH /cats/{id}']).toBe('merge');
    expect(behaviours['POST /pets']).toBe('create');
    expect(behaviours['PATCH /pets/{id}']).toBe('merge');
    expect(find('PATCH', '/pets/{id}').requestItem?.node).toEqual({ type: 'object' });
  });

  it('takes the schema of an item from what shows most of it', async () => {
    const summary = '{ type: object, properties: { id: { type: integer } } }';
    const paths = `
/pets:
  get: { responses: { '200': ${json(`{ type: array, items: ${summary} }`)} } }`;
    const item = `\n/pets/{id}: { get: { responses: { '200': ${json(pet)} } } }`;
    const names = ({ schema }: Resource) => schema?.node;
    expect(names(await inferOne(paths))).toEqual({
      type: 'object',
      properties: { id: { type: 'integer' } },
    });
    expect(names(await inferOne(paths + item))).toMatchObject({ properties: { name: {} } });
  });
});

describe('a list one literal further', () => {
  const ref = "{ $ref: '#/components/schemas/Pet' }";
  const paths = `
/pets/{id}: { get: { responses: { '200': ${json(ref)} } } }
/pets/search: { get: { responses: { '200': ${json(`{ type: array, items: ${ref} }`)} } } }
/pets/names: { get: { responses: { '200': ${json('{ type: array, items: { type: object } }')} } } }`;

  it('shows the same items when it has the same schema', async () => {
    const { find } = await infer(paths, `components: { schemas: { Pet: ${pet} } }`);
    expect(find('GET', '/pets/search').resource?.id).toBe('/pets');
    expect(find('GET', '/pets/names').resource?.id).toBe('/pets/names');
  });
});

describe('the overlay', () => {
  it('overrides name, identity, existence and error code by path, and single operations', async () => {
    const { resources, behaviours } = await infer(
      `
/orgs/{org}/boxes:
  get: { responses: { '200': ${json(`{ type: array, items: ${pet} }`)} } }
  post: { x-mock: { behaviour: static }, ${body(pet)}, responses: { '201': ${json(pet)} } }
/orgs/{org}/boxes/{box}:
  get: { responses: { '200': ${json(pet)} } }
  delete: { x-mock: { behaviour: static }, responses: { '204': { description: Gone } } }`,
      `
x-mock:
  resources:
    /orgs/{any}: { name: never met }
    /orgs: { exists: declared, notFound: NO_SUCH_ORG }
    /orgs/{id}/boxes: { name: crate, identity: name, exists: always }`,
    );
    expect(resources).toMatchObject([
      { id: '/orgs', name: 'org', exists: 'declared', notFound: 'NO_SUCH_ORG' },
      { id: '/orgs/{}/boxes', name: 'crate', exists: 'always', identity: { property: 'name' } },
    ]);
    expect(resources[1]).not.toHaveProperty('notFound');
    expect(behaviours).toMatchObject({
      'POST /orgs/{org}/boxes': 'static',
      'DELETE /orgs/{org}/boxes/{box}': 'static',
    });
  });
});
