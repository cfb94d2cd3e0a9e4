import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/_build.mjs';
import { judgeDocument } from '../../scripts/corpus/_judge-document.mjs';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const path = at('../documents/liar.yaml');
const server = at('./liar.mjs');

beforeAll(() => ensureBuilt());
afterEach(() => {
  delete process.env.CORPUS_LIE;
});

const judge = (lie: string) => {
  process.env.CORPUS_LIE = lie;
  const options = { seed: '1', requiredOnly: false, budget: 1000, startBudget: 20_000 };
  return judgeDocument({ ...options, path, server });
};

describe('an honest server', () => {
  it('passes, with every operation asked and its note followed from creation to deletion', async () => {
    const verdict = await judge('none');
    expect(verdict.outcomes.map(({ operation, label }) => `${operation} ${label}`)).toEqual([
      'listNotes required',
      'createNote required',
      'createNote all',
      'readNote required',
      'deleteNote required',
    ]);
    expect(verdict.outcomes.flatMap(({ findings }) => findings)).toEqual([]);
    expect(verdict.outcomes.filter(({ unmade }) => unmade !== undefined)).toEqual([]);
    const steps = ['read', 'list', 'delete', 'gone'].map((name) => ({ name, ok: true }));
    expect(verdict.trips).toEqual([{ resource: '/notes', steps, skipped: [] }]);
  });
});

describe('a lie in a reply', () => {
  it.each([
    ['status', 'createNote', 'status 200'],
    ['header', 'createNote', 'header missing'],
    ['media', 'readNote', 'media type not declared'],
    ['empty', 'readNote', 'not JSON'],
    ['torn', 'readNote', 'not JSON'],
    ['missing', 'readNote', 'body: required'],
    ['type', 'readNote', 'body: type'],
    ['extra', 'readNote', 'body: additionalProperties'],
    ['secret', 'readNote', 'body: writeOnly'],
    ['hang', 'listNotes', 'hang'],
    ['crash', 'listNotes', 'crash'],
  ])(
    'is caught: %s of %s is told as "%s", and the others are fine',
    async (lie, operation, kind) => {
      const { outcomes } = await judge(lie);
      const wrong = outcomes.filter(({ findings }) => findings.length > 0);
      expect(new Set(wrong.map((one) => one.operation))).toEqual(new Set([operation]));
      for (const { findings } of wrong) expect(findings.map((one) => one.kind)).toContain(kind);
      expect(outcomes).toHaveLength(5);
    },
  );
});

describe('a lie in the state', () => {
  it.each([
    ['forgetful', 'read', '/title was sent as'],
    ['unlisted', 'list', 'the list does not contain id "2"'],
    ['immortal', 'gone', 'read again, it answers 200'],
  ])('is caught: %s', async (lie, step, detail) => {
    const { outcomes, trips } = await judge(lie);
    expect(outcomes.flatMap(({ findings }) => findings)).toEqual([]);
    const wrong = trips.flatMap(({ steps }) => steps.filter(({ ok }) => !ok));
    expect(wrong.map(({ name }) => name)).toEqual([step]);
    expect(wrong[0]?.detail).toContain(detail);
  });
});

describe('the command', () => {
  const run = (lie: string, ...args: string[]) => {
    const env = { ...process.env, CORPUS_LIE: lie };
    const options = { env, encoding: 'utf8' } as const;
    return spawnSync(process.execPath, [at('../../scripts/corpus.mjs'), ...args], options);
  };

  it('gives a table, and 1 when too few operations are answered validly', () => {
    const honest = run('none', '--server', server, '--fail-under', '100', path);
    expect(honest.status).toBe(0);
    expect(honest.stdout).toContain(
      '| liar.yaml | 4 | 5 | 1 | 1 | 0 | 4 | 100.0 | 0 | 0 | 1/1 | 0 |',
    );
    const lying = run('type', '--server', server, '--fail-under', '100', path);
    expect(lying.status).toBe(1);
    expect(lying.stdout).toContain('### unexplained – body: type (1)');
    expect(lying.stdout).toContain("curl -i 'http://127.0.0.1:4010/notes/1'");
  });

  it('goes on when a document does not start', () => {
    const { status, stdout } = run('stillborn', '--server', server, path, path);
    expect(status).toBe(0);
    expect(stdout.match(/liar\.yaml \| 4 \| 0 \| does not start/g)).toHaveLength(2);
    expect(stdout).toContain('Not served, or not to the end: ended with 4');
  });

  it.each([
    [[], 'Name a folder or a document.'],
    [['no-such-folder'], 'There is no no-such-folder.'],
    [['--limit', 'few', path], '--limit takes a number, not few.'],
    [['--colour', path], "Unknown option '--colour'"],
    [[at('../support')], 'No OpenAPI document was found'],
  ])('refuses %j with 2', (args, message) => {
    const { status, stderr } = run('none', ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
