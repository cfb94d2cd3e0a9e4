import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../spec/check.ts';
import type { OpenApiDocument } from '../../spec/document.ts';
import { DocumentError } from '../../spec/fault.ts';
import { loadDocument } from '../../spec/load.ts';
import type { RemotePolicy } from '../../spec/remote/policy.ts';
import { writeFiles } from './_document.ts';
import { serve } from './remote/_server.ts';

const head = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\npaths: {}\n";
const withPet = (ref: string) => `${head}components: { schemas: { Pet: { $ref: '${ref}' } } }`;

function findPet(document: OpenApiDocument) {
  const pet = document.resolve('#/components/schemas/Pet', document.root);
  return pet && document.follow(pet);
}

/** What is said of a document that cannot be used, or all that is odd in it. */
async function tell(input: string, remote?: RemotePolicy): Promise<string> {
  try {
    const document = await loadDocument(input, { ...(remote && { remote }) });
    return checkDocument(document)
      .map(({ message, mend }) => `${message}\n${mend}`)
      .join('\n');
  } catch (error) {
    if (error instanceof DocumentError) return error.message;
    throw error;
  }
}

describe('a document at an address', () => {
  it('is read with what it refers to, from file to file, relative to each', async () => {
    const { url, asked } = await serve({
      '/api/openapi': withPet('schemas/pet.yaml#/Pet'),
      '/api/schemas/pet.yaml': 'Pet: { $ref: "../../common.json" }',
      '/common.json': '{ "title": "A pet" }',
    });
    const document = await loadDocument(`${url}/api/openapi`);
    expect(findPet(document)?.node).toEqual({ title: 'A pet' });
    expect(asked.map(({ target }) => target)).toEqual([
      '/api/openapi',
      '/api/schemas/pet.yaml',
      '/common.json',
    ]);
    expect(document.files).toEqual([]);
    expect([...document.sources.keys()]).toContain(`${url}/common.json`);
    const pet = findPet(document);
    expect(pet && document.position(pet)).toEqual({
      file: `${url}/common.json`,
      line: 1,
      column: 1,
    });
  });

  it('may be redirected: what it refers to lies beside where it is', async () => {
    const { url } = await serve({
      '/latest': { to: '/v2/openapi.yaml' },
      '/v2/openapi.yaml': withPet('./pet.yaml'),
      '/v2/pet.yaml': 'title: Here',
    });
    const document = await loadDocument(new URL(`${url}/latest`));
    expect(document.entry.name).toBe(`${url}/v2/openapi.yaml`);
    expect(findPet(document)?.node).toEqual({ title: 'Here' });
  });

  it('takes overlays, which are files', async () => {
    const { url } = await serve({ '/openapi.json': JSON.stringify({ info: { title: 'Pets' } }) });
    const overlay = await writeFiles({
      'o.yaml': 'overlay: 1.0.0\nactions: [{ target: $.info, update: { title: Cats } }]',
    });
    const document = await loadDocument(`${url}/openapi.json`, { overlays: [overlay] });
    expect(document.title).toBe('Cats');
    expect(document.files).toEqual([overlay]);
  });

  it('that cannot be had, or is no document, is refused by its address', async () => {
    const { url } = await serve({ '/bad': 'a: "', '/page': '<!doctype html><title>Hi</title>' });
    expect(await tell(`${url}/bad`)).toMatch(/^http:\S+\/bad:1:\d+\n {2}Not valid YAML/);
    expect(await tell(`${url}/page`)).toMatch(/\/page:1:1\n {2}An HTML page came back .* \("Hi"\)/);
    const told = await tell(url.replace('//', '//me:hush@'));
    expect(told).toMatch(/^http:\/\/127\S+:1:1\n {2}The server answered 404/);
  });

  it('may not refer to another server, nor to files of this machine', async () => {
    const other = await serve({ '/pet.yaml': 'title: There' });
    const secret = await writeFiles({ 'secret.yaml': 'title: hush' });
    const { url } = await serve({
      '/away': withPet(`${other.url}/pet.yaml`),
      '/inside': withPet(pathToFileURL(secret).href),
    });
    const away = await tell(`${url}/away`);
    expect(away).toContain(`Nothing is at "${other.url}/pet.yaml".`);
    expect(away).toContain(`${other.url}/pet.yaml lies on another server than ${url}/away`);
    expect(away).toContain(`--allow-remote-refs=${other.host}`);
    expect(other.asked).toEqual([]);
    expect(await tell(`${url}/inside`)).toContain('may not refer to files of this machine');
    expect(await tell(`${url}/inside`, { allowRefs: true })).not.toContain('hush');
    const allowed = await loadDocument(`${url}/away`, { remote: { allowRefs: [other.host] } });
    expect(findPet(allowed)?.node).toEqual({ title: 'There' });
  });

  it('of which a part is missing is read all the same: the check says what and why', async () => {
    const { url } = await serve({ '/openapi.yaml': withPet('gone.yaml') });
    const document = await loadDocument(`${url}/openapi.yaml`);
    expect(document.missing.get(`${url}/gone.yaml`)).toEqual({
      message: `${url}/gone.yaml: The server answered 404, not 200.`,
      mend: 'Check the address.',
    });
    expect(await tell(`${url}/openapi.yaml`)).toContain('Nothing is at "gone.yaml". http');
  });
});

describe('a local document', () => {
  it('brings in what is remote only when that is allowed', async () => {
    const { url, host, asked } = await serve({ '/pet.yaml': 'title: There' });
    const path = await writeFiles({ 'api.yaml': withPet(`${url}/pet.yaml`) });
    expect(await tell(path)).toContain(
      `${url}/pet.yaml is not a local file, so it is not fetched.`,
    );
    expect(asked).toEqual([]);
    expect(await tell(path, { allowRefs: [host] })).toBe('');
  });

  it('may refer to a document in a folder above', async () => {
    const common = await writeFiles({ 'common.yaml': 'Pet: { title: Common }' });
    const path = await writeFiles({ 'api.yaml': withPet(`${pathToFileURL(common).href}#/Pet`) });
    expect(findPet(await loadDocument(path))?.node).toEqual({ title: 'Common' });
  });

  it.each([
    ['passwd', 'root:x:0:0:root:/root:/bin/hush\ndaemon:x:1:1'],
    ['.env', 'TOKEN=hush'],
    ['key.pem', '-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----\n'],
    ['hosts.yaml', '127.0.0.1 hush\n\t"broken'],
    ['broken.json', '{ "token": "hush" '],
    ['text.yaml', 'hush'],
  ])('quotes nothing of %s, which lies elsewhere and is no document', async (name, content) => {
    const foreign = await writeFiles({ [name]: content });
    const path = await writeFiles({ 'api.yaml': withPet(pathToFileURL(foreign).href) });
    const told = await tell(path);
    expect(told).toContain(`${name} is neither YAML nor JSON with an object in it.`);
    expect(told).toContain('Refer to a YAML or JSON file.');
    expect(told).not.toContain('hush');
  });

  it('whose own part is broken is refused with the place', async () => {
    const path = await writeFiles({ 'api.yaml': withPet('pet.yaml'), 'pet.yaml': 'a: "' });
    expect(await tell(path)).toMatch(/pet\.yaml:1:\d+\n {2}Not valid YAML/);
  });

  it('does not wait for what is no file', async () => {
    const path = await writeFiles({ 'api.yaml': withPet('/dev/zero') });
    expect(await tell(path)).toContain('/dev/zero is no file that can be read.');
    const folder = await writeFiles({ 'api.yaml': withPet('.') });
    expect(await tell(folder)).toContain('is no file that can be read.');
    const host = await writeFiles({ 'api.yaml': withPet('file://elsewhere/pet.yaml') });
    expect(await tell(host)).toContain('There is no file file://elsewhere/pet.yaml.');
    const urn = await writeFiles({ 'api.yaml': withPet('urn:pet') });
    expect(await tell(urn)).toContain('It names no file.');
  });
});
