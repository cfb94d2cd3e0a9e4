import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { isJsonObject, type Json } from '../../kernel/json.ts';
import { createCorners } from '../../mock/_corners.ts';
import { createMock } from '../../mock/index.ts';
import { createStand } from '../_stand.ts';

const documents = fileURLToPath(new URL('../documents/gallery.yaml', import.meta.url));
const mock = await createMock({ documents });

async function get(path: string): Promise<readonly Json[]> {
  return JSON.parse(await (await mock.handle(new Request(`http://gallery.test${path}`))).text());
}

function explain(id: string): string {
  return mock.operations.find((one) => one.id === id)?.why ?? '';
}

describe('what is told of parameters', () => {
  it('is explained as what is read off them', () => {
    expect(explain('listFrames')).toBe(
      'GET of the collection; the body is the list; n limits; p pages from 1; by sorts; way says which way; pick picks properties; size_from filters by size from it on; made_of filters by kind; verbose changes nothing.',
    );
    expect(explain('listNails')).toContain('skipped skips; n limits');
    expect(explain('listHooks')).toContain('onward continues; back goes back');
  });
});

it('what is seeded is seen below the first few of the items that it can name', async () => {
  const rooms = await get('/rooms');
  const below = await Promise.all(
    rooms.filter(isJsonObject).map(({ id }) => get(`/rooms/${String(id)}/pictures`)),
  );
  const counts = below.map((pictures) => pictures.length);
  expect(counts.slice(0, 3).every((count) => count >= 3)).toBe(true);
  expect(counts.slice(3).every((count) => count === 0)).toBe(true);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe((await get('/pictures')).length);
});

describe('the search for odd corners', () => {
  it('says so when it ends early, at once and beside requests', async () => {
    const engine = await createStand({ documents: 'gallery.yaml' });
    const searched = engine.apis.map(({ document }) => document);
    for (const document of searched) {
      vi.spyOn(document, 'children').mockImplementation(() => {
        throw new Error('there is no end to it');
      });
    }
    const message = 'The search for odd corners ended early: there is no end to it.';
    expect(createCorners(searched, engine).all()).toMatchObject([{ message }]);
    expect(await createCorners(searched, engine).search()).toMatchObject([{ message }]);
  });

  it('steps aside when it takes long, and finds the same', async () => {
    const engine = await createStand({ documents: 'odds.yaml' });
    const searched = engine.apis.map(({ document }) => document);
    const atOnce = createCorners(searched, engine).all();
    for (const document of searched) {
      const children = document.children.bind(document);
      vi.spyOn(document, 'children').mockImplementationOnce((at) => {
        const start = performance.now();
        while (performance.now() - start < 20);
        return children(at);
      });
    }
    // What the search waits for keeps no program going.
    const going = setInterval(() => undefined, 1);
    onTestFinished(() => clearInterval(going));
    const aside = vi.spyOn(globalThis, 'setImmediate');
    onTestFinished(() => aside.mockRestore());
    expect(await createCorners(searched, engine).search()).toEqual(atOnce);
    expect(aside).toHaveBeenCalled();
  });
});
