import { afterAll, describe, expect, it } from 'vitest';
import { serve } from '../spec/remote/_server.ts';
import { startChild, stopChildren } from '../support/child.ts';
import { pets } from '../support/pets.ts';
import { fetchFrom } from '../support/shipped.ts';
import { createFolder, serveCli, stopCli } from './_cli.ts';
import { runHere } from './_here.ts';

const folder = createFolder();
afterAll(stopChildren);
afterAll(folder.remove);

const [a, b] = ['A', 'B'].map((title) =>
  folder.write(`${title}.json`, JSON.stringify({ ...pets, info: { title, version: '1' } })),
);

describe('several documents on the command line', () => {
  it.each([
    ['as /prefix=document', [`/a=${a}`, `/b=${b}`]],
    ['with --base behind each', [`${a}`, '--base', '/a', `${b}`, '--base', '/b/']],
  ])('%s: each below its base, with lines that work', async (_, args) => {
    const { child, url } = await serveCli(args);
    await child.until(/Stop with Ctrl\+C/);
    const screen = child.stdout();
    expect(screen).toMatch(/\nA\n {2}GET {4}\S+\/a\/pets\n/);
    expect(screen).toMatch(/\nB\n {2}GET {4}\S+\/b\/pets\n/);
    for (const [, line = ''] of screen.matchAll(/^ {2}(curl .*)$/gm)) {
      const { stdout } = await startChild('bash', ['-c', line]).ended;
      expect(stdout, line).toMatch(/^HTTP\/1\.1 20[01] /);
    }
    const made = await fetchFrom(url, 'POST /b/pets', { body: { name: 'Tom' } });
    expect(made.headers.get('Location')).toMatch(/^\/b\/pets\/\d+$/);
    await stopCli(child);
  });

  it('are explained with their bases', async () => {
    const { stdout } = await runHere(['explain', `/a=${a}`, `/b=${b}`, 'getPet']);
    expect(stdout).toContain('served below /a, /a/base');
    expect(stdout).toMatch(/Try it: curl -i 'http:\/\/127\.0\.0\.1:4010\/b\/pets\/\d+'/);
  });

  it.each([
    [
      [`${a}`, `${b}`, '--base', '/a'],
      /^There are 1 --base for 2 documents\..* write \/a=\S+A\.json\.\n$/,
    ],
    [['--base', '/a'], /^There are 1 --base for no document\./],
    [[`/a=${a}`, '--base', '/a'], /^There are 1 --base/],
    [[`${a}`, '--base', 'a'], /^The base "a" does not begin with a slash; write "\/a"\.\n$/],
    [[`/__admin=${a}`], /^The base "\/__admin" belongs to the stand-in itself/],
    [
      ['explian'],
      /^There is no command and no file "explian"\. Did you mean "standin explain"\?\n$/,
    ],
    [['mok', `${a}`], /Did you mean "standin mock"\?/],
    [
      ['--allow-remote-refs', `${a}`],
      /^--allow-remote-refs took "\S+" for a host\. Write --allow-remote-refs=/,
    ],
    [[`${a}`, '--header', 'X-Key: hush'], /^--header is for fetching a document over http\(s\)/],
    [
      ['https://a.test/x', '--header', 'hush'],
      /^--header is no field\. Write it as "Name: value"\.\n$/,
    ],
    [
      ['https://a.test/x', 'https://b.test/y', '--header', 'X-Key: hush'],
      /^--header would go to several servers\./,
    ],
    [
      [`${a}`, '--scenario', 'flaky'],
      /^flaky:1:1\n {2}The scenario "flaky" goes with the documents that ship.*\n {2}Write one in a file.* \/pets: \{ generate: 3/,
    ],
  ])('%j is refused', async (args, message) => {
    const { code, stdout, stderr } = await runHere(args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('hush');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('a document may be called like a command', async () => {
    const path = folder.write('explian', JSON.stringify(pets));
    const { child } = await serveCli(['explian'], { cwd: folder.path });
    expect(path).toContain('explian');
    await stopCli(child);
  });
});

describe('a document over http', () => {
  it('is served like a file, fetched with the fields it asks for', async () => {
    const site = await serve({
      '/api/openapi.json': (request, response) => {
        if (request.headers['x-key'] !== 'open') response.writeHead(401).end();
        else response.end(JSON.stringify(pets));
      },
    });
    const address = `${site.url}/api/openapi.json`;
    const { code, stderr } = await runHere(['explain', address]);
    expect(code).toBe(2);
    expect(stderr).toBe(
      `${address}:1:1\n  The server answered 401: it asks for credentials.\n  Send what it asks for: --header "Authorization: Bearer …"\n`,
    );
    const { child, url } = await serveCli([address, '--header', 'X-Key: open', '--watch']);
    await child.until(/Not watched, because it is remote: http\S+openapi\.json\./);
    expect((await fetchFrom(url, 'GET /pets')).status).toBe(200);
    expect(child.stdout()).not.toContain('open\n');
    await stopCli(child);
  });

  it('brings in other servers only when that is allowed', async () => {
    const site = await serve({ '/pet.json': JSON.stringify(pets.components.schemas.Pet) });
    const Pet = { $ref: `${site.url}/pet.json` };
    const remote = {
      ...pets,
      components: { ...pets.components, schemas: { ...pets.components.schemas, Pet } },
    };
    const path = folder.write('remote.json', JSON.stringify(remote));
    const told = await runHere(['explain', path]);
    expect(told.stdout + told.stderr).toContain(`--allow-remote-refs=${site.host}`);
    const { code, stdout } = await runHere(['explain', path, `--allow-remote-refs=${site.host}`]);
    expect(code).toBe(0);
    expect(stdout).toContain('The property "id" (integer) tells items apart.');
  });
});
