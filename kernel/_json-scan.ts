/** Where a text stops being JSON, and why. */
export interface ScanFault {
  readonly rule: string;
  /** In UTF-16 code units. */
  readonly offset: number;
  readonly message: string;
}

const tokenPattern = [
  '[ \\t\\n\\r]*(?:([{}[\\],:])',
  '(")',
  '(-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\d.eE+-])|true\\b|false\\b|null\\b))',
].join('|');

/**
 * Finds the first fault of a text that is not JSON (RFC 8259); engines name the place differently
 * or not at all.
 */
export function findFault(text: string): ScanFault {
  const tokens = new RegExp(tokenPattern, 'y');
  const stack: string[] = [];
  let expected = value;
  for (;;) {
    const from = tokens.lastIndex;
    const match = tokens.exec(text);
    const next = match ? step(expected, match, stack) : undefined;
    if (next === undefined) return describe(text, from, expected);
    const slip = match?.[2] === undefined ? undefined : skipString(text, tokens);
    if (slip) return slip;
    expected = next;
  }
}

const stringPattern = '"|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})|[\\\\\\u0000-\\u001f]';

/**
 * Moves behind the string that was just opened, or says what is wrong in it. Piece by piece: one
 * expression for a whole string overflows the engine's stack at some megabytes.
 */
function skipString(text: string, tokens: RegExp): ScanFault | undefined {
  const parts = new RegExp(stringPattern, 'g');
  parts.lastIndex = tokens.lastIndex;
  for (let match = parts.exec(text); match; match = parts.exec(text)) {
    const [part] = match;
    if (part === '"') {
      tokens.lastIndex = parts.lastIndex;
      return undefined;
    }
    if (part.length === 1)
      return { rule: 'json', offset: match.index, message: toReason(text, match.index) };
  }
  return { rule: 'json', offset: text.length, message: 'the text ends inside a string' };
}

function toReason(text: string, offset: number): string {
  const found = JSON.stringify(text.slice(offset, offset + 2));
  const isEscape = text.charAt(offset) === '\\';
  return isEscape
    ? `${found} begins no escape of a string (RFC 8259 §7)`
    : 'a string holds a control character that is not escaped (RFC 8259 §7)';
}

const value = 'a JSON value';
const firstName = 'a name in double quotes or }';
const nextName = 'a name in double quotes';
const colon = 'a colon';
const firstItem = 'a JSON value or ]';
const afterMember = 'a comma or }';
const afterItem = 'a comma or ]';
const end = 'the end of the text';

/** One transition: the next expectation, or undefined when the token does not fit. */
function step(expected: string, match: RegExpExecArray, stack: string[]): string | undefined {
  const [, mark, quote] = match;
  const wantsValue = expected === value || expected === firstItem;
  const after = () => {
    const open = stack.at(-1);
    return open === undefined ? end : open === '{' ? afterMember : afterItem;
  };
  if (mark === '}' && (expected === firstName || expected === afterMember)) {
    stack.pop();
    return after();
  }
  if (mark === ']' && (expected === firstItem || expected === afterItem)) {
    stack.pop();
    return after();
  }
  if (mark === ',' && expected === afterMember) return nextName;
  if (mark === ',' && expected === afterItem) return value;
  if (mark === ':' && expected === colon) return value;
  if ((mark === '{' || mark === '[') && wantsValue) {
    stack.push(mark);
    return mark === '{' ? firstName : firstItem;
  }
  if (mark !== undefined) return undefined;
  if (quote !== undefined && (expected === firstName || expected === nextName)) return colon;
  return wantsValue ? after() : undefined;
}

function describe(text: string, from: number, expected: string): ScanFault {
  const offset = from + (/^[ \t\n\r]*/.exec(text.slice(from))?.[0].length ?? 0);
  const char = String.fromCodePoint(text.codePointAt(offset) ?? 0xfffd);
  const found = offset >= text.length ? 'the text ends' : `found ${JSON.stringify(char)}`;
  return {
    rule: 'json',
    offset,
    message: `${found} where ${expected} was expected${toHint(char, expected)}`,
  };
}

function toHint(char: string, expected: string): string {
  if (char === "'") return '; JSON takes double quotes only (RFC 8259 §7)';
  const isTrailing =
    (char === '}' && expected === nextName) || (char === ']' && expected === value);
  return isTrailing ? '; take away the comma before it' : '';
}
