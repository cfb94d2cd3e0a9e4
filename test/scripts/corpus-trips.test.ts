import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/_build.mjs';
import { judgeDocument } from '../../scripts/corpus/_judge-document.mjs';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

beforeAll(() => ensureBuilt());
afterEach(() => {
  delete process.env.CORPUS_LIE;
});

/** The steps of each resource: a minus for one that failed, and whose fault it is if that is proven. */
const follow = async (lie: string) => {
  process.env.CORPUS_LIE = lie;
  const options = { seed: '1', requiredOnly: true, budget: 1000, startBudget: 20_000 };
  const place = { path: at('../documents/keeper.yaml'), server: at('./keeper.mjs') };
  const { trips } = await judgeDocument({ ...options, ...place });
  const toMark = (blame?: string) => (blame === undefined ? '' : ` (${blame})`);
  return Object.fromEntries(
    trips.map(({ resource, steps }) => [
      resource,
      steps.map(({ name, ok, blame }) => (ok ? name : `-${name}${toMark(blame)}`)).join(', '),
    ]),
  );
};

const explained = {
  '/drafts': '-list (the list asks for a state that cannot be "closed", as the item\'s is)',
  '/orders': '-create (POST /orders declares errors and a default, but no success)',
  '/shapes': `-read (${[
    '/paths/~1shapes~1{id}/get/responses/200/content/application~1json/schema refuses the item',
    'with all that was sent: oneOf of /components/schemas/Shape/oneOf at /',
  ].join(' ')})`,
};

describe('items that are hard to follow', () => {
  it('are followed, and what the document makes impossible is told as its own', async () => {
    expect(await follow('none')).toEqual({
      ...explained,
      // By the value that the item itself has for what the list must be told.
      '/tasks': 'read, list, delete, gone',
      // Page by page, from the first one on, though each has to be asked for.
      '/rows': 'read, list',
      // Under a name that nothing had before; the list calls it otherwise.
      '/blocks': 'read, read after replace, list, delete, gone',
      // By what the list did not show before.
      '/memos': 'read, list',
      '/kinds': 'read, list',
    });
  });

  it('are missed where a list does not show them', async () => {
    expect(await follow('unlisted')).toMatchObject({
      '/tasks': 'read, -list, delete, gone',
      '/rows': 'read, -list',
      '/blocks': 'read, read after replace, -list, delete, gone',
      '/memos': '-read',
      '/kinds': 'read, -list',
    });
  });

  it('are told apart from others', async () => {
    expect(await follow('forgetful')).toMatchObject({
      '/tasks': '-read, list, delete, gone',
      '/rows': '-read, list',
      '/memos': '-read, list',
      '/kinds': '-read, list',
    });
  });

  it('are seen where a list goes on to show them', async () => {
    expect(await follow('listed for ever')).toMatchObject({
      '/tasks': 'read, list, delete, -gone',
      '/blocks': 'read, read after replace, list, delete, -gone',
    });
  });
});
