import { describe, expect, it } from 'vitest';
import { judge } from './_rule.ts';
import { barrels, escapes, sizes, speech, vocabulary } from './_text-rules.ts';

describe('barrels', () => {
  const list = "export { a } from './a.ts';";

  it('allows the front door of each wing', () => {
    expect(judge(barrels, { 'mock/index.ts': list, 'harness/index.ts': list })).toEqual([]);
  });

  it('reports any other, and a door that does not say what it exports', () => {
    const files = {
      'mock/index.ts': "export * from './a.ts';",
      'spec/index.ts': 'export const a = 1;',
      'spec/all.ts': list,
      'spec/more.ts': "import { a } from './a.ts';\nexport { a };",
      'spec/some.ts': `${list}\nexport const b = 2;`,
    };
    expect(judge(barrels, files)).toEqual([
      'mock/index.ts:1 exports everything of a module',
      'spec/index.ts is a barrel',
      'spec/all.ts is a barrel',
      'spec/more.ts is a barrel',
    ]);
  });
});

describe('speech', () => {
  it.each([
    'console.log(1);',
    'process.exit(1);',
    'process.exitCode = 1;',
    "process.stdout.write('');",
    "process.stderr.write('');",
  ])('reports %s outside cli/', (text) => {
    const files = { 'cli/a.ts': text, 'mock/a.ts': text, 'mock/b.ts': `// ${text}` };
    expect(judge(speech, files)).toEqual(['mock/a.ts:1 speaks or exits outside cli/']);
  });

  it('reports the same by import', () => {
    expect(judge(speech, { 'mock/a.ts': "import { exit } from 'node:process';" })).toEqual([
      'mock/a.ts:1 imports node:process outside cli/',
    ]);
  });
});

describe('vocabulary', () => {
  it('reports a word of the APIs in code, comment, string and name', () => {
    const files = {
      'kernel/a.ts': 'export const toContract = 1;',
      'mock/b.ts': '// for MASStack\n',
      'spec/sales.ts': "export const path = '/subscriptions';",
      'fixtures/c.ts': '// a contract',
    };
    expect(judge(vocabulary, files)).toEqual([
      'kernel/a.ts:1 says "Contract"',
      'mock/b.ts:1 says "MASStack"',
      'spec/sales.ts is called "sales"',
      'spec/sales.ts:1 says "subscription"',
    ]);
  });
});

describe('sizes', () => {
  it('reports the 251st line', () => {
    const files = { 'spec/a.ts': '\n'.repeat(250), 'spec/b.ts': '\n'.repeat(251) };
    expect(judge(sizes, files)).toEqual(['spec/b.ts has 251 lines, more than 250']);
  });
});

describe('escapes', () => {
  it('reports what hides a value from the compiler', () => {
    const text = [
      "export const a = JSON.parse('1') as any;",
      'export const b = a!.b;',
      '// @ts-ignore',
      'export const many = 1;',
    ];
    expect(judge(escapes, { 'spec/a.ts': text.join('\n') })).toEqual([
      'spec/a.ts:1 says any',
      'spec/a.ts:2 asserts that a value is there',
      'spec/a.ts:3 says @ts-ignore',
    ]);
  });
});
