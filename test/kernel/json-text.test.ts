import { describe, expect, it, vi } from 'vitest';
import { type JsonFault, maxDepth, parseJson } from '../../kernel/json-text.ts';
import { fc } from '../support/properties.ts';

function faultOf(text: string): JsonFault {
  const outcome = parseJson(text);
  if ('fault' in outcome) return outcome.fault;
  throw new Error(`${text} was accepted`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const nest = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('JSON text', () => {
  it('gives its value', () => {
    expect(parseJson('{"a": [1, null, "é"]}')).toEqual({ value: { a: [1, null, 'é'] } });
    expect(parseJson(' 0 ')).toEqual({ value: 0 });
  });

  it.each([
    ['', 1, 1, 'the text ends where a JSON value was expected'],
    ['{"a" 1}', 1, 6, 'found "1" where a colon was expected'],
    ['{"a":}', 1, 6, 'found "}" where a JSON value was expected'],
    [
      '{"a":1,}',
      1,
      8,
      'found "}" where a name in double quotes was expected; take away the comma before it',
    ],
    ['{a:1}', 1, 2, 'found "a" where a name in double quotes or } was expected'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'found "\\"" where a comma or } was expected'],
    ['[1 2]', 1, 4, 'found "2" where a comma or ] was expected'],
    ['[1,]', 1, 4, 'found "]" where a JSON value was expected; take away the comma before it'],
    ['[', 1, 2, 'the text ends where a JSON value or ] was expected'],
    ['1 2', 1, 3, 'found "2" where the end of the text was expected'],
    ['[1}', 1, 3, 'found "}" where a comma or ] was expected'],
    ['[NaN]', 1, 2, 'found "N" where a JSON value or ] was expected'],
    ['[01]', 1, 2, 'found "0" where a JSON value or ] was expected'],
    ['{"a": tru}', 1, 7, 'found "t" where a JSON value was expected'],
    ['[1] 😀', 1, 5, 'found "😀" where the end of the text was expected'],
    ['["a]', 1, 5, 'the text ends inside a string'],
    ['["a\\x"]', 1, 4, '"\\\\x" begins no escape of a string (RFC 8259 §7)'],
    ['["\\u12g4"]', 1, 3, '"\\\\u" begins no escape of a string (RFC 8259 §7)'],
    ['["a\n"]', 1, 4, 'a string holds a control character that is not escaped (RFC 8259 §7)'],
  ])('%j has its fault at line %i, column %i: %s', (text, line, column, message) => {
    expect(faultOf(text)).toMatchObject({ rule: 'json', line, column, message });
  });

  it.each(['1e400', '[-1e400]', '{"a":1.5E+400}', `[${'9'.repeat(400)}]`])(
    'refuses %s, which is beyond all numbers',
    (text) => {
      expect(faultOf(text)).toMatchObject({ rule: 'json-number', line: 1 });
    },
  );

  it('tells of the first integer whose digits are not kept', () => {
    expect(parseJson('{\n "s": "9007199254740993", "a": 9007199254740993}')).toMatchObject({
      value: { a: 9007199254740992 },
      inexact: {
        ...{ rule: 'json-integer', line: 2, column: 32 },
        message: expect.stringContaining('9007199254740993 is held as 9007199254740992'),
      },
    });
    for (const text of [
      ...['9007199254740992', '[9223372036854775808]', '"9007199254740993"', '[1e300, 1e22]'],
      ...['0.12345678901234567', '{"9007199254740993": 1}', '[9007199254740991]'],
    ]) {
      expect(parseJson(text)).toEqual({ value: JSON.parse(text) });
    }
  });

  it('explains single quotes, which shells make of double ones', () => {
    const { message } = faultOf("{'a': 1}");
    expect(message).toContain('JSON takes double quotes only');
  });

  it('says where a long text is wrong, without running out of stack', () => {
    const long = 'x\\n'.repeat(3_000_000);
    expect(faultOf(`{"a": "${long}" oops}`)).toMatchObject({ rule: 'json', line: 1 });
    expect(faultOf(`[${'1,'.repeat(1_000_000)}`)).toMatchObject({
      rule: 'json',
      offset: 2_000_001,
    });
  });
});

describe('JSON that would harm a reader is refused', () => {
  it.each([
    ['{"a": {"__proto__": 1}}', 'json-key', 7],
    ['{"constructor": {"prototype": 1}}', 'json-key', 1],
    ['{"a": "\\ud800"}', 'json-unicode', 7],
    ['["\\ud83d\\ude00", "\\uD83D"]', 'json-unicode', 18],
    ['["\\ud83d\\ude00\\uDE00"]', 'json-unicode', 14],
    ['{"\\udc00": 1}', 'json-unicode', 2],
    ['["😀", "\ud83d"]', 'json-unicode', 8],
  ])('%s by the rule %s, at %i', (text, rule, offset) => {
    expect(isJson(text)).toBe(true);
    expect(faultOf(text)).toMatchObject({ rule, offset });
  });

  it('when it is nested too deep, and only then', () => {
    expect(parseJson(nest(maxDepth))).toHaveProperty('value');
    expect(faultOf(nest(maxDepth + 1))).toMatchObject({ rule: 'json-depth' });
    expect(faultOf(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`).rule).toBe('json-depth');
    expect(faultOf(nest(50_000))).toMatchObject({ rule: 'json-depth', offset: maxDepth });
    expect(faultOf('['.repeat(100_000))).toMatchObject({
      rule: 'json-depth',
      column: maxDepth + 1,
    });
    expect(faultOf(`[}${nest(50_000)}`)).toMatchObject({ rule: 'json', offset: 1 });
  });

  it.each([
    '{"constructor": 1}',
    '{"constructor": {"name": "prototype"}}',
    '{"a": "__proto__"}',
    '{"proto": {"prototype": 1}}',
    '["\\ud83d\\ude00", "\\u0000"]',
    `"${'[{'.repeat(500)}"`,
    `[${'[],'.repeat(500)}[]]`,
  ])('but %s is not', (text) => {
    expect(parseJson(text)).toEqual({ value: JSON.parse(text) });
  });
});

describe('whatever the text', () => {
  const valid = fc.oneof(
    fc.json(),
    fc.jsonValue().map((value) => JSON.stringify(value, null, 2)),
  );
  const junk = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', "'", '\\', '1', '-', 'e', '\n');
  const mutated = fc.tuple(valid, fc.nat(), fc.nat(3), junk).map(([text, place, cut, put]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + put + text.slice(at + cut);
  });
  const soup = fc
    .array(fc.oneof(junk, fc.constantFrom('true', 'null', '"a"', ' ')))
    .map((parts) => parts.join(''));

  it('a value comes out exactly when it is JSON', () => {
    fc.assert(
      fc.property(fc.oneof(valid, mutated, soup, fc.string()), (text) => {
        const outcome = parseJson(text);
        if ('value' in outcome) expect(outcome.value).toEqual(JSON.parse(text));
        else expect(outcome.fault.rule === 'json').toBe(!isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('a fault lies within, and what comes before it could still have become JSON', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, soup), (text) => {
        const outcome = parseJson(text);
        if ('value' in outcome || outcome.fault.rule !== 'json') return;
        const { offset, line, column, message } = outcome.fault;
        expect(offset).toBeLessThanOrEqual(text.length);
        expect(
          text
            .split('\n')
            .slice(0, line - 1)
            .join('\n').length +
            (line > 1 ? 1 : 0) +
            column -
            1,
        ).toBe(offset);
        expect(message).not.toContain('the text ends where the end');
        // The text up to the fault is wrong only because it ends there.
        const before = parseJson(text.slice(0, offset));
        if ('fault' in before) expect(before.fault.offset).toBe(offset);
      }),
      { numRuns: 2000 },
    );
  });

  it('a stray sign between two tokens is found where it stands', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (value, pick) => {
        const tokens =
          JSON.stringify(value).match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^{}[\],:"]+/g) ?? [];
        const place = pick % (tokens.length + 1);
        const before = tokens.slice(0, place).join('\n');
        const text = `${before} @ ${tokens.slice(place).join(' ')}`;
        expect(faultOf(text)).toMatchObject({ rule: 'json', offset: before.length + 1 });
      }),
    );
  });
});

it('a long list of numbers that is no JSON is not looked through one by one', () => {
  const look = vi.spyOn(String.prototype, 'charAt');
  const outcome = parseJson(`[${'12,'.repeat(100_000)}`);
  const looks = look.mock.calls.length;
  look.mockRestore();
  expect(outcome).toMatchObject({ fault: { rule: 'json', offset: 300_001 } });
  expect(looks).toBeLessThan(10_000);
});
