import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/_build.mjs';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const main = at('../../scripts/fuzz/main.mjs');
const document = {
  openapi: '3.1.0',
  info: { title: 'A', version: '1' },
  paths: { '/a': { get: {} } },
};

let folder = '';
beforeAll(() => ensureBuilt());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fuzz-test-'));
  writeFileSync(join(folder, 'a.json'), JSON.stringify(document));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], lie?: string): Promise<Ending> {
  const env = lie ? { STANDIN_FUZZ_MOCK: at('./fuzz-liar.mjs'), FUZZ_LIE: lie } : {};
  const child = spawn(process.execPath, [main, '--out', join(folder, 'out'), ...args], {
    env: { ...process.env, ...env },
  });
  const ending = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (bytes) => {
      ending[name] += bytes;
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...ending })));
}

const small = ['--no-own', '--limit', '1500', '--workers', '1'];

describe('what is served', () => {
  it('withstands three hundred damaged documents and five hundred damaged requests', async () => {
    const { code, stdout, stderr } = await run([
      '--documents',
      '300',
      '--requests',
      '125',
      '--served',
      '4',
    ]);
    expect(stderr).not.toContain('✗');
    expect(stdout).toMatch(/^Documents: 300 damaged .* Found: 0\.$/m);
    expect(stdout).toMatch(/^Requests: 500 damaged, to 4 documents; .* Found: 0\.$/m);
    expect(code).toBe(0);
  }, 240_000);
});

describe('a planted fault is found, made small and written down', () => {
  it.each([
    ['place', 'message: No JSON.'],
    ['words', 'message: It is [object Object].'],
    ['type', 'threw: TypeError: Cannot read 0 in refuse'],
    ['exit', 'crash: 3'],
    ['reject', 'unhandledRejection: Error: lost'],
    ['failure', 'failed: The stand-in itself failed: x.'],
  ])('in documents: %s', async (lie, key) => {
    const args = [...small, '--documents', '12', '--requests', '0', folder];
    const { code, stderr } = await run(args, lie);
    expect(stderr).toContain(`✗ ${key}`);
    expect(code).toBe(1);
    const [file = ''] = readdirSync(join(folder, 'out'));
    expect(stderr).toContain(`npx standin explain ${join(folder, 'out', file)}`);
    expect(readFileSync(join(folder, 'out', file), 'utf8').length).toBeLessThan(60);
  });

  it('in documents: hang', async () => {
    const args = [
      '--no-own',
      '--limit',
      '300',
      '--documents',
      '3',
      '--requests',
      '0',
      '--seed',
      '3',
      folder,
    ];
    const { code, stderr } = await run(args, 'hang');
    expect(stderr).toContain('✗ hang');
    expect(code).toBe(1);
  });

  it.each([
    ['silence', '✗ closed without a reply'],
    ['late', '✗ no reply in time'],
    ['status', '✗ status 500: behaviour'],
  ])('in requests: %s', async (lie, key) => {
    const args = [...small, '--documents', '0', '--requests', '120', folder];
    const { code, stderr } = await run(args, lie);
    expect(stderr).toContain(key);
    expect(stderr).toMatch(/nc 127\.0\.0\.1 4010 < .*\.http/);
    expect(code).toBe(1);
  });
});

describe('the command line', () => {
  it('damages in the same way for the same seed, and otherwise for another', async () => {
    const { createDocumentCase } = await import('../../scripts/fuzz/_document-case.mjs');
    const { readBases } = await import('../../scripts/fuzz/_bases.mjs');
    const make = (seed: string) =>
      [0, 1, 2].map((index) => createDocumentCase(readBases([folder], false), seed, index).text);
    expect(make('1')).toEqual(make('1'));
    expect(make('1')).not.toEqual(make('2'));
  });

  it('ends with 2 when there is nothing to damage', async () => {
    expect(await run(['--no-own'])).toMatchObject({ code: 2 });
    expect(await run(['--documents', 'x'])).toMatchObject({ code: 2 });
    expect(await run(['--no-own', join(folder, 'out')])).toMatchObject({ code: 2 });
    expect(await run(['--help'])).toMatchObject({ code: 0 });
  });
});
