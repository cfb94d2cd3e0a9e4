import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/_build.mjs';
import { readArguments } from '../../scripts/bench/_arguments.mjs';
import { judgeTrend } from '../../scripts/bench/_trend.mjs';

const main = fileURLToPath(new URL('../../scripts/bench.mjs', import.meta.url));
beforeAll(() => ensureBuilt());

function run(args: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [main, ...args.split(' ').filter(Boolean)]);
  const ending = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (bytes) => {
      ending[name] += bytes;
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...ending })));
}

/** The cells of the Markdown table in a text, row by row; each row is as wide as the head. */
function readTable(text: string): readonly string[][] {
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(' | '));
  for (const row of rows) expect(row).toHaveLength(rows[0]?.length ?? 0);
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
  return rows.filter((_, index) => index !== 1);
}

// With numbers so small that the figures mean nothing: what is looked at is their place.
describe.concurrent('each mode prints its table', { timeout: 240_000 }, () => {
  it('table', async () => {
    const { code, stdout } = await run('--rounds 1 --requests 32 --only raw');
    const rows = readTable(stdout);
    expect(rows.map(([name]) => name)).toEqual([
      ...['work', 'read an item', 'list 50', '404 of an unknown item', 'invalid body → 400'],
      ...['create', 'memory, at most'],
    ]);
    expect(rows[1]?.[1]).toMatch(/^×1\.00 \(\d+ µs, [\d.]+\/[\d.]+ ms\)$/);
    expect(code).toBe(0);
  });

  it('scale', async () => {
    const { code, stdout } = await run('scale --sizes 600,1200 --requests 32');
    const rows = readTable(stdout);
    expect(rows[0]).toEqual(['work', '600 items', '1,200 items']);
    expect(rows).toHaveLength(10);
    expect(rows[1]).toEqual([
      'read by id',
      expect.stringMatching(/ µs \(×1\.00\)$/),
      expect.any(String),
    ]);
    expect(stdout).toMatch(/saw 1,\d{3} items, each exactly once/);
    expect(code).toBe(0);
  });

  it('cold', async () => {
    const { code, stdout } = await run('cold --rounds 1');
    const rows = readTable(stdout);
    expect(rows[0]).toEqual(['server', 'wall', 'CPU', 'memory (RSS) at rest']);
    expect(rows.length).toBeGreaterThanOrEqual(5);
    expect(rows[1]?.slice(0, 2)).toEqual([
      'raw node:http',
      expect.stringMatching(/ms \(×1\.00\)$/),
    ]);
    expect(code).toBe(0);
  });

  it('soak', async () => {
    const { stdout } = await run('soak --minutes 0.001 --requests 32');
    const rows = readTable(stdout);
    expect(rows[0]).toEqual(['requests', 'heap', 'RSS', 'handles', 'in the journal']);
    const intervals = Array.from({ length: 17 }, (_, index) => `${index * 2}`);
    expect(rows.map(([requests]) => requests).slice(1)).toEqual(intervals);
    expect(stdout).toMatch(/^RSS \d+ MB at rest, \d+ MB after 32 requests\.$/m);
    for (const of of ['heap', 'RSS', 'handles']) {
      expect(stdout).toMatch(
        new RegExp(`^${of}: .* a request after the warm-up: (flat|it grows)\\.$`, 'm'),
      );
    }
  });

  it('load', async () => {
    const numbers = '--connections 10 --short 20 --slow 2 --vanish 4 --seconds 0.2';
    const { stdout } = await run(`load ${numbers}`);
    const rows = readTable(stdout);
    expect(rows.map(([crowd, answered]) => `${crowd}: ${answered}`)).toEqual([
      'crowd: answered',
      'nobody else: 0 of 0',
      '10 connections, 10 requests each: 100 of 100',
      '20 connections, one request each: 20 of 20',
      '2 that read 1 kB/s: 8 of 8',
      '4 that vanish in the middle: 0 of 0',
    ]);
    expect(stdout).toMatch(/^Before: heap .* handles\. After: heap .* handles\.$/m);
  });

  it('fairness', async () => {
    const { code, stdout } = await run(
      'fairness --rounds 1 --bytes 2000 --bound 60000 --only numbers,list',
    );
    const rows = readTable(stdout);
    expect(rows[0]).toEqual(['request', 'status', 'first', 'again', 'another client waits']);
    expect(rows.find(([name]) => name === 'an array of numbers')?.[1]).toBe('204');
    expect(stdout).toContain('None keeps others waiting for more than 60000 ms.');
    expect(code).toBe(0);
  });
});

describe('the command line', () => {
  it('is refused with how it is used, and 2', async () => {
    expect(await run('speed')).toMatchObject({ code: 2, stdout: '' });
    expect((await run('--help')).code).toBe(0);
  });

  it.each([
    [['speed'], 'There is no mode "speed".'],
    [['constructor'], 'There is no mode "constructor".'],
    [['soak', '--hours', '2'], "Unknown option '--hours'"],
    [['soak', '--minutes', 'x'], '--minutes is "x", not a number above 0.'],
    [['scale', '--sizes', '10,0'], '--sizes is "0", not a whole number from 1.'],
    [
      ['--only', 'raw,nginx'],
      '--only names "nginx", which is none of raw, express, standin, prism.',
    ],
    [['cold', '--document', '/nowhere.yaml'], 'There is no /nowhere.yaml.'],
  ])('%j is a mistake', (args, reason) => {
    expect(readArguments(args)).toMatchObject({
      isHelp: false,
      usage: expect.stringMatching(
        new RegExp(`^${reason.replace(/[.*?()]/g, '\\$&')}[\\s\\S]*Usage: npm run bench`),
      ),
    });
  });

  it.each(['table', 'scale', 'cold', 'soak', 'load', 'fairness'])(
    '%s has a help of its own',
    (mode) => {
      const asked = readArguments([mode, '--help']);
      expect(asked).toMatchObject({ isHelp: true, usage: expect.stringContaining(`-- ${mode} [`) });
      expect(readArguments([mode])).toMatchObject({ mode });
    },
  );
});

describe('what grows', () => {
  const tolerance = { share: 0.02, least: 1000 };
  const points = (toY: (x: number) => number) =>
    Array.from({ length: 12 }, (_, x) => ({ x, y: toY(x) }));
  const noise = (x: number) => ((x * 7919) % 13) * 500;

  it.each([
    ['stays', () => 1e6, true],
    ['stays but for chance', (x: number) => 1e6 + noise(x), true],
    ['grew while it was warmed up', (x: number) => Math.min(x, 4) * 1e6, true],
    ['grows by less than matters', (x: number) => 1e6 + x * 50, true],
    ['grows', (x: number) => 1e6 + x * 20_000, false],
    ['grows under the noise', (x: number) => 1e6 + x * 20_000 + noise(x), false],
    ['shrinks', (x: number) => 1e6 - x * 20_000, true],
  ])('%s', (_, toY, isSound) => {
    expect(judgeTrend(points(toY), tolerance).isSound).toBe(isSound);
  });
});
