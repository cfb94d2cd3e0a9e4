import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { cruise, heights, readSources } from './_cruise.ts';
import { cycles, drawers, floors, installed, kernel, strangers } from './_import-rules.ts';
import type { Rule } from './_rule.ts';
import { barrels, escapes, sizes, speech, vocabulary } from './_text-rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const rules = {
  floors,
  kernel,
  cycles,
  drawers,
  strangers,
  installed: installed(manifest),
  barrels,
  speech,
  vocabulary,
  sizes,
  escapes,
} satisfies Record<string, Rule>;

describe('the house', () => {
  const modules = cruise(readSources(root));

  it('is cruised whole', () => {
    const existing = Object.keys(heights).filter((floor) => existsSync(`${root}/${floor}`));
    const files = existing.flatMap((floor) =>
      readdirSync(`${root}/${floor}`, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${floor}/${file.replaceAll('\\', '/')}`),
    );
    expect(existing).toEqual(expect.arrayContaining(['kernel', 'spec', 'mock', 'cli']));
    expect(files.length).toBeGreaterThan(existing.length);
    expect(modules.map(({ path }) => path).sort()).toEqual(files.sort());
  });

  it('is joined by imports', () => {
    const count = modules.flatMap(({ imports }) => imports).length;
    expect(count).toBeGreaterThan(modules.length);
  });

  it.each(Object.entries(rules))('keeps the rule %s', (_, rule) => {
    expect(rule(modules)).toEqual([]);
  });
});
