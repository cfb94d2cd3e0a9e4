import { describe, expect, it } from 'vitest';
import { matches } from '../../../spec/pattern/_match.ts';
import { toProgram } from '../../../spec/pattern/_program.ts';
import { parsePattern } from '../../../spec/pattern/parse.ts';
import { readPattern } from '../../../spec/pattern/pattern.ts';
import { fc } from '../../support/properties.ts';

describe('a pattern', () => {
  it.each<[source: string, flavour: string, yes: string, no: string]>([
    ['^\\p{L}+$', 'unicode', 'ñ', '1'],
    ['^[\\w-.]+$', 'unicode', 'a-b.c', 'a b'],
    ['^[\\p{L}\\-\\_ ]+$', 'unicode', 'é_-', '1'],
    ['^a\\@b\\-c$', 'unicode', 'a@b-c', 'ab'],
    ['^[\\w-]+$', 'unicode', 'a-', 'a.'],
    ['^{a}$', 'loose', '{a}', 'a'],
    ['(?<=a)b', 'unicode', 'ab', 'b'],
    ['(?i)^[a-f]+-x$', 'caseless', 'aF-X', 'g-x'],
  ])('%s is read as %s', (source, flavour, yes, no) => {
    const pattern = readPattern(source);
    expect([pattern.flavour, pattern.test(yes), pattern.test(no)]).toEqual([flavour, true, false]);
  });

  it.each([
    '(',
    '(?i)(',
    '(?s)abc',
    'a(?i)b',
    '\\Aabc\\z',
    'a++',
    '(?>a)',
    '[[:alpha:]]+',
    '(?P<n>a)',
  ])('%s is none of ECMA-262 and rules nothing out', (source) => {
    const pattern = readPattern(source);
    expect([pattern.flavour, pattern.test('anything')]).toEqual(['none', true]);
  });

  it.each([
    '^(a+)+$',
    '^(a|a)*$',
    '^([a-z0-9]+(-[a-z0-9]+)*)$',
    '(x+x+)+y',
    '^(.*)*(.*)*(.*)*x$',
    '^(.*,){7}x$',
    '^(\\w{0,8}){8}$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '^(?=.*[a-z])(?=.*\\d).{8,}$',
  ])('%s does not hang, and is right', (source) => {
    const pattern = readPattern(source);
    const begun = performance.now();
    for (const length of [10, 17, 20, 30, 60, 20_000]) {
      expect(pattern.test(`${'a'.repeat(length)}!`)).toBe(false);
    }
    expect(performance.now() - begun).toBeLessThan(4000);
    expect(pattern.isBounded).toBe(true);
  });

  it.each<[source: string, unit: string, end: string]>([
    ['^(a+)+$', 'a', '!'],
    ['^(?:[a-z]+[0-9]*)+$', 'ab1', '!'],
    ['^(\\p{L}+)+$', 'ä', '1'],
    ['^([^\\s@]+)+@([^\\s@]+\\.)+[a-z]+$', 'x.', ''],
  ])('%s judges texts as long as a body may be', (source, unit, end) => {
    const pattern = readPattern(source);
    const text = unit.repeat(1_000_000 / unit.length);
    expect(pattern.test(`${text}${end}`)).toBe(false);
    expect(pattern.test(source.includes('@') ? `x@${text}com` : text)).toBe(true);
  });

  it('that cannot be bounded says so, and lets long texts through', () => {
    for (const source of ['^(?=(a+)+b)', '^((a{1,64}){1,64}){1,64}$', '(a*)*\\1b']) {
      const pattern = readPattern(source);
      expect(pattern.isBounded).toBe(false);
      expect(pattern.test(`${'a'.repeat(5000)}!`)).toBe(true);
    }
  });

  it('without regard to case is so for texts of any length', () => {
    const pattern = readPattern('(?i)^(ab|c[d-f])+$');
    expect(pattern.test('aBCd'.repeat(30_000))).toBe(true);
    expect(pattern.test(`${'aBCd'.repeat(30_000)}x`)).toBe(false);
  });

  it('that was not understood is tried as it is on short texts', () => {
    const pattern = readPattern(`^${'(a'.repeat(50)}${')'.repeat(50)}$`);
    expect([pattern.tree, pattern.test('a'.repeat(50)), pattern.test('b')]).toEqual([
      undefined,
      true,
      false,
    ]);
  });
});

const atom = fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '\\d', '\\w', '\\p{L}', '-', '😀');
const quantifier = fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{0,2}?', '{9,}', '');
const { source } = fc.letrec<{ source: string }>((tie) => ({
  source: fc.oneof(
    { maxDepth: 4 },
    atom,
    fc.tuple(tie('source'), quantifier).map(([inner, times]) => `(${inner})${times}`),
    fc.tuple(tie('source'), tie('source')).map(([a, b]) => `(?:${a}|${b})+`),
    fc.tuple(tie('source'), tie('source')).map(([a, b]) => `${a}${b}`),
    fc
      .tuple(fc.constantFrom('^', ''), tie('source'), fc.constantFrom('$', ''))
      .map((all) => all.join('')),
  ),
}));
const text = fc
  .array(fc.constantFrom('a', 'b', '1', '-', 'é', '😀', '\n'), { maxLength: 9 })
  .map((characters) => characters.join(''));

it('a pattern whose tries would multiply is judged as the engine would', () => {
  fc.assert(
    fc.property(source, text, (written, value) => {
      const tree = parsePattern(written);
      const program = tree && toProgram(tree, 'u');
      if (!program) throw new Error(`there is no program for ${written}`);
      expect(matches(program, value, true)).toBe(new RegExp(written, 'u').test(value));
    }),
    { numRuns: 1000 },
  );
});
