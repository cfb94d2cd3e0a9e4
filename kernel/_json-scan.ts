/** Where a text stops being JSON, and why. */
export interface ScanFault {
  readonly rule: string;
  /** In UTF-16 code units. */
  readonly offset: number;
  readonly message: string;
}

/** The deepest nesting of arrays and objects that is read. */
export const maxDepth = 64;

const scalarPattern =
  /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.eE+-])|true\b|false\b|null\b)/y;

/** Numbers of a list and their commas, some hundreds at a time: one by one a megabyte takes long. */
const itemsPattern = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?[ \t\n\r]*,[ \t\n\r]*){1,500}/y;

/**
 * Finds the first fault of a text that is not JSON (RFC 8259), or is nested too deep; engines name
 * the place differently or not at all. Character by character, but for numbers of a list, because a megabyte of tokens is slow
 * to match one by one.
 */
export function findFault(text: string): ScanFault {
  const stack: string[] = [];
  const [scalar, items] = [new RegExp(scalarPattern), new RegExp(itemsPattern)];
  let expected = value;
  for (let at = skipSpace(text, 0); ; at = skipSpace(text, at)) {
    const char = text.charAt(at);
    if (isItem(char, expected, stack)) {
      items.lastIndex = at;
      if (items.test(text)) {
        at = items.lastIndex;
        expected = value;
        continue;
      }
    }
    const next = marks.has(char) ? step(expected, char, stack) : stepValue(expected, char, stack);
    if (next === undefined) return describe(text, at, expected);
    if (stack.length > maxDepth) return { rule: 'json-depth', offset: at, message: tooDeep };
    if (char === '"') {
      const end = findStringEnd(text, at + 1);
      if (typeof end !== 'number') return end;
      at = end;
    } else if (marks.has(char)) at += 1;
    else {
      const end = findScalarEnd(text, at, scalar);
      if (end === at) return describe(text, at, expected);
      at = end;
    }
    expected = next;
  }
}

/** True where a number of a list begins. */
function isItem(char: string, expected: string, stack: readonly string[]): boolean {
  const isWanted = expected === value || expected === firstItem;
  return isWanted && stack.at(-1) === '[' && ((char >= '0' && char <= '9') || char === '-');
}

/** What is said of a text whose nesting exceeds the limit. */
export const tooDeep = `arrays and objects are nested deeper than ${maxDepth} levels`;

const marks = new Set(['{', '}', '[', ']', ',', ':']);

function skipSpace(text: string, from: number): number {
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
  }
}

/** Where a number or a word ends; where it begins when it is none. */
function findScalarEnd(text: string, from: number, scalar: RegExp): number {
  scalar.lastIndex = from;
  return scalar.test(text) ? scalar.lastIndex : from;
}

const stringPattern = '"|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})|[\\\\\\u0000-\\u001f]';

/**
 * Where the string ends that was just opened, or what is wrong in it. Piece by piece: one expression
 * for a whole string overflows the engine's stack at some megabytes.
 */
function findStringEnd(text: string, from: number): number | ScanFault {
  if (text.charAt(from) === '"') return from + 1;
  const parts = new RegExp(stringPattern, 'g');
  parts.lastIndex = from;
  for (let match = parts.exec(text); match; match = parts.exec(text)) {
    const [part] = match;
    if (part === '"') return parts.lastIndex;
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

/** What comes after a whole value. */
function toAfter(stack: readonly string[]): string {
  const open = stack.at(-1);
  return open === undefined ? end : open === '{' ? afterMember : afterItem;
}

/** One transition: the next expectation, or undefined when the mark does not fit. */
function step(expected: string, mark: string, stack: string[]): string | undefined {
  if (mark === ',') {
    if (expected === afterMember) return nextName;
    return expected === afterItem ? value : undefined;
  }
  if (mark === ':') return expected === colon ? value : undefined;
  if (mark === '{' || mark === '[') {
    if (expected !== value && expected !== firstItem) return undefined;
    stack.push(mark);
    return mark === '{' ? firstName : firstItem;
  }
  const isFit =
    mark === '}'
      ? expected === firstName || expected === afterMember
      : expected === firstItem || expected === afterItem;
  if (!isFit) return undefined;
  stack.pop();
  return toAfter(stack);
}

/** The same for a string, a number or a word; the end of the text is none. */
function stepValue(expected: string, char: string, stack: readonly string[]): string | undefined {
  if (char === '"' && (expected === firstName || expected === nextName)) return colon;
  const isWanted = char !== '' && (expected === value || expected === firstItem);
  return isWanted ? toAfter(stack) : undefined;
}

function describe(text: string, offset: number, expected: string): ScanFault {
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
