import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createMock } from '../../mock/index.ts';

const documents = fileURLToPath(new URL('../documents/wire.yaml', import.meta.url));

async function ask(path: string) {
  const mock = await createMock({ documents });
  return mock.handle(new Request(`http://mock${path}`));
}

it('a path below /__admin that the document names is the document’s', async () => {
  const response = await ask('/__admin/mappings');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ mappings: expect.any(Array) });
});

it('the others are the control API’s, whatever a template of nothing but parameters would take', async () => {
  const response = await ask('/__admin/health');
  expect(await response.json()).toMatchObject({ status: 'healthy' });
});

it('it is told that the control API is covered', async () => {
  const mock = await createMock({ documents });
  expect(mock.warnings.map(({ message }) => message)).toContainEqual(
    '/__admin/mappings is below /__admin, where the control API lives; the document is answered.',
  );
});
