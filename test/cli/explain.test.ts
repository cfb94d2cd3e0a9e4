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
    expect(stdout).toMatch(/^Pets\n\n {2}\/pets {2}holds each pet\n/);
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
});
