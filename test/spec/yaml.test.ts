import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Json } from '../../kernel/json.ts';
import { appendToken } from '../../kernel/pointer.ts';
import { findInJson } from '../../spec/_json-places.ts';
import { getOffset, toLines, toWanted, type Wanted } from '../../spec/_wanted.ts';
import { findInYaml } from '../../spec/_yaml-places.ts';
import { readPlainYaml } from '../../spec/_yaml-plain.ts';
import { findInTree, readYamlTree } from '../../spec/_yaml-tree.ts';
import { fc } from '../support/properties.ts';

/** The fast reader's answer as text, which the order of members is part of; undefined for a doubt. */
function readPlain(text: string): string | undefined {
  const plain = readPlainYaml(text);
  return plain && JSON.stringify(plain.value);
}

function readTree(text: string): string | undefined {
  const tree = readYamlTree(text);
  return 'value' in tree ? JSON.stringify(tree.value) : undefined;
}

type Find = (text: string, wanted: Wanted) => void;

/** The offset of everything in a value; an item that is not written is nowhere. */
function findAll(find: Find, text: string, value: Json): [pointer: string, offset: number][] {
  const pointers: string[] = [];
  const collect = (at: Json, pointer: string): void => {
    pointers.push(pointer);
    if (typeof at !== 'object' || at === null) return;
    for (const [name, member] of Object.entries(at)) {
      const isHidden = Array.isArray(at) && member === null;
      if (!isHidden) collect(member, appendToken(pointer, name));
    }
  };
  collect(value, '');
  const wanted = toWanted(pointers);
  find(text, wanted);
  return pointers.map((pointer) => [pointer, getOffset(wanted, pointer)]);
}

const texts = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('yes', '0x1F', '012', '1e3', '1e999', '-', '~', 'null', '<<', '*a', '2020-01-01'),
  fc.constantFrom('a: b', ' x', '# no', "it's", 'say "a"', 'two\nlines', 'é', '\u2028', '[', '%a'),
);
const values = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json>(null, true, false, 0, -1, 1.5, 1e21, 2 ** 70),
    texts,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(texts, tie('value'), { maxKeys: 4 }),
  ),
})).value;
const styles = fc.record({
  collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
  defaultStringType: fc.constantFrom(
    'PLAIN' as const,
    'QUOTE_SINGLE' as const,
    'BLOCK_FOLDED' as const,
  ),
  indent: fc.constantFrom(2, 4),
  lineWidth: fc.constantFrom(0, 20, 80),
});

const samples = [
  'a: &a\n  k: 1\n  l: [1, 2.5, 0x1F, 0o17, +1, .5, ~, null, True]\nb:\n  <<: *a\n  k: 2\nc: { <<: *a }\nd: *a\n',
  "p: >-\n  folded\n  text\n\n  more\nq: |+\n  literal\n    deeper\n\nr: 'it''s' # why\ns: plain\n  goes on\n",
  'a:\n  b: {\n    c: 1,\n    d: [2,\n    ],\n    e: {}\n  }\n  f: [\n    {g: 1}\n  ]\nh: {\n  "i": 1,\n}\nj: |\n  k: {\n    l: 1\n  }\nm: 2\n',
  '- x: 1\n  y: "\\u00e9\\n"\n- [a, b: c, {d: e}, ]\n-\n- {a: , b: 1}\n- - 1\n  - 2\n- ? k\n  : v\n- 200: ok\n',
];
const marks = [
  ' ',
  '  ',
  '\n',
  '\t',
  ': ',
  ':',
  '- ',
  '#',
  "'",
  '"',
  '[',
  ']',
  '{',
  '}',
  ',',
  '&a ',
  '*a',
];
const more = [
  '!',
  '|',
  '>',
  '%',
  '? ',
  '<<: ',
  '0',
  '\r',
  '\r\n',
  '---\n',
  '...\n',
  '1e400',
  '~',
  '\\',
  '|2\n',
];
const edits = fc.array(
  fc.record({
    at: fc.nat(200),
    cut: fc.nat(3),
    put: fc.constantFrom('', ...marks, ...more),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('the fast reader of YAML', () => {
  it('reads what was written, and finds it where the thorough reader does', () => {
    let read = 0;
    fc.assert(
      fc.property(values, styles, (value, style) => {
        const text = stringify({ value }, style);
        const plain = readPlain(text);
        if (plain === undefined) return;
        read += 1;
        expect(plain).toBe(readTree(text));
        const found: Json = JSON.parse(plain);
        expect(findAll(findInYaml, text, found)).toEqual(findAll(findInTree, text, found));
      }),
      { numRuns: 300 },
    );
    expect(read).toBeGreaterThan(150);
  });

  it('agrees with the thorough reader on whatever it does not doubt', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom(...samples), edits, (sample, changes) => {
        let text = sample;
        for (const { at, cut, put } of changes) {
          const from = at % (text.length + 1);
          text = text.slice(0, from) + put + text.slice(from + cut);
        }
        const plain = readPlain(text);
        if (plain === undefined) return;
        read += 1;
        expect(readTree(text)).toBe(plain);
        const value: Json = JSON.parse(plain);
        expect(findAll(findInYaml, text, value)).toEqual(findAll(findInTree, text, value));
      }),
      { numRuns: 1200 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it.each(samples)('has no doubt about %j', (sample) => {
    expect(readPlain(sample)).toBe(readTree(sample));
    expect(readPlain(sample)).toBeDefined();
  });

  it.each([
    ['nothing', ''],
    ['a tag', 'a: !!str 1'],
    ['a directive', '%YAML 1.1\n---\na: yes'],
    ['two documents', 'a: 1\n---\nb: 2'],
    ['a key twice', 'a: 1\na: 2'],
    ['a key that is no text', '~: 1'],
    ['a collection as a key', '? [a]\n: 1'],
    ['tabs', 'a:\n\tb: 1'],
    ['a circle', '&a [*a]'],
    ['an alias of nothing', 'a: *b'],
    ['an anchor that could be the key or the mapping', '&a b: 1'],
  ])('doubts %s', (_what, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  it('goes on where a bracket stands as far out as the name it belongs to', () => {
    const text = ['a:', '  b: {', '    c: [', '    ]', '  }', '  d: |', '    e: {', '    }'];
    for (const end of ['\n', '\r\n']) {
      const written = text.join(end);
      expect(readPlain(written)).toBe('{"a":{"b":{"c":[]},"d":"e: {\\n}\\n"}}');
      expect(readPlain(written)).toBe(readTree(written));
    }
    expect(readPlainYaml('a:\n  b: [\n    1 # why\n  ]\n')).toBeUndefined();
    expect(readPlainYaml('a:\n  b: [\n    1\n ]\n')).toBeUndefined();
    expect(readPlainYaml('a: [\n    {b: 1\n}\n  ]\nc: {\n}\n')).toBeUndefined();
    expect(readPlainYaml('a: [\n    [b\n]\n  ]\nc: {\n}\n')).toBeUndefined();
    expect(readPlainYaml('a:\n  b: [\n    1\n  ]\n  c: "\n  d: {\n    }\n  }"\n')).toBeUndefined();
  });

  it('doubts aliases that make much of little, and takes those that do not', () => {
    const list = (item: string) => `[${Array.from({ length: 10 }, () => item).join(', ')}]`;
    const few = [`a: &a ${list('x')}`, `b: &b ${list('*a')}`, `c: ${list('*b')}`].join('\n');
    expect(readPlain(few)).toBe(readTree(few));
    const many = ['a', 'b', 'c', 'd', 'e'].map(
      (name, index, names) => `${name}: &${name} ${list(index > 0 ? `*${names[index - 1]}` : 'x')}`,
    );
    expect(readPlainYaml(many.join('\n'))).toBeUndefined();
  });
});

describe('places in JSON', () => {
  it('are where the thorough reader of YAML finds them', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify({ value }, undefined, indent);
        const json: Json = JSON.parse(text);
        const found = new Map(findAll(findInJson, text, json));
        for (const [pointer, offset] of found) {
          const token = pointer.slice(pointer.lastIndexOf('/') + 1);
          expect('"{[tfn-0123456789').toContain(text[offset]);
          if (/^[a-z]+$/.test(token))
            expect(text.slice(offset + 1)).toMatch(new RegExp(`^${token}"`));
        }
        if (indent !== '\t') expect([...found]).toEqual(findAll(findInTree, text, json));
      }),
      { numRuns: 300 },
    );
  });
});

it('lines and columns count from 1', () => {
  const lines = toLines('ab\ncd\n\ne', [0, 4, 3, 7, 1]);
  expect(lines.get(0)).toEqual({ line: 1, column: 1 });
  expect(lines.get(1)).toEqual({ line: 1, column: 2 });
  expect(lines.get(3)).toEqual({ line: 2, column: 1 });
  expect(lines.get(4)).toEqual({ line: 2, column: 2 });
  expect(lines.get(7)).toEqual({ line: 4, column: 1 });
});
