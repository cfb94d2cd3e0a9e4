import { describe, expect, it } from 'vitest';
import { toWhy } from '../../spec/why.ts';
import { body, infer, inferOne, json, pet } from './_infer.ts';

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
      ['The property "id" (integer) tells items apart.', 'It lives below /orgs/{org}/teams.'],
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
