import { renameSync, writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { stopChildren } from '../support/child.ts';
import { pets } from '../support/pets.ts';
import { fetchFrom } from '../support/shipped.ts';
import { createFolder, serveCli, stopCli } from './_cli.ts';

const folder = createFolder();
afterAll(stopChildren);
afterAll(folder.remove);

const text = JSON.stringify(pets, null, 2);
const extended = text.replaceAll('/weather', '/climate');

it('--watch reads changed files again, keeps the state, and survives a broken one', async () => {
  const path = folder.write('pets.json', text);
  const { child, url } = await serveCli([path, '--watch']);
  await child.until(/Stop with Ctrl\+C/);
  const made = await fetchFrom(url, 'POST /pets', { body: { name: 'Rex' } });
  const isKept = async () => {
    expect((await fetchFrom(url, 'GET /pets?limit=100')).text).toContain(made.text);
  };
  expect((await fetchFrom(url, 'GET /climate?city=Vigo')).status).toBe(404);

  writeFileSync(path, extended);
  await child.until(
    /pets\.json changed: read again in \d+ ms\. What was changed is kept; [^\n]*\n/,
  );
  expect((await fetchFrom(url, 'GET /climate?city=Vigo')).status).toBe(200);
  await isKept();

  writeFileSync(path, extended.replace('"openapi": "3.1.0",', '"openapi": "3.1.0"'));
  await child.until(
    /! \S+pets\.json changed, but cannot be used; what was served before is served on\.\n\S+pets\.json:\d+:\d+/,
  );
  expect((await fetchFrom(url, 'GET /climate?city=Vigo')).status).toBe(200);
  await isKept();

  // As editors do that write a new file and put it in the place of the old one.
  renameSync(folder.write('pets.json.new', text), path);
  await child.until(/read again[\s\S]*cannot be used[\s\S]*read again/);
  expect((await fetchFrom(url, 'GET /weather?city=Vigo')).status).toBe(200);
  await isKept();
  await stopCli(child, 'SIGINT');
});
