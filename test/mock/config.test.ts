import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { createMock, DocumentError, defineConfig, loadConfig } from '../../mock/index.ts';
import { pets } from '../support/pets.ts';
import { ask } from '../support/shipped.ts';

const root = mkdtempSync(`${tmpdir()}/standin-config-`);
afterAll(() => rmSync(root, { recursive: true }));
let count = 0;

/** A folder with these files. */
function toFolder(files: Readonly<Record<string, string>>): string {
  const folder = `${root}/${++count}`;
  mkdirSync(folder);
  writeFileSync(`${folder}/pets.json`, JSON.stringify(pets));
  for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}/${name}`, text);
  return folder;
}

const load = (files: Readonly<Record<string, string>>) => loadConfig({ folder: toFolder(files) });

/** What is said of a configuration that cannot be used. */
async function refuse(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = toFolder(files);
  const outcome = await loadConfig({ folder })
    .then(
      (config) => createMock(config?.mock).then(() => 'used'),
      (error: unknown) => Promise.reject(error),
    )
    .catch((error: unknown) => (error instanceof DocumentError ? error.message : String(error)));
  return outcome.replaceAll(`${folder}/`, '');
}

describe('a configuration', () => {
  it('is found under its usual names', async () => {
    expect(await load({})).toBeUndefined();
    for (const [name, text] of [
      ['standin.config.yaml', 'port: 5000'],
      ['standin.config.yml', 'port: 5000'],
      ['standin.config.json', '{ "port": 5000 }'],
      ['standin.config.mjs', 'export default { port: 5000 };'],
      ['standin.config.js', 'module.exports = { port: 5000 };'],
      ['standin.config.cjs', 'module.exports = { port: 5000 };'],
    ] as const) {
      const loaded = await load({ [name]: text });
      expect(loaded?.listen, name).toEqual({ port: 5000 });
      expect(loaded?.file, name).toMatch(new RegExp(`/${name}$`));
    }
  });

  it('is the one that is named', async () => {
    const folder = toFolder({ 'mine.yaml': 'seed: mine', 'standin.config.yaml': 'seed: usual' });
    expect((await loadConfig({ file: `${folder}/mine.yaml` }))?.mock.seed).toBe('mine');
    expect((await loadConfig({ folder }))?.mock.seed).toBe('usual');
    await expect(loadConfig({ file: `${folder}/none.yaml` })).rejects.toThrow('No such file.');
  });

  it('says what createMock and listen are told, paths from its own folder', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const folder = toFolder({
      'key.pem': publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'one.overlay': 'overlay: 1.0.0\nactions: [{ target: $.info, update: { title: Cats } }]',
      'start.yaml': 'scenario: start\nstate: { /pets: { generate: 3 } }',
      'standin.config.yaml': `
        $schema: ./node_modules/standin/dist/mock/config.schema.json
        documents:
          - { document: pets.json, base: /shop, overlays: [one.overlay], operations: { getPet: { behaviour: static } } }
          - https://api.example.com/openapi.yaml
        overlays: []
        allowRemoteRefs: [schemas.example.com]
        scenario: [start.yaml, flaky]
        seed: 7
        strictIds: true
        port: 0
        host: localhost
        cors: false
        jwtKey: key.pem
        admin: false
        adminToken: hush
        limits: { body: 10 }
        log: { level: warn, format: json }
        watch: true`,
    });
    const config = await loadConfig({ folder });
    expect(config).toEqual({
      file: `${folder}/standin.config.yaml`,
      mock: {
        documents: [
          {
            document: expect.stringMatching(/\/pets\.json$/),
            base: '/shop',
            overlays: [expect.stringMatching(/\/one\.overlay$/)],
            operations: { getPet: { behaviour: 'static' } },
            positionOf: expect.any(Function),
          },
          { document: 'https://api.example.com/openapi.yaml', positionOf: expect.any(Function) },
        ],
        overlays: [],
        allowRemoteRefs: ['schemas.example.com'],
        scenario: [expect.stringMatching(/\/start\.yaml$/), 'flaky'],
        jwtKey: expect.stringMatching(/^-----BEGIN PUBLIC KEY/),
        ...{
          seed: 7,
          strictIds: true,
          cors: false,
          admin: false,
          adminToken: 'hush',
          limits: { body: 10 },
        },
      },
      listen: { port: 0, host: 'localhost' },
      log: { level: 'warn', format: 'json' },
      watch: true,
    });
  });

  it('is served as it says', async () => {
    const config = await load({
      'standin.config.json': JSON.stringify(
        defineConfig({
          documents: [
            {
              document: 'pets.json',
              base: '/shop',
              operations: { 'GET /pets/{id}': { behaviour: 'static' } },
            },
          ],
        }),
      ),
    });
    const mock = await createMock(config?.mock);
    expect((await ask(mock, 'GET /shop/pets')).status).toBe(200);
    const read = mock.operations.find(({ id }) => id === 'getPet');
    expect(read).toMatchObject({ behaviour: 'static', base: '/shop' });
  });

  it('without documents serves those that ship', async () => {
    const config = await load({ 'standin.config.yaml': 'seed: 7' });
    expect(config?.mock.documents).toEqual([]);
    expect((await createMock(config?.mock)).operations.length).toBeGreaterThan(0);
  });

  it('that is a module is read again when it changed', async () => {
    const folder = toFolder({ 'standin.config.mjs': 'export default { seed: 1 };' });
    expect((await loadConfig({ folder }))?.mock.seed).toBe(1);
    writeFileSync(`${folder}/standin.config.mjs`, 'export default { seed: 2, cors: undefined };');
    expect((await loadConfig({ folder }))?.mock.seed).toBe(2);
  });
});

describe('mistakes in a configuration', () => {
  it('are told together, each with its place, the nearest name, and what was expected', async () => {
    const text = `documnts: [pets.json]
port: 70000
documents:
  - { document: pets.json, bse: /a }
  - { base: /b }
  - 7
  - document: pets.json
    operations: { getPet: { behaviour: statc } }
    resources: { pets: {} }
allowRemoteRefs: [https://example.com]
log: { level: loud }
`;
    const told = await refuse({ 'standin.config.yaml': text });
    expect(told.split('\n')).toEqual([
      'standin.config.yaml:1:1 /documnts',
      '  "documnts" is not known here.',
      '  Did you mean "documents"?',
      'standin.config.yaml:2:1 /port',
      '  "port" must be at most 65535, but is 70000.',
      '  The port to listen on, 4010 when none is said; 0 takes a free one.',
      'standin.config.yaml:4:28 /documents/0/bse',
      '  "bse" is not known here.',
      '  Did you mean "base"?',
      'standin.config.yaml:5:5 /documents/1',
      expect.stringMatching(/^ {2}Item 2 (must have|lacks|has no)/),
      '  Add "document". A path or an http(s) address.',
      'standin.config.yaml:6:5 /documents/2',
      expect.stringMatching(/^ {2}Item 3 must be /),
      '  A path, an http(s) address, or an object with "document" and what concerns it alone.',
      'standin.config.yaml:8:29 /documents/3/operations/getPet/behaviour',
      expect.stringMatching(/^ {2}"behaviour" must be one of/),
      '  Did you mean "static"?',
      'standin.config.yaml:9:18 /documents/3/resources/pets',
      expect.stringMatching(/^ {2}"pets" must match/),
      '  The path of a collection, such as "/users/{id}/posts".',
      'standin.config.yaml:10:19 /allowRemoteRefs/0',
      expect.stringMatching(/^ {2}Item 1 must match/),
      '  A host such as "schemas.example.com" or "localhost:8080".',
      'standin.config.yaml:11:8 /log/level',
      expect.stringMatching(/^ {2}"level" must be one of/),
      '  How much is told: silent, error, warn, info or debug.',
    ]);
  });

  it.each([
    ['port: [', /^standin\.config\.yaml:1:\d+\n {2}Not valid YAML/],
    ['- a', /^standin\.config\.yaml:1:1\n {2}The configuration must be an? object/],
    ['jwtKey: pets.json', /^standin\.config\.yaml:1:1 \/jwtKey\n {2}.*pets\.json is no public RSA/],
    ['documents: nowhere.json', /nowhere\.json:1:1\n {2}No such file\.\n/],
    [
      'documents: [{ document: pets.json, base: /a//b }]',
      /^standin\.config\.yaml:1:36 \/base\n {2}The base "\/a\/\/b" is no plain path/,
    ],
    [
      'documents:\n  - document: pets.json\n    operations:\n      getPets: {}',
      /^standin\.config\.yaml:4:7 \/operations\/getPets\n {2}There is no operation "getPets"\.\n {2}Did you mean "getPet"\?/,
    ],
    [
      'documents:\n  - document: pets.json\n    resources:\n      /pest: {}',
      /^standin\.config\.yaml:4:7 \/resources\/~1pest\n {2}There is no collection at "\/pest"\.\n {2}Did you mean "\/pets"\?/,
    ],
    ['documents: [pets.json]\nscenario: none.yaml', /none\.yaml:1:1\n/],
  ])('%j', async (text, message) => {
    expect(await refuse({ 'standin.config.yaml': text })).toMatch(message);
  });

  it.each([
    [
      'export default () => ({});',
      /mjs:1:1\n {2}The configuration is a function\.\n {2}Write texts/,
    ],
    ['export default { documents: [new URL("http://x")] };', /\/documents\/0 is a URL\./],
    ['export default { seed: Number.NaN };', /\/seed is a number\./],
    ['export const port = 1;', /The module has no default export\.\n {2}Write "export default/],
    [
      'export default {\n  port: nothing,\n};',
      /mjs:2:9\n {2}ReferenceError: nothing is not defined/,
    ],
    ['import "nowhere-at-all";\nexport default {};', /nowhere-at-all/],
    ['export default { port: "x" };', /mjs:1:1 \/port\n/],
  ])('in a module: %j', async (text, message) => {
    expect(await refuse({ 'standin.config.mjs': text })).toMatch(message);
  });

  it('two of them are one too many', async () => {
    const told = await refuse({ 'standin.config.yaml': '', 'standin.config.mjs': '' });
    expect(told).toContain('two configurations, standin.config.yaml and standin.config.mjs');
    expect(told).toContain('--config');
  });
});
