import { describe, expect, it } from 'vitest';
import type { Json } from '../../kernel/json.ts';
import { DocumentError } from '../../spec/fault.ts';
import { loadDocument } from '../../spec/load.ts';
import { parseSource, toSource } from '../../spec/source.ts';

function refusal(read: () => unknown): string {
  try {
    read();
    return 'read';
  } catch (error) {
    return error instanceof DocumentError ? error.message : `${error}`;
  }
}

function nest(depth: number, open: string, close: string): string {
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

describe('a file that is too deep to be walked through', () => {
  it.each([
    ['JSON', nest(201, '[', ']')],
    ['JSON, far too deep', nest(100_000, '{"a":', '}')],
    ['YAML', `a: ${nest(201, '{a: ', '}')}`],
    ['YAML, far too deep', `${'- '.repeat(20_000)}a`],
  ])('is refused: %s', (_, text) => {
    const message = refusal(() => parseSource('file:///deep', 'deep', text));
    expect(message).toMatch(/^deep:1:\d+.*\n {2}(It has more than 200 levels\.|Not valid YAML: )/);
  });

  it.each([nest(100_000, '[', ''), `${nest(100_000, '[', '')}\nopenapi: 3.1.0`])(
    'is refused, never finished (%#)',
    (text) => {
      expect(refusal(() => parseSource('file:///deep', 'deep', text))).toMatch(
        /^deep:\d+:\d+\n {2}Not/,
      );
    },
  );

  it('may have two hundred levels', () => {
    expect(refusal(() => parseSource('file:///deep', 'deep', nest(200, '[', ']')))).toBe('read');
  });
});

describe('a value of a program', () => {
  it('that contains itself is refused', async () => {
    const loop: Record<string, unknown> = { openapi: '3.1.0' };
    loop.again = [loop];
    // What a program gives is not always what its type promises.
    const input = loop as Record<string, Json>;
    await expect(loadDocument(input)).rejects.toThrow(/\/again\/0\n {2}It contains itself\./);
  });

  it('that repeats a part without end is refused, whatever its text would have been', () => {
    let part: Json = ['x'];
    for (let level = 0; level < 30; level++) part = [part, part];
    expect(refusal(() => toSource('memory:///bomb', 'bomb', part))).toMatch(
      /^bomb:1:1.*\n {2}It has more than 5000000 values\./,
    );
    let tower: Json = ['x'];
    for (let level = 0; level < 30; level++) tower = { a: tower, b: [tower] };
    expect(refusal(() => toSource('memory:///bomb', 'bomb', tower))).toContain('5000000 values');
  });
});
