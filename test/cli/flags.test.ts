import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { createMock } from '../../mock/index.ts';
import { stopChildren } from '../support/child.ts';
import { ask, contractsOf, fetchFrom, newContract, toIds } from '../support/shipped.ts';
import { createFolder, serveCli, startCli, stopCli } from './_cli.ts';

const folder = createFolder();
afterAll(stopChildren);
afterAll(folder.remove);

const list = `GET ${contractsOf('v3', 'documented')}`;

describe('flags of standin mock', () => {
  it('--seed gives other data, and --log-format json one object a line', async () => {
    const { child, url } = await serveCli(['--log-format', 'json', '--seed', 'another']);
    expect(child.stdout()).toContain('(seed another)');
    const { text } = await fetchFrom(url, list);
    expect(text).toBe((await ask(await createMock({ seed: 'another' }), list)).text);
    expect(text).not.toBe((await ask(await createMock(), list)).text);
    await fetchFrom(url, `${list}?limit=0`);
    const { stdout } = await stopCli(child, 'SIGINT');
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line));
    expect(lines.map(({ msg }) => msg)).toMatchObject([
      'ready',
      'valid',
      expect.stringMatching(/^parameter-invalid: The query parameter limit/),
      expect.stringMatching(/^SIGINT/),
      'Stopped.',
    ]);
    const [, valid, invalid] = lines;
    expect(valid).toMatchObject({
      ...{ level: 30, method: 'GET', status: 200, findings: [] },
      operationId: 'listCommercialTransactionContracts',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect(invalid).toMatchObject({
      ...{ status: 400, problem: 'parameter-invalid' },
      findings: [{ part: 'query', name: 'limit', rule: 'minimum' }],
    });
  });

  it('--log-level silent writes nothing at all', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await new Promise((resolve) => probe.close(resolve));
    const child = startCli(['--log-level', 'silent', '--port', `${port}`]);
    const url = `http://127.0.0.1:${port}`;
    await expect.poll(() => fetch(url).catch(() => undefined), { timeout: 15_000 }).toBeTruthy();
    expect((await fetchFrom(url, list)).status).toBe(200);
    expect(await stopCli(child)).toMatchObject({ stdout: '' });
  });

  it('--no-cors, --overlay and a document of one’s own', async () => {
    const document = folder.write(
      'pets.yaml',
      `openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: Pets
          content: { application/json: { schema: { type: array, items: { type: string } } } }
`,
    );
    const overlay = folder.write(
      'more.overlay.yaml',
      `overlay: 1.0.0
info: { title: More, version: 1.0.0 }
actions:
  - target: $.paths['/pets'].get.responses['200'].content['application/json']
    update: { example: [Rex, Tom] }
`,
    );
    const { child, url } = await serveCli([document, '--overlay', overlay, '--no-cors']);
    expect(child.stdout()).toMatch(/^Pets\n {2}GET {4}http\S+\/pets\n/m);
    const { json, headers } = await fetchFrom(url, 'GET /pets', { fields: { Origin: 'http://x' } });
    expect(json).toEqual(['Rex', 'Tom']);
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    await stopCli(child);
  });

  it('--scenario and --host', async () => {
    const scenario = folder.write(
      'mine.yaml',
      `scenario: mine
state:
  /v3/orgs/acme/sales/commercial_transactions:
    entities: [{ id: 11111111-1111-4111-8111-111111111111 }]
  /v3/orgs/acme/sales/commercial_transactions/11111111-1111-4111-8111-111111111111/contracts:
    generate: 2
`,
    );
    const { child, url } = await serveCli(['--scenario', scenario, '--host', 'localhost']);
    expect(url).toMatch(/^http:\/\/localhost:\d+$/);
    const [, target = ''] = /GET {4}http:\/\/[^/]+(\/v3\S+)/.exec(child.stdout()) ?? [];
    expect(target).toContain('/orgs/acme/');
    expect(toIds((await fetchFrom(url, `GET ${target}`)).json)).toHaveLength(2);
    expect((await fetchFrom(url, `POST ${target}`, { body: newContract })).status).toBe(201);
    expect((await fetchFrom(url, list)).status).toBe(404);
    await stopCli(child);
  });
});
