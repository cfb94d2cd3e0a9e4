import { expect, it, vi } from 'vitest';
import { createMock } from '../../mock/index.ts';
import { Collection } from '../../mock/state/collection.ts';

const uuid = { type: 'string', format: 'uuid' } as const;
const part = {
  type: 'object',
  required: ['id'],
  properties: { id: { ...uuid, readOnly: true } },
} as const;

/** Parts of things, 500,000 of each, of whatever thing is asked for. */
const document = {
  openapi: '3.1.0',
  info: { title: 'Parts', version: '1' },
  'x-mock': { resources: { '/things/{thing}/parts': { count: 500_000 } } },
  paths: {
    '/things/{thing}/parts': {
      parameters: [{ name: 'thing', in: 'path', required: true, schema: { type: 'integer' } }],
      get: {
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
        responses: {
          200: {
            description: 'Parts',
            content: { 'application/json': { schema: { type: 'array', items: part } } },
          },
        },
      },
    },
  },
} as const;

it('large collections under very many paths are not all kept, and come again the same', async () => {
  const make = vi.spyOn(Collection, 'createLazy');
  const mock = await createMock({ documents: document });
  const ask = async (thing: number) =>
    (await mock.handle(new Request(`http://x/things/${thing}/parts?limit=3`))).text();
  const first = await ask(1);
  expect(JSON.parse(first)).toHaveLength(3);
  for (let thing = 2; thing <= 5; thing++) await ask(thing);
  await ask(5);
  expect(make).toHaveBeenCalledTimes(5);
  expect(await ask(1)).toBe(first);
  expect(make).toHaveBeenCalledTimes(6);
  make.mockRestore();
  await mock.close();
});
