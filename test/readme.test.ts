import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMock, type Mock } from '../mock/index.ts';
import { ensureBuilt } from '../scripts/_build.mjs';
import { type Block, readBlocks, toUse } from './_readme.ts';
import { createRoom, type Room } from './_readme-room.ts';
import { stopChildren } from './support/child.ts';

const path = fileURLToPath(new URL('../README.md', import.meta.url));
const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
const blocks = readBlocks(text);
const run = blocks.filter(({ isSkipped }) => !isSkipped);
const named = (use: string) =>
  run
    .filter((block) => toUse(block) === use)
    .map((block) => [`line ${block.line}`, block] as const);

describe('what is done with the blocks of a README', () => {
  const sample = [
    ...['# Title', '', 'Start it:', '', '```bash', 'npm start', '```', ''],
    ...['Ask for a', 'pet:', '', '```bash', '# A comment.', 'curl -i x', '', 'curl y', '```', ''],
    ...['And so on.', '<!-- not run -->', '```ts', "import x from 'elsewhere';", '```', ''],
    ...['````md', '```', '````'],
  ].join('\n');

  it('they are found with their lines, and with what stands before them', () => {
    expect(readBlocks(sample)).toEqual([
      { language: 'bash', code: 'npm start', line: 5, before: 'Start it:', isSkipped: false },
      {
        ...{ language: 'bash', line: 12, before: 'Ask for a pet:', isSkipped: false },
        code: '# A comment.\ncurl -i x\n\ncurl y',
      },
      {
        ...{ language: 'ts', line: 21, before: 'And so on.', isSkipped: true },
        code: "import x from 'elsewhere';",
      },
      expect.objectContaining({ language: 'md', code: '```', line: 25, isSkipped: false }),
    ]);
    expect(() => readBlocks('```ts\nconst x = 1;')).toThrow('line 1 has no end');
  });

  it.each([
    ['bash', 'npm start', 'prose'],
    ['bash', '# First.\nnpm test -- test/kernel', 'prose'],
    ['bash', 'npm install --save-dev standin', 'prose'],
    ['bash', 'npx standin openapi.yaml', 'server'],
    ['bash', 'standin', 'server'],
    ['bash', 'npx standin explain openapi.yaml', 'commands'],
    ['bash', 'curl -i http://127.0.0.1:4010/', 'commands'],
    ['ts', "import { createMock } from 'standin';", 'module'],
    ['ts', "import { it } from 'vitest';", 'test'],
    ['yaml', '# pets.yaml\nopenapi: 3.1.0', 'file'],
    ['yaml', 'openapi: 3.1.0', 'prose'],
    ['json', '{}', 'prose'],
  ])('%s: %j is %s', (language, code, use) => {
    expect(toUse({ language, code })).toBe(use);
  });
});

describe('README.md', { timeout: 60_000 }, () => {
  let room: Room;
  let mock: Mock;
  let port = 0;
  const modules = [...named('module'), ...named('test')].map(([, block]) => block);

  beforeAll(async () => {
    ensureBuilt();
    room = createRoom(blocks);
    mock = await createMock();
    port = Number(new URL(await mock.listen()).port);
  });

  afterAll(async () => {
    await stopChildren();
    await mock.close();
    room.remove();
  });

  it('exists', () => {
    expect(text).toContain('# ');
  });

  it('says of each block what it is, and leaves few of them unproven', () => {
    const known = ['ts', 'bash', 'yaml', 'json', 'http', 'text', ''];
    const odd = blocks.filter(({ language }) => !known.includes(language));
    expect(odd.map(({ line, language }) => `line ${line}: "${language}"`)).toEqual([]);
    expect(blocks.filter(({ isSkipped }) => isSkipped).length).toBeLessThanOrEqual(4);
  });

  it('has modules that compile', async () => {
    if (modules.length === 0) return;
    const { code, stdout } = await room.compile(modules);
    expect(stdout).toBe('');
    expect(code).toBe(0);
  });

  it.each(named('module'))('runs the module in %s', async (_, block) => {
    // What console.assert finds wrong is written and nothing more.
    expect(await room.runModule(block)).toMatchObject({ code: 0, stderr: '' });
  });

  it.each(named('test'))('passes the tests in %s', async (_, block) => {
    const { code, stdout, stderr } = await room.runTests(block);
    expect(code, stdout + stderr).toBe(0);
  });

  it.each(named('commands'))('runs the commands in %s', async (_, block) => {
    const before = mock.requests().length;
    const { code, stdout, stderr } = await room.runCommands(block, port).ended;
    expect(code, stdout + stderr).toBe(0);
    expect(findSurprises(block, before), stdout).toEqual([]);
  });

  it.each(named('server'))('starts what serves in %s, and stops it again', async (_, block) => {
    const [first = '', ...more] = block.code.split('\n');
    const child = room.runCommands(
      { ...block, code: [`exec ${first} --port 0`, ...more].join('\n') },
      port,
    );
    await child.until(/ready in \d+ ms/);
    child.signal('SIGTERM');
    expect(await child.ended).toMatchObject({ code: 0, stderr: '' });
  });

  /** Requests that lead nowhere, and errors of which the text does not speak. */
  function findSurprises({ before, code }: Block, from: number): string[] {
    const told = `${before}\n${code}`;
    return mock
      .requests()
      .slice(from)
      .filter(({ operationId, response: { status } }) => {
        const isTold = told.includes(String(status)) || (status < 500 && /refuse/.test(told));
        return operationId === undefined || (status >= 400 && !isTold);
      })
      .map(({ request, response }) => `${response.status} ${request.method} ${request.target}`);
  }
});
