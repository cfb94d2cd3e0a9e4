import { describe, expect, it } from 'vitest';
import { DocumentError } from '../../spec/fault.ts';
import { parseSource, toSource } from '../../spec/source.ts';

const parse = (text: string) => parseSource('file:///a.yaml', 'a.yaml', text);

/** What an unreadable text is refused with, as `line:column message`. */
function refuse(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const [fault] = error.faults;
    expect(fault).toMatchObject({ severity: 'error', pointer: '', position: { file: 'a.yaml' } });
    return `${fault?.position.line}:${fault?.position.column} ${fault?.message}`;
  }
  throw new Error('it was read');
}

describe('a file', () => {
  it('is YAML 1.2 or JSON, with or without a byte order mark', () => {
    expect(parse('a: 1\nb: [x, yes, 012]').root).toEqual({ a: 1, b: ['x', 'yes', 12] });
    expect(parse('{ "a": 1 }').root).toEqual({ a: 1 });
    expect(parse('\ufeff{"a": [1]}').root).toEqual({ a: [1] });
    expect(parse('\ufeffa: 1').root).toEqual({ a: 1 });
    expect(parse('{ a: 1, b: [x] }').root).toEqual({ a: 1, b: ['x'] });
    expect(parse('').root).toBe(null);
  });

  it('may use anchors and merge keys, but not without end', () => {
    expect(parse('a: &a { x: 1 }\nb: { <<: *a, y: 2 }').root).toEqual({
      a: { x: 1 },
      b: { x: 1, y: 2 },
    });
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [name, of] of ['ba', 'cb', 'dc', 'ed'].map((pair) => [...pair])) {
      lines.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${of}`).join(', ')}]`);
    }
    expect(refuse(lines.join('\n'))).toMatch(/^1:1 YAML aliases: /);
  });

  it('that is neither is refused with the place', () => {
    expect(refuse('a: 1\nb: "open')).toMatch(/^2:\d+ Not valid YAML: /);
    expect(refuse('a: 1\n  b: 2')).toMatch(/^\d:\d+ Not valid YAML: /);
    expect(refuse('{\n  "a": 1,\n  "b" 2\n}')).toMatch(/^3:\d+ Not valid JSON: /);
  });
});

describe('the place of a value', () => {
  const source = parse('info:\n  title: T\npaths:\n  /a/b:\n    - x\n    - y: 1\n');
  const place = (pointer: string) => {
    const { line, column, file } = source.positionOf(pointer);
    expect(file).toBe('a.yaml');
    return `${line}:${column}`;
  };

  it('is that of its key, or of the item', () => {
    expect(place('')).toBe('1:1');
    expect(place('/info/title')).toBe('2:3');
    expect(place('/paths/~1a~1b')).toBe('4:3');
    expect(place('/paths/~1a~1b/0')).toBe('5:7');
    expect(place('/paths/~1a~1b/1/y')).toBe('6:7');
  });

  it('is that of the nearest thing round it, where the file has no such value', () => {
    expect(place('/info/version')).toBe('1:1');
    expect(place('/paths/~1a~1b/7')).toBe('4:3');
    expect(place('/info/title/deeper/still')).toBe('2:3');
    expect(place('/nowhere')).toBe('1:1');
  });

  it('is known in JSON too', () => {
    const json = parseSource('file:///a.json', 'a.json', '{\n  "a": {\n    "b": 1 } }');
    expect(json.positionOf('/a/b')).toEqual({ file: 'a.json', line: 3, column: 5 });
  });

  it('of a value from the program is its name', () => {
    const value = toSource('memory:///x', 'x', { a: 1 });
    expect(value.positionOf('/a')).toEqual({ file: 'x', line: 1, column: 1 });
    expect(value.root).toEqual({ a: 1 });
  });
});
