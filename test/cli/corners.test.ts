import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopChildren } from '../support/child.ts';
import { createFolder, serveCli, stopCli } from './_cli.ts';
import { runHere } from './_here.ts';

const folder = createFolder();
afterAll(stopChildren);
afterAll(folder.remove);

const path = (name: string, schema: string) => `  /${name}:
    get:
      responses:
        '200':
          description: OK
          content: { application/json: { schema: ${schema} } }
`;

beforeAll(() => {
  const paths = [
    path('cats', '{ type: sting }'),
    path('dogs', "{ $ref: '#/components/schemas/Dog' }"),
    path('owls', "{ type: string, pattern: '(' }"),
    path('rats', '{ type: integer, minimum: 5, maximum: 3 }'),
  ];
  folder.write(
    'odd.yaml',
    `openapi: 3.1.0\ninfo: { title: Odd, version: 1.0.0 }\npaths:\n${paths.join('')}`,
  );
});

describe('a document with odd corners', () => {
  it('is served; the first screen says how many, the first few, and where to see all', async () => {
    const { child, url } = await serveCli(['odd.yaml'], { cwd: folder.path });
    await child.until(/Stop with Ctrl\+C\.\n/);
    await child.until(/standin check/);
    expect(child.stdout()).toContain(`
Odd in the documents (served all the same): 4
  odd.yaml:9:52  "sting" is no type of JSON Schema; it rules nothing out.
  odd.yaml:21:66  The pattern "(" does not compile.
  odd.yaml:27:67  Nothing can satisfy this: "minimum" is 5, but "maximum" is 3.
  All of them, and how to mend them: standin check odd.yaml
`);
    expect((await fetch(`${url}/cats`)).status).toBe(200);
    expect((await fetch(`${url}/owls`)).status).toBe(200);
    await stopCli(child);
  });

  it('is listed whole by check and by explain', async () => {
    const file = `${folder.path}/odd.yaml`;
    const check = await runHere(['check', file]);
    const explain = await runHere(['explain', file]);
    expect(check.stdout).toMatch(/odd\.yaml: served, with 4 odd corners\n/);
    expect(explain.stdout).toMatch(/\nOdd corners: 4 \(served all the same\)\n/);
    const place = `${file}:15:52 /paths/~1dogs/get/responses/200/content/application~1json/schema/$ref`;
    const [message, mend] = [
      'Nothing is at "#/components/schemas/Dog".',
      'Is the name right, and is the file there?',
    ];
    expect(check.stdout).toContain(`${place}\n  ${message}\n  ${mend}\n`);
    expect(explain.stdout).toContain(`${place}\n    ${message} ${mend}\n`);
    for (const { stdout, code } of [check, explain]) {
      expect(code).toBe(0);
      expect(stdout).toContain(`${file}:9:52 `);
      expect(stdout).toContain(`${file}:21:66 `);
      expect(stdout).toContain(`${file}:27:67 `);
    }
  });
});
