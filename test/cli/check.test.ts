import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listShippedNames } from '../../fixtures/scenario-name.ts';
import { stopChildren } from '../support/child.ts';
import { createFolder, runCli } from './_cli.ts';
import { runHere } from './_here.ts';

afterAll(stopChildren);

let folder: ReturnType<typeof createFolder>;
beforeEach(() => {
  folder = createFolder();
});
afterEach(() => folder.remove());

const document = `openapi: 3.1.0
info: { title: Rooms, version: 1.0.0 }
paths:
  /rooms:
    get:
      operationId: listRooms
      responses:
        '200':
          description: Rooms
          content:
            application/json:
              schema:
                type: array
                items: { type: object, required: [id], properties: { id: { type: integer }, seats: { type: integer } } }
  /rooms/{id}:
    get: { responses: { '404': { description: None } } }
`;

describe('standin check', () => {
  it('holds all that ships against what ships', async () => {
    const { code, stdout, stderr } = await runCli(['check']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toEqual(
      listShippedNames().map((name) =>
        expect.stringMatching(new RegExp(`[\\\\/]${name}\\.yaml: ok$`)),
      ),
    );
  });

  it('takes names of those that ship, files and folders', async () => {
    const path = folder.write('mine.yaml', 'scenario: mine\nextends: default\n');
    const { code, stdout } = await runHere(['check', 'flaky', folder.path, path]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/flaky\.yaml: ok\n/);
    expect(stdout).toContain(`${path}: ok\n`);
  });

  it('tells what is wrong, where, and how to mend it', async () => {
    const good = folder.write('good.yaml', 'scenario: good\n');
    const bad = folder.write('bad.yaml', 'scenario: bad\nfault: []\n');
    const wrong = folder.write(
      'wrong.yaml',
      'scenario: wrong\nstate:\n  /v2/orgs: {}\n  /v4/x: {}\n',
    );
    const { code, stdout, stderr } = await runHere(['check', good, bad, wrong]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain(`${good}: ok\n`);
    expect(stdout).toContain(
      `${bad}: contradicts its schema or the documents\n${bad}:2:1 /fault\n  "fault" is not known here.\n  Did you mean "faults"?\n`,
    );
    expect(stdout).toContain(
      `${wrong}:4:3 /state/~1v4~1x\n  No document has the collection "/v4/x".\n`,
    );
  });

  it('tells of what a scenario extends under the name of that file', async () => {
    const base = folder.write('base.yaml', 'scenario: 7\n');
    const path = folder.write('child.yaml', 'scenario: child\nextends: ./base.yaml\n');
    const { code, stdout } = await runHere(['check', path]);
    expect(code).toBe(1);
    expect(stdout).toContain(`${base}:1:1 /scenario\n`);
    expect(stdout).toContain(`${path}:2:1 /extends\n`);
  });

  it('holds scenarios against other documents', async () => {
    const path = folder.write('rooms.yaml', document);
    const good = folder.write(
      'a.yaml',
      'scenario: a\nstate: { /rooms: { entities: [{ id: 1 }] } }\n',
    );
    const bad = folder.write(
      'b.yaml',
      'scenario: b\nstate: { /rooms: { entities: [{ id: x }] } }\n',
    );
    const { code, stdout } = await runHere(['check', good, bad, '--document', path]);
    expect(code).toBe(1);
    expect(stdout).toContain(`${good}: ok\n`);
    expect(stdout).toContain(`${bad}:2:33 `);
  });

  it('lists what is odd in documents, by name or as -d, and takes it for no failure', async () => {
    const path = folder.write('rooms.yaml', document);
    const lines = [
      `${path}: served, with an odd corner`,
      `${path}:15:3 /paths/~1rooms~1{id}`,
      '  No parameter declares {id} of the path; any text is taken for it.',
      '  Declare it: { name: id, in: path, required: true, schema: … }.',
    ];
    const told = { code: 0, stdout: `${lines.join('\n')}\n`, stderr: '' };
    expect(await runHere(['check', path])).toEqual(told);
    expect(await runHere(['check', '-d', path])).toEqual(told);
    const scenario = folder.write('a.yaml', 'scenario: a\nstate: { /rooms: {} }\n');
    const { code, stdout } = await runHere(['check', scenario, path]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${told.stdout}${scenario}: ok\n` });
    const sound = folder.write('sound.yaml', document.slice(0, document.indexOf('  /rooms/{id}')));
    expect((await runHere(['check', sound])).stdout).toBe(`${sound}: ok\n`);
  });

  it('fails for a document that cannot be served', async () => {
    const path = folder.write('old.yaml', document.replace('3.1.0', '4.0.0'));
    const { code, stdout, stderr } = await runHere(['check', path]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`${path}:1:1 /openapi\n  The version "4.0.0" is not read.`);
  });

  it('does not fail for a warning', async () => {
    const path = folder.write('rooms.yaml', document);
    const odd = folder.write(
      'a.yaml',
      'scenario: a\nstate: { /rooms: { entities: [{ id: 1, seat: 2 }] } }\n',
    );
    const { code, stdout } = await runHere(['check', odd, '--document', path]);
    expect(code).toBe(0);
    expect(stdout).toContain(`${odd}: ok\n${odd}:2:40 `);
    expect(stdout).toContain('Did you mean "seats"?');
  });

  it('gives parameters to the scenarios that have them', async () => {
    const path = folder.write(
      'one.yaml',
      `scenario: one\nparameters: { id: }\nstate:\n  /v2/orgs/\${id}/subscriptions: {}\n`,
    );
    expect((await runHere(['check', path])).stdout).toContain('The parameter "id" has no value.');
    const { code } = await runHere(['check', path, 'slow', '--parameter', 'id=yoigo']);
    expect(code).toBe(0);
  });

  it.each([
    [['check', 'flakey'], 'No scenario that ships is called "flakey". Did you mean "flaky"?'],
    [['check', 'everything'], 'No scenario that ships is called "everything". There are default,'],
    [['check', '--parameter', 'id'], '--parameter is "id". Write it as name=value.'],
    [['check', '--document', './none.yaml'], 'No such file.'],
    [['check', '--what'], "unknown option '--what'"],
  ])('cannot be used as %j', async (args, message) => {
    const { code, stdout, stderr } = await runHere(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('reports a folder or file that is not there', async () => {
    const { code, stdout } = await runHere(['check', './nowhere/none.yaml']);
    expect(code).toBe(1);
    expect(stdout).toContain('No such scenario file.');
  });
});
