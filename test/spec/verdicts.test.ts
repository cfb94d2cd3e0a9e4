import { describe, expect, it } from 'vitest';
import { toWhy } from '../../spec/why.ts';
import { body, infer, json, pet } from './_infer.ts';

const list = (schema: string) => json(`{ type: array, items: ${schema} }`);
const text = '{ type: string }';
const object = (...names: string[]) =>
  `{ type: object, properties: { ${names.map((name) => `${name}: ${text}`).join(', ')} } }`;

/** `GET /pets` → `list: why`, the first sentence of it. */
async function tell(paths: string): Promise<Record<string, string>> {
  const { bindings } = await infer(paths);
  return Object.fromEntries(
    bindings.map((binding) => {
      const { method, path } = binding.operation;
      return [`${method} ${path}`, `${binding.behaviour}: ${toWhy(binding).split('. ')[0]}`];
    }),
  );
}

describe('a verdict that does not hold for what the resource turned out to be', () => {
  it('is given up where nothing tells which item is meant', async () => {
    const found = await tell(`
/pets:
  get: { responses: { '200': ${list(object('name', 'kind', 'age'))} } }
  put: { ${body(object('name', 'kind', 'age'))}, responses: { '204': { description: OK } } }
/pets/{petId}:
  get: { responses: { '200': ${json(object('name', 'kind', 'age'))} } }`);
    expect(found['PUT /pets']).toBe('static: Its body does not say which item it is about');
  });

  it('is given up where the bodies are about something else', async () => {
    const found = await tell(`
/pets:
  get: { responses: { '200': ${list(object('id', 'name', 'kind', 'age'))} } }
  post: { ${body(object('query', 'depth'))}, responses: { '201': ${json(object('took', 'hits'))} } }
/pets/{petId}:
  get: { responses: { '200': ${json(object('id', 'name', 'kind', 'age'))} } }`);
    expect(found['POST /pets']).toBe('static: POST whose bodies are no item of the collection');
  });

  it('keeps what is sent where only the reply is about something else', async () => {
    const { find } = await infer(`
/pets:
  get: { responses: { '200': ${list(object('id', 'name', 'kind'))} } }
  post: { ${body(object('name', 'kind'))}, responses: { '201': ${json(object('message'))} } }
/pets/{petId}:
  get: { responses: { '200': ${json(object('id', 'name', 'kind'))} } }`);
    expect(find('POST', '/pets')).toMatchObject({ behaviour: 'create', replyPath: [] });
    expect(find('POST', '/pets').replyItem).toBeUndefined();
  });
});

describe('DELETE of a collection', () => {
  const items = `
/pets/{petId}:
  get: { responses: { '200': ${json(pet)} } }
/pets:
  get: { responses: { '200': ${list(pet)} } }`;

  it('is not understood by a body that names nothing, or by what it cannot do without', async () => {
    const gone = "responses: { '204': { description: Gone } }";
    const byBody = await tell(`${items}\n  delete: { ${body(object('reason'))}, ${gone} }`);
    expect(byBody['DELETE /pets']).toBe('static: DELETE whose body does not name items');
    const needed = '{ name: mood, in: query, required: true, schema: { type: string } }';
    const byQuery = await tell(`${items}\n  delete: { parameters: [${needed}], ${gone} }`);
    expect(byQuery['DELETE /pets']).toBe('static: DELETE by mood, which is not understood');
  });

  it('removes the items that its query names', async () => {
    const named = '{ name: pet_ids, in: query, schema: { type: string } }';
    const found = await tell(
      `${items}\n  delete: { parameters: [${named}], responses: { '204': { description: Gone } } }`,
    );
    expect(found['DELETE /pets']).toMatch(/^bulk: /);
  });
});

describe('items told apart by several names of their path', () => {
  const reasonsOf = async (...names: string[]) => {
    const { resources } = await infer(`
/seats/{row}/{column}:
  get: { responses: { '200': ${json(object(...names))} } }
  put: { ${body(object(...names))}, responses: { '201': ${json(object(...names))} } }`);
    return resources.flatMap(({ reasons }) => reasons);
  };

  it('say which of them their properties carry', async () => {
    expect(await reasonsOf('row', 'column', 'price')).toContain(
      'The properties "row" (string) and "column" (string) together tell items apart.',
    );
    expect(await reasonsOf('column', 'price')).toContain(
      'The property "column" (string) and the rest of the path tell items apart.',
    );
  });
});

describe('a list of things that several paths name alike', () => {
  it('shows the collection that is nearest and has a list', async () => {
    const thing = object('id', 'name', 'colour', 'weight');
    const read = `get: { responses: { '200': ${json(thing)} } }`;
    const { find } = await infer(`
/a/things/{thingId}: { ${read} }
/b/things: { get: { responses: { '200': ${list(thing)} } } }
/b/things/{thingId}: { ${read} }
/b/c/things: { get: { responses: { '200': ${list(thing)} } } }`);
    expect(find('GET', '/b/c/things').resource?.collection).toBe('/b/things');
  });
});

describe('GET of an item that its query names', () => {
  it('reads it where the item has that property', async () => {
    const found = await tell(`
/pet:
  get:
    parameters: [{ name: id, in: query, required: true, schema: { type: integer } }]
    responses: { '200': ${json(pet)} }
  post: { ${body('{ type: object, properties: { name: { type: string } } }')}, responses: { '201': ${json(pet)} } }
  delete: { responses: { '204': { description: Gone } } }
/cat:
  get:
    parameters: [{ name: uid, in: query, required: true, schema: { type: integer } }]
    responses: { '200': ${json(object('name'))} }`);
    expect(found['GET /pet']).toMatch(/^read: /);
    expect(found['GET /cat']).toMatch(/^static: /);
  });
});

describe('a job', () => {
  it('is started by what answers with it, and only surely by what makes it', async () => {
    const job = `{ $ref: '#/components/schemas/Check' }`;
    const state = '{ type: string, enum: [queued, running, done] }';
    const { find } = await infer(
      `
/checks/{checkId}: { get: { responses: { '200': ${json(job)} } } }
/pets/{petId}: { get: { responses: { '200': ${json(pet)} } } }
/pets/{petId}/inspect: { post: { responses: { '202': ${json(job)} } } }
/pets/{petId}/peek: { post: { responses: { '200': ${json(job)} } } }`,
      `components: { schemas: { Check: { type: object, properties: { checkId: ${text}, status: ${state} } } } }`,
    );
    expect(find('POST', '/pets/{petId}/inspect').job).toMatchObject({ replyPath: [] });
    expect(find('POST', '/pets/{petId}/peek').job).toBeUndefined();
  });
});

describe('a count', () => {
  it('is the only number of the reply, whatever it is called, or the one that says so', async () => {
    const countOf = async (reply: string) => {
      const { find } = await infer(`
/pets: { get: { responses: { '200': ${list(pet)} } } }
/pets/{petId}: { get: { responses: { '200': ${json(pet)} } } }
/pets/count: { get: { responses: { '200': ${json(reply)} } } }`);
      const { behaviour, replyPath } = find('GET', '/pets/count');
      return behaviour === 'count' ? replyPath : behaviour;
    };
    const number = '{ type: integer }';
    expect(await countOf(`{ type: object, properties: { answer: ${number} } }`)).toEqual([
      'answer',
    ]);
    expect(await countOf(number)).toEqual([]);
    const two = `{ type: object, properties: { took: ${number}, depth: ${number} } }`;
    expect(await countOf(two)).toBe('static');
  });
});
