import { describe, expect, it } from 'vitest';
import { loadDocument } from '../../spec/load.ts';
import { readOperations } from '../../spec/operations.ts';
import { findResourceAt } from '../../spec/resource-path.ts';
import { inferResources } from '../../spec/resources.ts';
import { pets } from '../support/pets.ts';

describe('the resource at a path', async () => {
  const document = await loadDocument({
    ...pets,
    paths: { ...pets.paths, '/shops/{shop}/pets': pets.paths['/pets'] },
  });
  const { resources } = inferResources(document, readOperations(document));
  const find = (path: string) => {
    const found = findResourceAt(path, resources);
    const { view, values = found?.parents ?? [] } = found?.part ?? {};
    return found && [(view ?? found.resource).collection, ...values];
  };

  it('is found with the identities in the path, decoded', () => {
    expect(find('/pets')).toEqual(['/pets']);
    expect(find('/shops/caf%C3%A9%2F1/pets')).toEqual(['/shops/{shop}/pets', 'café/1']);
    expect(find('/shops/100%/pets')).toEqual(['/shops/{shop}/pets', '100%']);
  });

  it('is found with the extension of its path, and without', async () => {
    const { '/pets': list, '/pets/{petId}': item } = pets.paths;
    const paths = { '/pets/{petId}.json': item, '/pets.json': list };
    const other = await loadDocument({
      ...pets,
      paths,
      'x-mock': { resources: { '/pets.json': { name: 'beast' } } },
    });
    const own = inferResources(other, readOperations(other)).resources;
    expect(own.map(({ id, name }) => [id, name])).toEqual([['/pets', 'beast']]);
    for (const path of ['/pets.json', '/pets']) {
      expect(findResourceAt(path, own)?.resource.collection).toBe('/pets.json');
    }
    expect(findResourceAt('/pets.xml', own)).toBeUndefined();
  });

  it.each(['/pets/7', '/pet', '/', '/shops/1/pets/7', 'pets'])('is none at %s', (path) => {
    expect(find(path)).toBeUndefined();
  });
});
