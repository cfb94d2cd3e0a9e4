import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMock, DocumentError } from '../../mock/index.ts';

const parents = '/v3/orgs/acme/sales/commercial_transactions';
const contracts = `${parents}/e0000000-0000-4000-8000-000000000000/contracts`;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standin-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A scenario whose only contract lacks what the document requires. */
async function write(name: string, more: string): Promise<string> {
  const path = join(folder, `${name}.yaml`);
  const lines = [
    `scenario: ${name}`,
    'why: a contract the real provider once sent',
    ...(more === '' ? [] : [more]),
    'state:',
    `  ${parents}:`,
    '    entities: [{ id: e0000000-0000-4000-8000-000000000000 }]',
    `  ${contracts}:`,
    '    entities: [{ id: 7, documents_contract_id: 5 }]',
  ];
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

it('refuses a scenario that contradicts the document, with the place', async () => {
  const path = await write('wrong', '');
  const error = await createMock({ scenario: path }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DocumentError);
  expect(String(error)).toMatch(/wrong\.yaml:7:\d+[\s\S]*must be a string/);
});

it('serves one that means to, and marks its replies', async () => {
  const mock = await createMock({ scenario: await write('meant', 'violates: true') });
  const response = await mock.handle(new Request(`http://mock.test${contracts}`));
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual([{ id: 7, documents_contract_id: 5 }]);
  expect(response.headers.get('X-Mock-Findings')).toContain('must be a string');
  expect(mock.counters.validated).toBe(mock.counters.sent);
});

it('comes back with a snapshot that was taken in it, and so do the replies', async () => {
  const mock = await createMock({ scenario: await write('back', 'violates: true') });
  const ask = async () => (await fetch(`${mock.url}${contracts}`)).json();
  const order = (path: string) =>
    fetch(`${mock.url}/__admin/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: path === 'snapshots' ? '{"name":"a"}' : '{}',
    });
  await mock.listen();
  const before = await ask();
  await order('snapshots');
  await order('scenarios/default');
  await ask();
  await order('snapshots/a/restore');
  expect(await ask()).toEqual(before);
  expect(before).toEqual([{ id: 7, documents_contract_id: 5 }]);
  await mock.close();
});
