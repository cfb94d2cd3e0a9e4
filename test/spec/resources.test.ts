import { describe, expect, it } from 'vitest';
import { readOperations } from '../../spec/operations.ts';
import type { Binding, Resource } from '../../spec/resource.ts';
import { inferResources } from '../../spec/resources.ts';
import { toWhy } from '../../spec/why.ts';
import { toDocument } from './_document.ts';

const json = (schema: string) =>
  `{ description: OK, content: { application/json: { schema: ${schema} } } }`;
const body = (schema: string) =>
  `requestBody: { content: { application/json: { schema: ${schema} } } }`;
const pet = '{ type: object, properties: { id: { type: integer }, name: { type: string } } }';

async function infer(paths: string, more = '') {
  const document = await toDocument(`paths:\n${paths.replace(/^/gm, '  ')}\n${more}`);
  const { resources, bindings } = inferResources(document, readOperations(document));
  const find = (method: string, path: string): Binding => {
    const found = bindings.find(
      ({ operation }) => operation.method === method && operation.path === path,
    );
    if (!found) throw new Error(`${method} ${path} has no binding`);
    return found;
  };
  const behaviours = Object.fromEntries(
    bindings.map(({ operation, behaviour }) => [
      `${operation.method} ${operation.path}`,
      behaviour,
    ]),
  );
  return { resources, bindings, find, behaviours };
}

/** The only resource that was inferred. */
async function inferOne(paths: string, more?: string): Promise<Resource> {
  const { resources } = await infer(paths, more);
  expect(resources).toHaveLength(1);
  const [resource] = resources;
  if (!resource) throw new Error('there is none');
  return resource;
}

describe('a collection and its items', () => {
  const paths = `
/pets:
  get: { responses: { '200': ${json(`{ type: array, items: ${pet} }`)} } }
  post: { ${body(pet)}, responses: { '201': ${json(pet)} } }
  head: { responses: { '200': { description: OK } } }
/pets/{petId}:
  get: { responses: { '200': ${json(pet)} } }
  put: { ${body(pet)}, responses: { '200': ${json(pet)} } }
  patch: { ${body(pet)}, responses: { '200': ${json(pet)} } }
  delete: { responses: { '204': { description: Gone } } }
  post: { responses: { '200': { description: OK } } }`;

  it('gives each method its behaviour', async () => {
    expect((await infer(paths)).behaviours).toEqual({
      'GET /pets': 'list',
      'POST /pets': 'create',
      'HEAD /pets': 'static',
      'GET /pets/{petId}': 'read',
      'PUT /pets/{petId}': 'replace',
      'PATCH /pets/{petId}': 'merge',
      'DELETE /pets/{petId}': 'remove',
      'POST /pets/{petId}': 'static',
    });
  });

  it('says why', async () => {
    const { resources, find } = await infer(paths);
    expect(resources.map(({ name, reasons }) => [name, ...reasons])).toEqual([
      [
        'pet',
        'GET /pets answers a list, /pets/{petId} names an item.',
        'The property "id" (integer) tells items apart.',
        'An item exists once it is made or seeded. So does any other identity until it is removed, unless a scenario or --strict-ids says what exists: then it is not found.',
      ],
    ]);
    expect(toWhy(find('GET', '/pets'))).toBe('GET of the collection; the body is the list.');
    expect(find('HEAD', '/pets').why).toBe(
      "No behaviour for HEAD of a collection. It answers from the document's examples and schemas, without state.",
    );
    expect(find('POST', '/pets/{petId}').why).toMatch(
      /^POST of an item whose bodies are not that item\./,
    );
  });

  it('says what each query parameter does to the list', async () => {
    const { find } = await infer(`
/pets:
  get:
    parameters:
      - { name: offset, in: query, schema: { type: integer } }
      - { name: limit, in: query, schema: { type: integer } }
      - { name: name, in: query, schema: { type: string } }
      - { name: mood, in: query, schema: { type: string } }
    responses: { '200': ${json(`{ type: object, properties: { pets: { type: array, items: ${pet} } } }`)} }`);
    expect(toWhy(find('GET', '/pets'))).toBe(
      'GET of the collection; the list stands at pets; offset skips; limit limits; name filters by name; mood is not understood and never filters.',
    );
  });
});

describe('the identity', () => {
  const item = (parameter: string, properties: string, type = 'string') => `
/things/{${parameter}}:
  get:
    parameters: [{ name: ${parameter}, in: path, required: true, schema: { type: ${type} } }]
    responses: { '200': ${json(`{ type: object, properties: { ${properties} } }`)} }`;

  it.each([
    ['the parameter itself', 'code', 'id: { type: integer }, code: { type: string }', 'code'],
    ['another spelling of it', 'thing_key', 'thingKey: { type: string }', 'thingKey'],
    ['id', 'thing', 'name: { type: string }, id: { type: string }', 'id'],
    ['the name of the item with id', 'x', 'thing_id: { type: string }', 'thing_id'],
    ['slug', 'x', 'slug: { type: string }, name: { type: string }', 'slug'],
    ['name', 'thing', 'name: { type: string }', 'name'],
    ['but a name is no id', 'thingId', 'name: { type: string }', undefined],
    ['nothing', 'x', 'colour: { type: string }', undefined],
  ])('is carried by %s', async (_why, parameter, properties, property) => {
    expect((await inferOne(item(parameter, properties))).identity.property).toBe(property);
  });

  it('is a number where its property is one, or without a property its parameter', async () => {
    const typeOf = async (paths: string) => (await inferOne(paths)).identity.type;
    expect(await typeOf(item('id', 'id: { type: integer }'))).toBe('integer');
    expect(await typeOf(item('id', 'id: { type: number }'))).toBe('integer');
    expect(await typeOf(item('id', 'id: { type: [integer, string] }'))).toBe('string');
    expect(await typeOf(item('x', 'colour: { type: string }', 'integer'))).toBe('integer');
    expect(await typeOf(item('x', 'colour: { type: string }'))).toBe('string');
  });

  it('must satisfy property and parameter, unless they contradict each other', async () => {
    const both = await inferOne(item('id', 'id: { type: string, minLength: 3 }'));
    expect(both.identity.schemas.map(({ node }) => node)).toEqual([
      { type: 'string', minLength: 3 },
      { type: 'string' },
    ]);
    const one = await inferOne(item('id', 'id: { type: integer }'));
    expect(one.identity.schemas.map(({ node }) => node)).toEqual([{ type: 'integer' }]);
  });

  it('is found in every branch of a choice', async () => {
    const resource = await inferOne(
      `
/things/{id}:
  get: { responses: { '200': ${json("{ oneOf: [{ $ref: '#/components/schemas/A' }] }")} } }`,
      `
components: { schemas: { A: { allOf: [{ properties: { id: { type: integer } } }] } } }`,
    );
    expect(resource.identity).toMatchObject({ property: 'id', type: 'integer' });
  });
});

describe('parents', () => {
  it('are nearest collections, enforced when something can make or show their items', async () => {
    const { resources } = await infer(`
/orgs/{org}/teams:
  get: { responses: { '200': ${json(`{ type: array, items: ${pet} }`)} } }
/orgs/{org}/teams/{team}/members:
  get: { responses: { '200': ${json(`{ type: array, items: ${pet} }`)} } }`);
    expect(resources.map(({ id, exists, parent }) => [id, exists, parent?.id])).toEqual([
      ['/orgs', 'always', undefined],
      ['/orgs/{}/teams', 'declared', '/orgs'],
      ['/orgs/{}/teams/{}/members', 'declared', '/orgs/{}/teams'],
    ]);
    expect(resources.map(({ reasons }) => reasons.slice(-2))).toEqual([
      [
        'No property tells items apart; only the path does.',
        'Every identity is taken to exist, because nothing can make or show one.',
      ],
      [
        'An item exists once it is made or seeded. So does any other identity until it is removed, unless a scenario or --strict-ids says what exists: then it is not found.',
        'It lives below /orgs.',
      ],
      [
        'An item exists once it is made or seeded. So does any other identity until it is removed, unless a scenario or --strict-ids says what exists: then it is not found.',
        'It lives below /orgs/{org}/teams.',
      ],
    ]);
  });

  it('may be made by a POST alone', async () => {
    const { resources, behaviours } = await infer(`
/orders: { post: { ${body(pet)}, responses: { '201': ${json(pet)} } } }
/orders/{id}/cancel: { post: { responses: { '204': { description: Done } } } }`);
    expect(behaviours['POST /orders']).toBe('create');
    expect(resources.map(({ id, exists }) => [id, exists])).toEqual([['/orders', 'declared']]);
  });

  it('own the static operations below their items', async () => {
    const { find } = await infer(`
/pets/{id}:
  get: { responses: { '200': ${json(pet)} } }
  post: { responses: { '204': { description: Done } } }
/pets/{id}/photo: { get: { responses: { '200': { description: OK } } } }
/orgs/{org}/photo: { get: { responses: { '200': { description: OK } } } }
/photo: { get: { responses: { '200': { description: OK } } } }`);
    expect(find('GET', '/pets/{id}/photo').owner?.id).toBe('/pets');
    expect(find('POST', '/pets/{id}').owner?.id).toBe('/pets');
    expect(find('GET', '/orgs/{org}/photo').owner).toBeUndefined();
    expect(find('GET', '/photo').owner).toBeUndefined();
  });
});

describe('one thing that stands alone', () => {
  const single = (methods: string) => `
/users/{id}/settings:
  get: { responses: { '200': ${json(pet)} } }
${methods}`;
  const put = `  put: { ${body(pet)}, responses: { '200': ${json(pet)} } }`;
  const patch = `  patch: { ${body(pet)}, responses: { '200': ${json(pet)} } }`;
  const remove = `  delete: { responses: { '204': { description: Gone } } }`;

  it('is shown by a GET and changed by a PUT or a PATCH; no property tells it apart', async () => {
    for (const change of [put, patch]) {
      const { resources } = await infer(single(change));
      expect(resources).toMatchObject([
        { id: '/users', isSingle: false, exists: 'always' },
        { id: '/users/{}/settings', isSingle: true, exists: 'declared', identity: { schemas: [] } },
      ]);
      expect(resources[1]?.identity).not.toHaveProperty('property');
      expect(resources[1]?.reasons).toEqual([
        'GET shows one thing, and it can be changed: it stands alone.',
        'It lives below /users.',
      ]);
    }
  });

  it('is removed where a PUT can make it again, else put back as it was', async () => {
    const behaviours = async (methods: string) =>
      Object.values((await infer(single(methods))).behaviours);
    expect(await behaviours(`${put}\n${remove}`)).toEqual(['read', 'replace', 'remove']);
    expect(await behaviours(`${patch}\n${remove}`)).toEqual(['read', 'remove', 'merge']);
    const resets = async (methods: string) =>
      (await infer(single(methods))).find('DELETE', '/users/{id}/settings').isReset ?? false;
    expect(await resets(`${put}\n${remove}`)).toBe(true);
    expect(await resets(`${patch}\n${remove}`)).toBe(true);
  });

  it('is none when it is only shown or a list, and has its own place where a path leads through it', async () => {
    const ids = async (paths: string) => (await infer(paths)).resources.map(({ id }) => id);
    expect(await ids(single(''))).toEqual(['/users']);
    const list = single(put).replace(json(pet), json(`{ type: array, items: ${pet} }`));
    expect((await infer(list)).resources[1]).toMatchObject({ isSingle: false });
    const through = `${single(put)}\n/users/{id}/settings/{name}/log: { get: { responses: {} } }`;
    expect((await infer(through)).resources).toMatchObject([
      {},
      { isSingle: false, exists: 'always' },
      { id: '/users/{}/settings#', isSingle: true },
    ]);
  });
});

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
      `/files/{name}.json: { get: { responses: { '200': ${json(pet)} } } }`,
      'Its path names neither a collection nor an item.',
    ],
  ])('%s', async (_what, paths, why) => {
    const { bindings } = await infer(paths);
    expect(bindings.map(({ behaviour }) => behaviour)).toEqual(['static']);
    expect(bindings[0]?.why).toMatch(why);
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
