import { describe, expect, it } from 'vitest';
import { readAncestorValues } from '../../spec/ancestors.ts';
import { readOperations } from '../../spec/operations.ts';
import { inferResources } from '../../spec/resources.ts';
import { toDocument } from './_document.ts';

async function read(path: string, properties: string, parents: readonly string[]) {
  const document = await toDocument(`
paths:
  ${path}:
    get:
      responses:
        '200':
          description: OK
          content: { application/json: { schema: { type: array, items: { type: object, properties: { ${properties} } } } } }`);
  const { resources } = inferResources(document, readOperations(document));
  const resource = resources.find(({ schema }) => schema);
  if (!resource) throw new Error('there is no resource');
  return Object.fromEntries(readAncestorValues(resource, parents));
}

describe('the properties that name an ancestor', () => {
  const path = '/users/{user}/posts/{postId}/notes';

  it('are called like the parameter, or like the ancestor with id', async () => {
    const properties =
      'post_id: { type: string }, userId: { type: string }, user: { type: string }';
    expect(await read(path, properties, ['ada', '7'])).toEqual({
      post_id: '7',
      userId: 'ada',
      user: 'ada',
    });
  });

  it('are numbers where their schema says so', async () => {
    expect(await read(path, 'postId: { type: integer }', ['ada', '7'])).toEqual({ postId: 7 });
    expect(await read(path, 'postId: { type: [integer, string] }', ['ada', '7'])).toEqual({
      postId: '7',
    });
  });

  it('are not the identity, no objects, and nothing that a parameter called id could mean', async () => {
    expect(await read('/users/{id}/posts', 'id: { type: string }', ['ada'])).toEqual({});
    expect(await read('/users/{name}/posts', 'name: { type: string }', ['ada'])).toEqual({});
    expect(await read('/users/{id}/posts', 'user: { type: object }', ['ada'])).toEqual({});
    expect(await read('/users/{id}/posts', 'user_id: { type: string }', ['ada'])).toEqual({
      user_id: 'ada',
    });
  });
});
