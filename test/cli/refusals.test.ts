import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopChildren } from '../support/child.ts';
import { createFolder, runCli } from './_cli.ts';
import { runHere } from './_here.ts';

const folder = createFolder();
afterAll(stopChildren);
afterAll(folder.remove);

const head = 'openapi: 3.1.0\ninfo: { title: Pets, version: 1.0.0 }\n';
const reply = `${head}paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json:
`;

beforeAll(() => {
  folder.write('good.yaml', `${reply}              schema: { type: string }\n`);
  folder.write('broken.yaml', `${head}paths:\n  /pets:\n    get: { responses: [\n`);
  folder.write('new.yaml', `${reply}              schema: {}\n`.replace('3.1.0', '4.0.0'));
  folder.write('other.yaml', reply.replace('openapi: 3.1.0', 'asyncapi: 3.0.0'));
  folder.write('pathless.yaml', `${head}paths: [/pets]\n`);
  folder.write('twice.yaml', `${head}paths: {}\ninfo: {}\n`);
  folder.write('list.json', '[1, 2]');
  folder.write('scenario.yaml', 'scenario: odd\nstate:\n  /pets:\n    generat: 3\n');
  folder.write('no.pem', 'This is no key.');
  mkdirSync(`${folder.path}/folder`);
});

type Refusal = readonly [what: string, args: readonly string[], message: RegExp];

const spawned: readonly Refusal[] = [
  [
    'a document that is no YAML',
    ['broken.yaml', '--port', '0'],
    /^broken\.yaml:6:1\n {2}Not valid YAML: .+\n {2}\S.+\n$/,
  ],
  [
    'a version that is not read',
    ['new.yaml', '--port', '0'],
    /^new\.yaml:1:1 \/openapi\n.*"4\.0\.0" is not read.*\n.*3\.0, 3\.1 and 3\.2\.\n$/,
  ],
  [
    'a flag that is none',
    ['--prot', '0'],
    /^error: unknown option '--prot'\n\(Did you mean --port\?\)\n$/,
  ],
  [
    'a verification key that is none',
    ['--jwt-key', 'no.pem'],
    /^--jwt-key: no\.pem is no public RSA key in PEM\. .+openssl.+\n$/,
  ],
];

const refused: readonly Refusal[] = [
  [
    'a document of another kind',
    ['other.yaml'],
    /^other\.yaml:1:1\n.*"openapi" is missing\.\n.*is this an OpenAPI document at all\?\n$/,
  ],
  [
    'a document whose paths are none',
    ['pathless.yaml'],
    /^pathless\.yaml:3:1 \/paths\n.*"paths" are not an object\.\n.*Put each path below it.*\n$/,
  ],
  ['a key that is there twice', ['twice.yaml'], /^twice\.yaml:4:1\n/],
  ['a document that is a list', ['list.json'], /^list\.json:1:1\n/],
  [
    'a document that is not there',
    ['nowhere.yaml'],
    /^nowhere\.yaml:1:1\n {2}No such file\.\n {2}Check the path.*\n$/,
  ],
  ['a folder', ['folder'], /^folder:1:1\n {2}The file cannot be read/],
  ['two documents, of which one is bad', ['good.yaml', 'new.yaml'], /^new\.yaml:1:1/],
  [
    'a bad scenario',
    ['good.yaml', '--scenario', 'scenario.yaml'],
    /^scenario\.yaml:4:\d+ .*\n.*"generat".*\n.*Did you mean "generate"\?\n$/,
  ],
  ['a scenario that is not there', ['--scenario', 'none.yaml'], /^none\.yaml:1:1\n/],
  ['an overlay that is not there', ['--overlay', 'none.yaml'], /^none\.yaml:1:1\n/],
  ['an explained document that is bad', ['explain', 'new.yaml'], /^new\.yaml:1:1 /],
  ['a flag of another command', ['explain', '--port', '0'], /^error: unknown option '--port'/],
  ['a flag without its value', ['--port'], /argument missing/],
  [
    'a port that is none',
    ['--port', 'http'],
    /^--port is "http", not a whole number from 0 to 65535\.\n$/,
  ],
  ['a port beyond the last', ['--port', '65536'], /^--port is "65536"/],
  [
    'a level that is none',
    ['--log-level', 'loud'],
    /^--log-level is "loud", not one of silent, .*debug\.\n$/,
  ],
  [
    'a format that is none',
    ['--log-format', 'xml'],
    /^--log-format is "xml", not one of pretty, json\.\n$/,
  ],
  [
    'an address of others',
    ['--host', '203.0.113.1'],
    /^--host 203\.0\.113\.1 is no address of this machine\. Try: --host 127\.0\.0\.1\n$/,
  ],
  [
    'a verification key that is not there',
    ['--jwt-key', 'none.pem'],
    /^--jwt-key: none\.pem is no/,
  ],
  [
    'a signing key that is none',
    ['token', '--key', 'no.pem'],
    /^--key: no\.pem is no private RSA key in PEM\. .+openssl.+\n$/,
  ],
  ['a signing key that is not there', ['token', '--key', 'none.pem'], /^--key: none\.pem is no/],
  ['a time that is none', ['token', '--expires-in', 'soon'], /^--expires-in is "soon"/],
];

describe('refused with exit code 2, the place, and what to do', () => {
  it.each(spawned)('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await runCli(args, { cwd: folder.path });
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each(refused)('%s', async (_, args, message) => {
    const isFile = /\.(yaml|json|pem)$|^folder$/;
    const there = args.map((word) => (isFile.test(word) ? `${folder.path}/${word}` : word));
    const { code, stdout, stderr } = await runHere(there);
    expect(stderr.replaceAll(`${folder.path}/`, '')).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('a port that is taken: a free one is named', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const port = toPort(squatter);
    const { code, stdout, stderr } = await runCli(['--port', `${port}`]);
    squatter.close();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const taken = /^Port \d+ on 127\.0\.0\.1 is taken by another program\. Try: --port (\d+)\n$/;
    expect(stderr).toMatch(taken);
    const free = Number(taken.exec(stderr)?.[1]);
    expect(free).toBeGreaterThan(port);
    const probe = createServer().listen(free, '127.0.0.1');
    await once(probe, 'listening');
    probe.close();
  });
});

function toPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  return address.port;
}
