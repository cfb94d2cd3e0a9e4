import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import { checkDocument } from '../../spec/check.ts';
import { loadDocument } from '../../spec/load.ts';
import { readOperations } from '../../spec/operations.ts';
import { checkOverrides, type Overrides } from '../../spec/overrides.ts';
import { inferResources } from '../../spec/resources.ts';
import { pets } from '../support/pets.ts';
import { toDocument } from './_document.ts';

/** As a configuration gives them: each member has a place of its own. */
const say = (value: JsonObject): Overrides => ({
  value,
  positionOf: (pointer) => ({ file: 'config', line: pointer.length, column: 1 }),
});

async function infer(value: JsonObject) {
  const document = await loadDocument(pets, { overrides: say(value) });
  const { resources, bindings } = inferResources(document, readOperations(document));
  const behaviours = bindings.map(({ operation, behaviour }) => [operation.id, behaviour]);
  return { resources, behaviours: Object.fromEntries(behaviours) };
}

describe('what is said of a document from outside', () => {
  it('overrides the verdict on an operation, by its id or its path', async () => {
    for (const name of ['getPet', 'GET /pets/{petId}', 'get /pets/{whatever}']) {
      const { behaviours } = await infer({ operations: { [name]: { behaviour: 'static' } } });
      expect(behaviours).toMatchObject({ getPet: 'static', removePet: 'remove' });
    }
  });

  it('overrides the verdict on a collection', async () => {
    const { resources } = await infer({ resources: { '/pets': { name: 'beast' } } });
    expect(resources.map(({ name }) => name)).toEqual(['beast']);
  });

  it('wins over the document and its overlays, member by member', async () => {
    const own = { resources: { '/pets': { name: 'cat', notFound: 'GONE' } }, unknownActor: 'me' };
    const document = await loadDocument(
      { ...pets, 'x-mock': own },
      { overrides: say({ resources: { '/pets': { name: 'dog' } } }) },
    );
    expect(document.extension(document.root)).toEqual({
      resources: { '/pets': { name: 'dog', notFound: 'GONE' } },
      unknownActor: 'me',
    });
    const at = (pointer: string) => document.entry.positionOf(pointer).file;
    expect(at('/x-mock/resources/~1pets/name')).toBe('config');
    expect(at('/x-mock/resources/~1pets/notFound')).not.toBe('config');
    expect(at('/paths')).not.toBe('config');
  });

  it('is checked against the document, each mistake with its place', async () => {
    const value = {
      resources: { '/pest': { identity: 'id' }, '/pets': { exist: 'always' } },
      operations: {
        listPet: { behaviour: 'static' },
        'GET /pets/{id}': { behaviour: 'raed' },
        listPets: { parameters: { limt: 'limit' } },
        'GET /nothing': {},
      },
    };
    const document = await loadDocument(pets, { overrides: say(value) });
    const faults = checkOverrides(document, say(value));
    expect(faults.map(({ pointer, mend, position }) => [pointer, mend, position.line])).toEqual([
      ['/resources/~1pest', 'Did you mean "/pets"?', 17],
      ['/resources/~1pets/exist', 'Did you mean "exists"?', 23],
      ['/operations/listPet', 'Did you mean "listPets"?', 19],
      ['/operations/GET ~1pets~1{id}/behaviour', 'Did you mean "read"?', 38],
      ['/operations/listPets/parameters/limt', 'Did you mean "limit"?', 36],
      ['/operations/GET ~1nothing', expect.stringMatching(/^(Did you mean|Name its)/), 25],
    ]);
  });
});

it('x-mock of a document names its operations too, in other files as well', async () => {
  const document = await toDocument(`
    x-mock: { operations: { listPets: { behaviour: static }, nobody: {}, 'GET /pets': { claims: [] } } }
    paths: { /pets: { $ref: '#/components/pathItems/pets' } }
    components: { pathItems: { pets: { get: { operationId: listPets, x-mock: { behaviour: list } } } } }`);
  const [operation] = readOperations(document);
  expect(operation?.extension).toEqual({ behaviour: 'static', claims: [] });
  expect(checkDocument(document).map(({ message }) => message)).toContain(
    'There is no operation "nobody".',
  );
});
