import { describe, expect, it } from 'vitest';
import { cycles, drawers, floors, installed, kernel, strangers } from './_import-rules.ts';
import { judge } from './_rule.ts';

describe('floors', () => {
  const below = { 'kernel/a.ts': 'export const a = 1;' };

  it('lets a module look down, and around its own floor', () => {
    const files = {
      ...below,
      'mock/b.ts': "import { a } from '../kernel/a.ts';\nexport const b = a;",
      'mock/http/c.ts': "export { b } from '../b.ts';",
    };
    expect(judge(floors, files)).toEqual([]);
  });

  it.each([
    ['a value', "import { b } from '../mock/b.ts';"],
    ['a type', "import type { B } from '../mock/b.ts';"],
    ['a re-export', "export { b } from '../mock/b.ts';"],
    ['everything', "export * from '../mock/b.ts';"],
    ['a side effect', "import '../mock/b.ts';"],
    ['a module, later', "const later = () => import('../mock/b.ts');"],
    ['a type, in passing', "type B = import('../mock/b.ts').B;"],
  ])('reports %s from above', (_, text) => {
    const files = { 'mock/b.ts': 'export const b = 1;', 'spec/up.ts': `// é\n${text}` };
    expect(judge(floors, files)).toEqual(['spec/up.ts:2 imports mock/b.ts, which is not below']);
  });

  it.each([
    ['mock', 'harness'],
    ['harness', 'mock'],
  ])('keeps %s from looking into %s', (from, to) => {
    const files = { [`${to}/b.ts`]: '', [`${from}/a.ts`]: `import '../${to}/b.ts';` };
    expect(judge(floors, files)).toEqual([`${from}/a.ts:1 imports ${to}/b.ts, which is not below`]);
  });

  it('reports an import that leaves the house', () => {
    const files = { 'cli/a.ts': "import '../test/b.ts';", 'cli/b.ts': "import './a';" };
    expect(judge(floors, files)).toEqual([
      'cli/a.ts:1 imports ../test/b.ts, which is no module of a floor',
      'cli/b.ts:1 imports ./a, which is no module of a floor',
    ]);
  });

  it('reports an import nobody can follow, except in the command line', () => {
    const text = 'export const load = (path: string) => import(path);';
    expect(judge(floors, { 'cli/a.ts': text, 'spec/a.ts': text })).toEqual([
      'spec/a.ts:1 imports what is only known at run time',
    ]);
  });

  it('takes no words in a comment or a string for an import', () => {
    const text = "// import '../mock/b.ts';\nexport const a = `import '../mock/b.ts'`;";
    expect(judge(floors, { 'spec/a.ts': text })).toEqual([]);
  });
});

describe('kernel', () => {
  it.each(['node:crypto', 'yaml', '../spec/a.ts'])('reports %s', (specifier) => {
    const files = {
      'kernel/a.ts': "import './b.ts';",
      'kernel/b.ts': `import '${specifier}';`,
      'spec/a.ts': "import 'node:crypto';",
    };
    expect(judge(kernel, files)).toEqual([`kernel/b.ts:1 imports ${specifier} into the kernel`]);
  });
});

describe('cycles', () => {
  it('reports a circle, even of types and over several files', () => {
    const files = {
      'spec/a.ts': "import type { B } from './b.ts';",
      'spec/b.ts': "export type { C } from './c.ts';",
      'spec/c.ts': "export const c = () => import('./a.ts');",
      'spec/d.ts': "import './a.ts';\nimport './b.ts';",
    };
    expect(judge(cycles, files)).toEqual(['spec/a.ts → spec/b.ts → spec/c.ts → spec/a.ts']);
  });
});

describe('drawers', () => {
  it('reports one that is opened from another folder', () => {
    const files = {
      'mock/state/_tree.ts': '',
      'mock/state/a.ts': "import './_tree.ts';",
      'mock/b.ts': "import './state/_tree.ts';",
      'mock/state/deep/c.ts': "import '../_tree.ts';",
    };
    expect(judge(drawers, files)).toEqual([
      'mock/b.ts:1 opens mock/state/_tree.ts, which is private to its folder',
      'mock/state/deep/c.ts:1 opens mock/state/_tree.ts, which is private to its folder',
    ]);
  });
});

describe('strangers', () => {
  it.each([
    ['express', 'mock/http/a.ts', 'mock/a.ts', 'mock/http/'],
    ['ajv/dist/2020.js', 'spec/validation/a.ts', 'spec/a.ts', 'spec/validation/'],
    ['ajv-formats', 'spec/validation/a.ts', 'harness/a.ts', 'spec/validation/'],
    ['@faker-js/faker/locale/en', 'fixtures/generation/a.ts', 'mock/a.ts', 'fixtures/generation/'],
    ['yaml', 'spec/a.ts', 'fixtures/a.ts', 'spec/'],
    ['jsonpath-rfc9535', 'spec/a.ts', 'mock/a.ts', 'spec/'],
    ['commander', 'cli/a.ts', 'mock/a.ts', 'cli/'],
    ['pino', 'cli/a.ts', 'mock/http/a.ts', 'cli/'],
    ['chokidar', 'cli/a.ts', 'spec/a.ts', 'cli/'],
    ['@pact-foundation/pact', 'harness/pact/a.ts', 'harness/a.ts', 'harness/pact/'],
    ['ioredis', 'mock/state/a.ts', 'mock/a.ts', 'mock/state/'],
  ])('keeps %s in its room', (specifier, inside, outside, room) => {
    const files = { [inside]: `import '${specifier}';`, [outside]: `import '${specifier}';` };
    const name = specifier.replace(/^(@[^/]+\/[^/]+|[^@/]+)\/.*/, '$1');
    expect(judge(strangers, files)).toEqual([`${outside}:1 imports ${name} outside ${room}`]);
  });

  it('reports one that has no room', () => {
    const files = {
      'cli/a.ts': "import 'left-pad';\nimport 'node:fs';",
      'cli/b.ts': "import 'fs';",
    };
    expect(judge(strangers, files)).toEqual([
      'cli/a.ts:1 imports left-pad, which has no room in the house',
      'cli/b.ts:1 imports fs, which has no room in the house',
    ]);
  });
});

describe('installed', () => {
  it('reports a package that a user would not have', () => {
    const files = { 'cli/a.ts': "import 'commander';\nimport 'vitest';" };
    expect(judge(installed({ dependencies: { commander: '1.0.0' } }), files)).toEqual([
      'cli/a.ts:2 imports vitest, which package.json does not name',
    ]);
  });
});
