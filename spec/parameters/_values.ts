import { isJsonArray, type Json } from '../../kernel/json.ts';
import { parseJson } from '../../kernel/json-text.ts';
import { appendToken } from '../../kernel/pointer.ts';
import type { Notes } from './_notes.ts';
import type { Shape } from './_shape.ts';

/** Where a value is being read: what it may be, and where to say what is wrong. */
export interface Spot {
  readonly shape: Shape;
  /** JSON Pointer into the parameter's value. */
  readonly at: string;
  readonly notes: Notes;
}

/** A name and its decoded text. */
export type Entry = readonly [name: string, text: string];

const numberPattern = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * Gives decoded text the type its schema asks for. The narrowest reading wins:
 *
 * 1. a string listed in `enum` or `const` is that string;
 * 2. a JSON number is a number where numbers are allowed; where strings are allowed too, only in
 *    the form JSON itself would write it (`1`, but not `1.0`, `1e2`), and whole if only integers are;
 * 3. `true`, `false` and `null` are those values where they are allowed;
 * 4. an empty text is null where null is allowed and strings are not;
 * 5. JSON is read where arrays or objects are allowed, which no style of its own can write inside
 *    another value: beside strings, a text that is an array or object of JSON from its beginning;
 * 6. everything else stays a string, so that a validator can say what was expected.
 *
 * Integers beyond ±(2^53 − 1) are refused, because they would be changed silently, unless the
 * document says that they have 64 bits: then the nearest number is taken.
 */
export function readText(text: string, { shape, at, notes }: Spot): Json | undefined {
  const { types } = shape;
  if (!types || shape.listed.has(text)) return text;
  const nested = isTakenAsJson(text, shape) ? readNested(text) : undefined;
  if (nested !== undefined) return nested;
  if ((types.has('integer') || types.has('number')) && numberPattern.test(text)) {
    const number = Number(text) + 0; // A negative zero becomes zero.
    if (types.has('string')) return isPlainNumber(number, text, shape) ? number : text;
    if (isTooLong(number, shape)) {
      const says = `it is beyond ${Number.MAX_SAFE_INTEGER}, the largest whole number that can be held exactly`;
      return notes.add({
        rule: 'integer-range',
        at,
        value: text,
        says,
        mend: 'send a number within ±9007199254740991',
      });
    }
    return Number.isFinite(number) ? number : text;
  }
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  const isNull = text === 'null' || (text === '' && !types.has('string'));
  return types.has('null') && isNull ? null : text;
}

function isTooLong(number: number, { types, isWide }: Shape): boolean {
  if (types?.has('number') || !Number.isInteger(number) || Number.isSafeInteger(number)) {
    return false;
  }
  return !isWide || Math.abs(number) > 2 ** 64;
}

function isPlainNumber(number: number, text: string, { types }: Shape): boolean {
  if (String(number) !== text) return false;
  return Number.isInteger(number) ? Number.isSafeInteger(number) : (types?.has('number') ?? false);
}

function isTakenAsJson(text: string, { isNested, types }: Shape): boolean {
  const opening = text.charAt(0);
  const kind = opening === '{' ? 'object' : opening === '[' ? 'array' : '';
  return isNested || (types?.has(kind) ?? false);
}

function readNested(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const outcome = parseJson(text);
  return 'value' in outcome ? outcome.value : undefined;
}

/** An array of texts. One empty text is an empty array; one text of JSON may be the whole of it. */
export function readList(texts: readonly string[], { shape, at, notes }: Spot): Json {
  const [only] = texts;
  if (texts.length === 1 && only === '') return [];
  const isText = shape.item(0).types?.has('string') ?? true;
  const whole = texts.length === 1 && only !== undefined && !isText ? readNested(only) : undefined;
  if (isJsonArray(whole)) return whole;
  return texts.flatMap((text, index) => {
    const spot = { shape: shape.item(index), at: appendToken(at, index), notes };
    const value = readText(text, spot);
    return value === undefined ? [] : [value];
  });
}

/** What one name was given: once, or several times if it may be an array. */
export function readTexts(texts: readonly string[], spot: Spot): Json | undefined {
  const { isArray, isScalar, isNested, types } = spot.shape;
  const isRepeated = texts.length > 1;
  const isNull = types?.has('null') && /^(null)?$/.test(texts[0] ?? '');
  const isOne = !isScalar || (isNested && !isNull);
  if (isArray && (isRepeated || isOne)) return readList(texts, spot);
  if (!isRepeated) return readText(texts[0] ?? '', spot);
  // Where the schema says nothing, an array is allowed too.
  if (!types) return [...texts];
  const says = `it was given ${texts.length} times and is not an array`;
  const { at, notes } = spot;
  return notes.add({ rule: 'duplicate', at, value: texts, says, mend: 'send it once' });
}

/** An object of texts; names that come again are one property. */
export function readMembers(entries: readonly Entry[], spot: Spot): Json | undefined {
  const texts = new Map<string, string[]>();
  for (const [name, text] of entries) {
    const before = texts.get(name);
    if (before) before.push(text);
    else texts.set(name, [text]);
  }
  return readProperties(texts, spot, (list, below) => readTexts(list, below));
}

/**
 * Builds an object property by property. It has the usual prototype, because validators compare
 * values by `valueOf`; `__proto__` is refused, so every property is the object's own.
 */
export function readProperties<M>(
  members: ReadonlyMap<string, M>,
  { shape, at, notes }: Spot,
  read: (member: M, spot: Spot) => Json | undefined,
): Json | undefined {
  const object: Record<string, Json> = {};
  for (const [name, member] of members) {
    if (name === '__proto__') {
      const says = 'the key can change the prototype of objects';
      return notes.add({ rule: 'key', at, value: name, says, mend: 'rename the key' });
    }
    const below = { shape: shape.property(name), at: appendToken(at, name), notes };
    const value = read(member, below);
    if (value !== undefined) object[name] = value;
  }
  return object;
}
