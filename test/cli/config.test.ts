import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { stopChildren } from '../support/child.ts';
import { pets } from '../support/pets.ts';
import { fetchFrom } from '../support/shipped.ts';
import { createFolder, runCli, serveCli, startCli, stopCli } from './_cli.ts';
import { runHere } from './_here.ts';

afterAll(stopChildren);

/** A folder with a document and this configuration. */
function createRoom(config: string, name = 'standin.config.yaml') {
  const folder = createFolder();
  afterAll(folder.remove);
  folder.write('pets.json', JSON.stringify(pets));
  const path = folder.write(name, config);
  return { ...folder, config: path };
}

describe('standin.config.*', () => {
  it('says what is served and how; flags win over it', async () => {
    const room = createRoom(
      'documents: [{ document: pets.json, base: /shop }]\nseed: mine\ncors: false\nlog: { level: warn }\nport: 1',
    );
    const { child, url } = await serveCli(['--log-level', 'info'], { cwd: room.path });
    await child.until(/Stop with Ctrl\+C/);
    expect(child.stdout()).toContain('(seed mine)\nConfiguration: standin.config.yaml\n');
    const { status, headers } = await fetchFrom(url, 'GET /shop/pets', {
      fields: { Origin: 'http://x' },
    });
    expect(status).toBe(200);
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    await stopCli(child);
    const other = await serveCli(['--seed', 'flag', '--cors', '--log-level', 'info'], {
      cwd: room.path,
    });
    expect(other.child.stdout()).toContain('(seed flag)');
    const reply = await fetchFrom(other.url, 'GET /shop/pets', { fields: { Origin: 'http://x' } });
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBe('http://x');
    await stopCli(other.child);
  });

  it('is named by --config, and left alone by --no-config', async () => {
    const room = createRoom('documents: pets.json', 'mine.yaml');
    const explain = (...args: string[]) => runHere(['explain', ...args, '--json']);
    const titles = async (...args: string[]) =>
      JSON.parse((await explain(...args)).stdout).documents.map(
        ({ title }: { title: string }) => title,
      );
    expect(await titles('--config', room.config)).toEqual(['Pets']);
    expect((await titles('--no-config')).length).toBe(2);
    const { code, stderr } = await explain('--config', `${room.path}/none.yaml`);
    expect(code).toBe(2);
    expect(stderr).toMatch(/none\.yaml:1:1\n {2}No such file\./);
  });

  it('overrides what was inferred, and a document that is named keeps what is said of it', async () => {
    const room = createRoom(
      "documents:\n  - document: pets.json\n    operations: { 'GET /pets/{id}': { behaviour: static } }",
    );
    const { stdout } = await runCli(['explain', './pets.json', 'getPet'], { cwd: room.path });
    expect(stdout).toMatch(/ {4}static {2}GET {4}\/pets\/\{petId\} {2}\(getPet\)/);
  });

  it('with mistakes is refused, each with its place', async () => {
    const room = createRoom('documents:\n  - document: pets.json\n    bse: /a\nprt: 1\n');
    const { code, stdout, stderr } = await runCli([], { cwd: room.path });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'standin.config.yaml:3:5 /documents/0/bse\n  "bse" is not known here.\n  Did you mean "base"?\n' +
        'standin.config.yaml:4:1 /prt\n  "prt" is not known here.\n  Did you mean "port"?\n',
    );
  });

  it('in TypeScript is read where Node runs TypeScript; elsewhere it says so', async () => {
    const room = createRoom(
      'export default { documents: "pets.json" as string };',
      'standin.config.ts',
    );
    const { code, stdout, stderr } = await runCli(['explain'], { cwd: room.path });
    if (Reflect.get(process.features, 'typescript')) expect(stdout).toMatch(/^Pets 1\.0\.0\n/);
    else {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(
        /^standin\.config\.ts:1:1\n {2}Node \S+ runs no TypeScript\.\n {2}Write standin\.config\.mjs/,
      );
    }
  });

  it('is checked by standin check, alone or with its scenario', async () => {
    const room = createRoom('documents: pets.json');
    const check = (...args: string[]) => runCli(['check', ...args], { cwd: room.path });
    expect(await check()).toMatchObject({
      code: 0,
      stdout: 'standin.config.yaml: ok\npets.json: ok\n',
    });
    room.write('start.yaml', 'scenario: start\nstate: { /pest: { generate: 3 } }');
    writeFileSync(room.config, 'documents: pets.json\nscenario: start.yaml');
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^standin\.config\.yaml: ok\npets\.json: ok\nstart\.yaml: contradicts[\s\S]*Did you mean "\/pets"/,
    );
    writeFileSync(
      room.config,
      'documents:\n  - { document: pets.json, operations: { getPt: {} } }',
    );
    const wrong = await check();
    expect(wrong).toMatchObject({ code: 1, stderr: '' });
    expect(wrong.stdout).toMatch(
      /^standin\.config\.yaml: contradicts .*\nstandin\.config\.yaml:2:\d+ \/operations\/getPt\n.*\n {2}Did you mean "getPet"\?\n$/,
    );
  });
});

describe('--watch', () => {
  it('reads a changed configuration again and keeps the state', async () => {
    const room = createRoom('documents: pets.json\nport: 0\nwatch: true');
    const child = startCli([], { cwd: room.path });
    const [, url = ''] = await child.until(/ready in \d+ ms at (http:\S+)/);
    await child.until(/Stop with Ctrl\+C/);
    const made = await fetchFrom(url, 'POST /pets', { body: { name: 'Rex' } });
    expect(made.status).toBe(201);
    const edit = (text: string) => writeFileSync(room.config, text);

    edit(
      'documents: [{ document: pets.json, operations: { listPets: { behaviour: static } } }]\nport: 0',
    );
    await child.until(/standin\.config\.yaml changed: read again/);
    const explained = await fetchFrom(url, 'GET /__admin/explain');
    const { operations } = JSON.parse(explained.text);
    expect(operations[0]).toMatchObject({ id: 'listPets', behaviour: 'static' });
    const path = made.headers.get('Location');
    expect((await fetchFrom(url, `GET ${path}`)).text).toBe(made.text);

    edit('documnts: pets.json');
    await child.until(
      /standin\.config\.yaml changed, but cannot be used; .*\nstandin\.config\.yaml:1:1/,
    );
    expect((await fetchFrom(url, `GET ${path}`)).text).toBe(made.text);
    await stopCli(child, 'SIGINT');
  });
});
