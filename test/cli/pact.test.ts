import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMock, type Mock } from '../../mock/index.ts';
import { startChild } from '../support/child.ts';
import { createFolder, runCli } from './_cli.ts';
import { runHere } from './_here.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pacts = ['subscriptions-v2', 'sales-v3'].map((name) => `pacts/web-frontend-${name}.json`);
const folder = createFolder();
afterAll(() => folder.remove());

describe('standin pact compare', () => {
  it('finds every interaction of pacts/ inside the documents', async () => {
    const { code, stdout } = await runHere(['pact', 'compare', ...pacts]);
    expect(stdout).toMatch(
      /^✓ pacts\/web-frontend-subscriptions-v2\.json in .*subscriptions\.v2\.yaml, 18 interactions: 0 errors, 4 warnings\n/,
    );
    expect(stdout).toMatch(
      /\n✓ pacts\/web-frontend-sales-v3\.json in .*sales\.v3\.yaml, 14 interactions: 0 errors, 3 warnings\n/,
    );
    expect(code).toBe(0);
  });

  it('ends with 1 and points at both files when one is outside', async () => {
    const text = readFileSync(`${root}/pacts/web-frontend-sales-v3.json`, 'utf8');
    const path = folder.write('renamed.json', text.replaceAll('documents_owner_id', 'owner'));
    const document = 'spec/documents/sales.v3.yaml';
    const { code, stdout } = await runHere(['pact', 'compare', path, document]);
    expect(stdout).toContain(`✗ ${path} in ${document}, 14 interactions: `);
    expect(stdout).toContain('  error request.body.incompatible in "to add a contract"\n');
    expect(stdout).toContain("must have required property 'documents_owner_id'");
    expect(stdout).toMatch(
      /renamed\.json:\d+:\d+ {2}\/interactions\/\d+\/request\/body\/content\n/,
    );
    expect(stdout).toMatch(
      /sales\.v3\.yaml:\d+:\d+ {2}\/components\/schemas\/Contract\/required\n/,
    );
    expect(code).toBe(1);
  });

  it('prints JSON', async () => {
    const { code, stdout } = await runHere(['pact', 'compare', '--json', pacts[1] ?? '']);
    const [first] = JSON.parse(stdout);
    expect(first.mismatches).toHaveLength(3);
    expect(first.mismatches[0]).toMatchObject({
      severity: 'warning',
      code: 'response.status.default',
    });
    expect(code).toBe(0);
  });

  it.each([
    ['what is no pact', ['package.json'], /^None of package\.json is a pact\.\n$/],
    [
      'a document that is not there',
      [pacts[0] ?? '', 'none.yaml'],
      /^none\.yaml:1:1\n {2}No such file\./,
    ],
    [
      'a pact without interactions',
      ['EMPTY'],
      /has no HTTP interaction, so there is nothing to compare/,
    ],
  ])('refuses %s', async (_, args, message) => {
    const empty = folder.write(
      'empty.json',
      '{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[]}',
    );
    const files = args.map((arg) => (arg === 'EMPTY' ? empty : arg));
    const { code, stderr } = await runHere(['pact', 'compare', ...files]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});

/** A document whose replies are as its examples say, and odd. */
const menu = {
  openapi: '3.1.0',
  info: { title: 'Menu', version: '1.0.0' },
  paths: {
    '/menu': {
      get: {
        responses: {
          200: {
            description: 'The menu',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Menu' },
                example: {
                  'served-from': '2025-03-01',
                  currency: 'EUR',
                  tables: 12,
                  chef: null,
                  prices: { soup: 4.5, "baker's bread": 2 },
                  dishes: [
                    { kind: 'soup', name: 'Leek', vegan: true },
                    { kind: 'soup', name: 'Fish' },
                  ],
                  corner: [1.5, 'north'],
                  notes: [],
                },
              },
            },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Menu: {
        type: 'object',
        properties: {
          'served-from': { type: 'string', format: 'date' },
          currency: { enum: ['EUR', 'U$D'] },
          tables: { type: 'integer' },
          chef: { type: ['string', 'null'] },
          prices: { type: 'object', additionalProperties: { type: 'number' } },
          dishes: {
            type: 'array',
            items: { oneOf: [{ $ref: '#/components/schemas/Soup' }, { type: 'string' }] },
          },
          corner: { type: 'array', prefixItems: [{ type: 'number' }, { type: 'string' }] },
          notes: { type: 'array', items: { type: 'string' } },
        },
      },
      Soup: {
        type: 'object',
        required: ['kind', 'name'],
        properties: {
          kind: { const: 'soup' },
          name: { type: 'string' },
          vegan: { type: 'boolean' },
        },
      },
    },
  },
};

describe('standin pact derive', () => {
  let mock: Mock | undefined;
  const serve = async (documents?: string) => {
    mock = await createMock(documents === undefined ? {} : { documents });
    return mock.listen();
  };
  afterEach(async () => {
    await mock?.close();
    mock = undefined;
  });
  beforeEach(() => mkdirSync(`${folder.path}/out`, { recursive: true }));

  it("writes a pact that Pact's verifier accepts against a fresh mock", async () => {
    const out = `${folder.path}/out`;
    const url = await serve();
    const contracts = `${url}/v3/orgs/yoigo/sales/commercial_transactions/ce2f20cb-35df-4ffe-bca6-c0ed0c28cb39/contracts`;
    const body = JSON.stringify({ documents_contract_id: 'A', documents_owner_id: 'B' });
    const headers = { 'Content-Type': 'application/json', 'X-Mock-Session': 'checkout' };
    await fetch(contracts, { headers });
    await fetch(contracts, { method: 'POST', headers, body });
    await fetch(`${contracts}?limit=1`, { headers });
    await fetch(`${contracts}?limit=0`, { headers });
    const args = ['--consumer', 'web', '--out', out, '--url', url, '--session', 'checkout'];
    const derived = await runHere(['pact', 'derive', ...args]);
    expect(derived.stdout).toBe(`${out}/web-sales-v3.json: 4 interactions, given "default"\n`);
    expect(derived.code).toBe(0);

    await mock?.close();
    const path = `${out}/web-sales-v3.json`;
    const verified = await runCli(['pact', 'verify', path, '--url', await serve()]);
    expect(verified.stdout).toContain('✓ sales-v3: 4 of 4 interactions hold\n');
    expect(verified.code).toBe(0);
    const compared = await runHere(['pact', 'compare', path]);
    expect(compared.stdout).toContain('4 interactions: 0 errors, 1 warning\n');
  });

  it('does so for a document of its own, odd as its replies may be', async () => {
    const document = folder.write('menu.v1.json', JSON.stringify(menu));
    const out = `${folder.path}/out`;
    const url = await serve(document);
    await fetch(`${url}/menu`);
    const args = [document, '--consumer', 'waiter', '--out', out, '--url', url];
    const derived = await runHere(['pact', 'derive', ...args]);
    expect(derived.stdout).toBe(`${out}/waiter-menu-v1.json: 1 interaction\n`);
    const path = `${out}/waiter-menu-v1.json`;
    const rules = JSON.parse(readFileSync(path, 'utf8')).interactions[0].response.matchingRules
      .body;
    expect(Object.keys(rules).sort()).toEqual(
      [
        '$.corner[0]',
        '$.corner[1]',
        '$.currency',
        '$.dishes',
        '$.dishes[*].kind',
        '$.dishes[*].name',
        '$.prices.soup',
        '$.tables',
        "$['served-from']",
      ].sort(),
    );
    const verified = await runCli(['pact', 'verify', path, '--url', url]);
    expect(verified.stdout).toContain('✓ menu-v1: 1 of 1 interactions hold\n');
    expect(verified.code).toBe(0);
  });

  it.each([
    [
      'a session nobody used',
      ['--session', 'nobody'],
      /^There is no request in the journal of nobody\./,
    ],
    ['a scenario that is unknown', ['--state', 'nowhere'], /answered \d+: .*nowhere/],
    ['a parameter without a value', ['--parameter', 'count'], /^--parameter is "count"\./],
  ])('refuses %s', async (_, args, message) => {
    const all = [
      '--consumer',
      'web',
      '--out',
      `${folder.path}/out`,
      '--url',
      await serve(),
      ...args,
    ];
    const { code, stderr } = await runHere(['pact', 'derive', ...all]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it('asks for the name of the consumer', async () => {
    const { code, stderr } = await runHere(['pact', 'derive']);
    expect(stderr).toContain("required option '--consumer <name>' not specified");
    expect(code).toBe(2);
  });
});

describe('without the optional packages', () => {
  /** What is installed for somebody who installed `standin` alone. */
  function install(): string {
    const home = `${folder.path}/alone`;
    cpSync(`${root}/dist`, `${home}/dist`, { recursive: true });
    cpSync(`${root}/package.json`, `${home}/package.json`);
    mkdirSync(`${home}/node_modules`);
    const names = readdirSync(`${root}/node_modules`).filter((name) => !/^(@pact|\.)/.test(name));
    for (const name of names)
      symlinkSync(`${root}/node_modules/${name}`, `${home}/node_modules/${name}`);
    writeFileSync(`${home}/pact.json`, readFileSync(`${root}/pacts/web-frontend-sales-v3.json`));
    return home;
  }

  it('both commands say what to install', async () => {
    await using mock = await createMock();
    const url = await mock.listen();
    const home = install();
    const run = (...args: string[]) =>
      startChild(process.execPath, [`${home}/dist/cli/main.js`, 'pact', ...args], { cwd: home })
        .ended;
    expect(await run('verify', 'pact.json', '--url', url)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        / npm install --save-dev @pact-foundation\/pact@\d+\.\d+\.\d+\n$/,
      ),
    });
    expect(await run('compare', 'pact.json')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        / npm install --save-dev @pactflow\/openapi-pact-comparator@\d+\.\d+\.\d+\n$/,
      ),
    });
  });
});
