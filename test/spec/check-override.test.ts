import { describe, expect, it } from 'vitest';
import type { Json } from '../../kernel/json.ts';
import { checkDocument } from '../../spec/check.ts';
import { checkOverride } from '../../spec/check-override.ts';
import { type GivenOverride, type OverridePlace, overrideMembers } from '../../spec/override.ts';
import { listCollections } from '../../spec/override-ground.ts';
import { toDocument } from './_document.ts';

const collections = ['/pets', '/pets/{petId}/toys'];

function check(place: OverridePlace, value: Json, more: Partial<GivenOverride> = {}) {
  return checkOverride({ place, value, collections, ...more }).map(
    ({ pointer, message, mend }) => `${pointer}: ${message} ${mend}`,
  );
}

describe('an override', () => {
  it('may have every member that is listed, and each says what it is for', () => {
    expect(overrideMembers.map(({ place, name }) => `${place} ${name}`)).toContain(
      'operation behaviour',
    );
    expect(overrideMembers.every(({ says }) => /^[a-z]/.test(says))).toBe(true);
  });

  it('is right as it is', () => {
    expect(
      check('operation', { behaviour: 'list', resource: '/pets', reply: 'data.items' }),
    ).toEqual([]);
    expect(check('operation', { resource: '/pets/{id}/toys', set: { state: 'closed' } })).toEqual(
      [],
    );
    const roles = { q: 'none', since: { from: 'created_at' }, owner: { filter: 'owner_id' } };
    expect(check('operation', { parameters: roles })).toEqual([]);
    const pets = { name: 'pet', exists: 'always', identity: ['owner', 'name'], count: 0 };
    expect(check('document', { resources: { '/pets': pets }, claims: [], actor: {} })).toEqual([]);
    expect(check('schema', { assign: 'now', on: 'write', generate: { kind: 'uuid' } })).toEqual([]);
  });

  it('names a collection with the extension of its path or without', () => {
    const all = { collections: listCollections(['/a/{id}.json', '/b.json']) };
    for (const resource of ['/a', '/b', '/b.json', '/a.json']) {
      expect(check('operation', { resource }, all), resource).toEqual([]);
    }
    expect(check('operation', { resource: '/a/{id}' }, all)).toHaveLength(1);
  });

  it('names what was probably meant', () => {
    expect(check('operation', { behavior: 'list' })).toEqual([
      '/behavior: "behavior" is nothing that can be said of an operation or path. Did you mean "behaviour"?',
    ]);
    expect(check('operation', { behaviour: 'lists' })[0]).toMatch(/Did you mean "list"\?$/);
    expect(check('operation', { resource: '/pet' })).toEqual([
      '/resource: There is no collection at "/pet". Did you mean "/pets"?',
    ]);
    expect(check('document', { resources: { '/pets': { identty: 'id' }, '/petz': {} } })).toEqual([
      '/resources/~1pets/identty: "identty" is nothing that can be said of a collection. Did you mean "identity"?',
      '/resources/~1petz: There is no collection at "/petz". Did you mean "/pets"?',
    ]);
    expect(
      check('operation', { parameters: { owners: 'none' } }, { parameters: ['owner'] }),
    ).toEqual(['/parameters/owners: There is no query parameter "owners". Did you mean "owner"?']);
    expect(check('operation', { parameters: { page: 'pages' } })[0]).toMatch(/"page"\?$/);
  });

  it('or what there is', () => {
    expect(check('schema', { colour: 1 })[0]).toMatch(/It may have assign, on, generate\.$/);
    expect(check('operation', { resource: '/unlike/anything/else' })[0]).toMatch(
      /Collections of the document are \/pets, \/pets\/\{petId\}\/toys\.$/,
    );
    expect(check('operation', { parameters: { xyz: 'none' } }, { parameters: ['a'] })[0]).toMatch(
      /There are a\.$/,
    );
    expect(check('schema', { assign: 7 })[0]).toMatch(/Choose one of them\.$/);
  });

  it.each<[OverridePlace, Json]>([
    ['operation', 'static'],
    ['operation', { reply: 7 }],
    ['operation', { set: [] }],
    ['operation', { resource: 7 }],
    ['operation', { parameters: [] }],
    ['operation', { parameters: { q: { from: 'a', to: 'b' } } }],
    ['operation', { parameters: { q: { like: 'a' } } }],
    ['document', { resources: [] }],
    ['document', { claims: {} }],
    ['collection', { identity: [] }],
    ['collection', { identity: 7 }],
    ['collection', { count: -1 }],
    ['collection', { count: 1.5 }],
  ])('of %s cannot be %j', (place, value) => {
    expect(check(place, value)).toHaveLength(1);
  });
});

it('a mistake in a document is told with its place, and stops nothing', async () => {
  const document = await toDocument(`
x-mock: { resources: { /pets: { exist: always } } }
paths:
  /pets:
    x-mock: { behaviour: statik }
    get:
      x-mock: { parameters: { qq: none } }
      parameters: [{ name: q, in: query, schema: { type: string } }]
      responses: { '200': { description: OK, content: { application/json: { schema: { type: string, x-mock: { asign: now } } } } } }`);
  expect(checkDocument(document).map(({ severity, pointer }) => [severity, pointer])).toEqual([
    ['warning', expect.stringMatching(/^\/paths\/~1pets\/get\/responses\/200.*\/x-mock\/asign$/)],
    ['warning', '/x-mock/resources/~1pets/exist'],
    ['warning', '/paths/~1pets/x-mock/behaviour'],
    ['warning', '/paths/~1pets/get/x-mock/parameters/qq'],
  ]);
});
