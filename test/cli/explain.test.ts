import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { stopChildren } from '../support/child.ts';
import { pets } from '../support/pets.ts';
import { createFolder, runCli } from './_cli.ts';
import { runHere } from './_here.ts';

const folder = createFolder();
afterAll(stopChildren);
afterAll(folder.remove);

describe('standin explain', () => {
  it('tells every operation, what it does, and why', async () => {
    const { code, stdout, stderr } = await runCli(['explain']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const contracts = '/v2/orgs/{org}/subscriptions/{subscriptionId}/contracts';
    expect(stdout).toContain(`  ${contracts}  holds each contract\n`);
    expect(stdout).toContain('    The property "id" (string) tells items apart.\n');
    expect(stdout).toMatch(
      /^ {4}create {2}POST {3}\S+contracts {2}\(addSubscriptionContract\)\n {12}\S/m,
    );
    expect(stdout).toContain('documents_contract_id filters by documents_contract_id');
    expect(stdout.match(/^ {4}(list|create|read) /gm)).toHaveLength(5);
  });

  it('tells what it takes for a resource, and what not', async () => {
    const path = folder.write('pets.json', JSON.stringify(pets));
    const { stdout } = await runHere(['explain', path]);
    expect(stdout).toMatch(/^Pets 1\.0\.0\n/);
    expect(stdout).toMatch(/\n\n {2}\/pets {2}holds each pet\n/);
    for (const [behaviour, id] of [
      ['list', 'listPets'],
      ['create', 'addPet'],
      ['read', 'getPet'],
      ['replace', 'replacePet'],
      ['merge', 'changePet'],
      ['remove', 'removePet'],
    ]) {
      expect(stdout).toMatch(new RegExp(`^ {4}${behaviour} .*\\(${id}\\)$`, 'm'));
    }
    expect(stdout).toMatch(
      /\n {2}Without a resource\n {4}static {2}GET {4}\/weather {2}\(getWeather\)\n/,
    );
  });

  it('tells where an operation does more of HTTP', async () => {
    const path = fileURLToPath(new URL('../documents/notes.yaml', import.meta.url));
    const { stdout } = await runHere(['explain', path]);
    expect(stdout).toMatch(
      /\(PUT \/notes\/\{id\}\)\n {12}.+\n {12}Tells ETag; a stale If-Match is a 412, none at all a 428\.\n/,
    );
  });

  it('tells which of the operations of one path answers', async () => {
    const path = fileURLToPath(new URL('../documents/corners/forks.yaml', import.meta.url));
    const { stdout } = await runHere(['explain', path, 'POST', '/auth/x/login']);
    const shared = 'the same path but for names: it gets what its path parameters name';
    expect(stdout.match(/\(loginAt\w+\)/g)).toHaveLength(3);
    expect(stdout).toContain(`POST /auth/{gate_mount}/login and 1 more have ${shared}`);
    expect(stdout).toContain('POST /auth/{door_mount}/login comes first for the rest.');
    const one = (await runHere(['explain', path, 'byNumber'])).stdout;
    expect(one).toContain(`GET /journals/{JournalID} has ${shared}`);
  });

  it('--json tells the same to programs', async () => {
    const { stdout } = await runHere(['explain', '--json']);
    const { resources, operations, warnings } = JSON.parse(stdout);
    expect(operations.map(({ id }: { id: string }) => id)).toEqual([
      'listSubscriptionContracts',
      'addSubscriptionContract',
      'getSubscriptionContract',
      'listCommercialTransactionContracts',
      'addCommercialTransactionContract',
    ]);
    expect(operations[0]).toMatchObject({ method: 'GET', behaviour: 'list', isSecured: true });
    expect(resources.length).toBeGreaterThanOrEqual(4);
    expect(warnings).toEqual([]);
  });

  it('takes an overlay', async () => {
    const path = folder.write('plain.json', JSON.stringify(pets));
    const overlay = folder.write(
      'static.yaml',
      "overlay: 1.0.0\ninfo: { title: x, version: '1' }\nactions:\n  - { target: '$.paths[*].get', update: { x-mock: { behaviour: static } } }\n",
    );
    const { stdout } = await runHere(['explain', path, '--overlay', overlay]);
    expect(stdout).toContain('The overlay says so.');
  });

  it('begins with totals, and ends with the odd corners', async () => {
    const odd = structuredClone<Record<string, unknown>>(pets);
    Object.assign(odd, { paths: { ...pets.paths, '/odd?x': { fetch: {} } } });
    const path = folder.write('odd.json', JSON.stringify(odd));
    const { stdout } = await runHere(['explain', path]);
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      'Pets 1.0.0',
      `  ${path} (OpenAPI 3.1.0), served below /, /base`,
      '  7 operations, 1 resource',
      '  6 with state: 1 list, 1 create, 1 read, 1 replace, 1 remove, 1 merge',
      '  1 without state: valid replies from examples and schemas',
    ]);
    expect(stdout).toMatch(
      /\nOdd corners: 2 \(served all the same\)\n {2}\S+odd\.json:1:\d+ \/paths/,
    );
    expect(stdout).toContain('No request reaches the path "/odd?x"');
    const { stdout: sound } = await runHere([
      'explain',
      folder.write('p.json', JSON.stringify(pets)),
    ]);
    expect(sound).toMatch(/\nOdd corners: none\n$/);
  });
});

describe('standin explain <document> <text>', () => {
  const path = folder.write('looked.json', JSON.stringify(pets));
  const look = async (...words: string[]) => (await runHere(['explain', path, ...words])).stdout;

  it.each([['getPet'], ['GET', '/pets/{petId}'], ['GET /pets/{whatever}'], ['get', '/pets/7?x=1']])(
    '%j %j is one operation, with all that is known of it',
    async (...words) => {
      const stdout = await look(...words);
      expect(stdout.match(/^ {4}(list|read|create|static) /gm)).toHaveLength(1);
      expect(stdout).toContain('    read    GET    /pets/{petId}  (getPet)\n');
      expect(stdout).toMatch(/ {4}Try it: curl -i 'http:\/\/127\.0\.0\.1:4010\/pets\/\d+'\n/);
      expect(stdout).toContain('  /pets  holds each pet\n');
      expect(stdout).toContain('Another verdict:');
      expect(stdout).not.toContain('Odd corners');
    },
  );

  it('a path is every operation of it, and any text what has it', async () => {
    expect((await look('/pets/7')).match(/\((get|replace|change|remove)Pet\)/g)).toHaveLength(4);
    expect(await look('WEATHER')).toContain('(getWeather)');
    expect(await look('static')).toContain('(getWeather)');
    expect(await look('weather')).not.toContain('holds each pet');
  });

  it('--json tells what was found, with totals of the whole', async () => {
    const { documents, operations, resources } = JSON.parse(await look('getPet', '--json'));
    expect(documents).toEqual([
      {
        ...{ title: 'Pets', version: '1.0.0', format: 'OpenAPI 3.1.0', name: path, base: '' },
        serverPaths: ['/base'],
        totals: { operations: 7, resources: 1, stateful: 6, stateless: 1 },
        behaviours: { list: 1, create: 1, read: 1, replace: 1, remove: 1, merge: 1, static: 1 },
      },
    ]);
    expect(operations).toMatchObject([{ id: 'getPet', behaviour: 'read', resource: '/pets' }]);
    expect(resources).toMatchObject([{ collection: '/pets' }]);
  });

  it('nothing of it: what was probably meant', async () => {
    for (const [text, near] of [
      ['getPt', 'getPet'],
      ['GET /pest', 'GET /pets'],
    ] as const) {
      const { code, stderr } = await runHere(['explain', path, text]);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: `Nothing in the documents has "${text}" in it. Did you mean "${near}"?\n`,
      });
    }
    expect((await runHere(['explain', path, 'zzzzzz'])).stderr).toContain('--all');
    expect((await runHere(['explain', 'nowhere.yaml', 'x'])).stderr).toContain('No such file.');
  });
});

describe('standin explain of a large document', () => {
  const paths = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`/things-${index}`, pets.paths['/weather']]),
  );
  const large = { ...pets, paths: { ...pets.paths, ...paths } };
  const path = folder.write('large.json', JSON.stringify(large).replaceAll('"getWeather"', '""'));

  it('is a line for each resource and each reason, and how to see more', async () => {
    const { stdout } = await runHere(['explain', path]);
    expect(stdout.split('\n').length).toBeLessThan(60);
    expect(stdout).toContain('\n    /pets  list, create, read, replace, remove, merge\n');
    expect(stdout).toMatch(
      /\n {7}61 {2}GET whose reply holds no list of objects\. {2}For example GET \/weather\n/,
    );
    expect(stdout).toContain(`More: standin explain ${path} <operationId`);
  });

  it('--all tells every operation, and a text those that have it', async () => {
    const { stdout } = await runHere(['explain', path, '--all']);
    expect(stdout.match(/^ {4}static {2}GET /gm)).toHaveLength(61);
    const found = await runHere(['explain', path, 'things-5']);
    expect(found.stdout.match(/^ {4}static {2}GET /gm)).toHaveLength(11);
    const many = await runHere(['explain', path, 'things']);
    expect(many.stdout).toContain('60 operations with "things"');
  });
});
