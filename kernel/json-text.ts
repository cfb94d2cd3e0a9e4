import { findFault, maxDepth, tooDeep } from './_json-scan.ts';
import { getOwn, isJsonArray, type Json } from './json.ts';

/** Why a text is not acceptable JSON, and where. */
export interface JsonFault {
  /** A named rule: `json`, `json-depth`, `json-key`, `json-unicode`, `json-number`, `json-integer`. */
  readonly rule: string;
  /** Offset into the text in UTF-16 code units. */
  readonly offset: number;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** What was found and what was expected, without the place. */
  readonly message: string;
}

export { maxDepth } from './_json-scan.ts';

/** Either a value or the first fault. */
export type JsonOutcome = JsonRead | { readonly fault: JsonFault };

/** A value that was read. */
export interface JsonRead {
  readonly value: Json;
  /** The first integer that is not held with the digits it was written with, rule `json-integer`. */
  readonly inexact?: JsonFault;
}

/**
 * Reads one JSON text (RFC 8259). Beyond `JSON.parse` it refuses what would harm a reader further
 * on: nesting over 64, a `__proto__` key, `constructor` with `prototype` below it, strings with
 * lone surrogates, which have no UTF-8 form (RFC 8259 §8.2), and numbers beyond all that can be
 * held (§6).
 */
export function parseJson(text: string): JsonOutcome {
  let value: Json;
  try {
    // Before it is parsed: half a million brackets take long, and are refused anyway.
    if (!isFlatText(text) && isDeepText(text)) throw new SyntaxError(tooDeep);
    value = JSON.parse(text);
  } catch {
    return { fault: toFault(text, findFault(text)) };
  }
  return isHarmless(text) ? { value } : checkValue(text, value);
}

/** A cheap test that nearly every real body passes, so that the walk below is the exception. */
function isHarmless(text: string): boolean {
  if (text.includes('__proto__') || text.includes('constructor') || text.includes('\\u')) {
    return false;
  }
  if (!text.isWellFormed() || wideNumber.test(text)) return false;
  return true;
}

/** True for a text with so few brackets that it cannot be too deep, as nearly every one is. */
function isFlatText(text: string): boolean {
  let openings = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // Closings are not subtracted: one inside a string would hide real depth.
    if ((code === 0x5b || code === 0x7b) && ++openings > maxDepth) return false;
  }
  return true;
}

/** True when the brackets outside of strings nest too deep; of no JSON it may say anything. */
function isDeepText(text: string): boolean {
  let depth = 0;
  let isString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (isString && code === 0x5c) index++;
    else if (code === 0x22) isString = !isString;
    else if (isString) continue;
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > maxDepth) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}

/** Sixteen digits, or an exponent of three: such a number may not be held as it was written. */
const wideNumber = /(?:^|[:[,\s])-?\d(?:\d{15}|[\d.]*[eE]\+?\d{3})/;

function checkValue(text: string, value: Json): JsonOutcome {
  const slip = findSlip(value, 0);
  if (slip === undefined) {
    const inexact = wideNumber.test(text) ? findInexact(text, value) : undefined;
    return inexact ? { value, inexact } : { value };
  }
  const offset = Math.max(0, slip.hint === undefined ? 0 : text.search(slip.hint));
  return { fault: toFault(text, { ...slip, offset }) };
}

interface Slip {
  readonly rule: string;
  readonly message: string;
  /** How it is probably written in the text. */
  readonly hint?: RegExp;
}

function findSlip(value: Json, depth: number): Slip | undefined {
  if (typeof value === 'string') return checkString(value);
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : tooLarge;
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= maxDepth) return { rule: 'json-depth', message: tooDeep };
  if (isJsonArray(value)) {
    for (const item of value) {
      // Most of what is long is a list of numbers.
      if (typeof item === 'number' && Number.isFinite(item)) continue;
      const slip = findSlip(item, depth + 1);
      if (slip) return slip;
    }
    return undefined;
  }
  for (const name of Object.keys(value)) {
    // Not by the accessor of the prototype: `__proto__` is a member of its own here.
    const member = getOwn(value, name) ?? null;
    const slip = checkName(name, member) ?? checkString(name) ?? findSlip(member, depth + 1);
    if (slip) return slip;
  }
  return undefined;
}

const tooLarge: Slip = {
  rule: 'json-number',
  message: 'the number is beyond 1.8e308, the largest that can be held (RFC 8259 §6)',
  hint: /\d[\d.]*[eE]\+?\d{3}|\d{309}/,
};

/** Integers of JavaScript are exact up to 2^53 − 1; the digits of a larger one may change. */
function findInexact(text: string, value: Json): JsonFault | undefined {
  const wide = new Set<number>();
  collectWide(value, wide);
  if (wide.size === 0) return undefined;
  for (const { 0: digits, index } of text.matchAll(/(?<![\w".])-?\d{16,400}(?![\w".])/g)) {
    const held = Number(digits);
    if (!wide.has(held) || BigInt(held) === BigInt(digits)) continue;
    const message = `the integer ${digits.slice(0, 40)} is held as ${BigInt(held)}: beyond ±(2^53 − 1) digits are lost; send it as a string where the document allows`;
    return toFault(text, { rule: 'json-integer', message, offset: index });
  }
  return undefined;
}

function collectWide(value: Json, into: Set<number>): void {
  if (typeof value === 'number') {
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) into.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) collectWide(member, into);
  }
}

function checkName(name: string, member: Json): Slip | undefined {
  const poisoned =
    name === '__proto__' ||
    (name === 'constructor' &&
      typeof member === 'object' &&
      member !== null &&
      Object.hasOwn(member, 'prototype'));
  if (!poisoned) return undefined;
  const message = `the key "${name}" is refused, because it can change the prototype of objects; rename it`;
  return { rule: 'json-key', message, hint: new RegExp(`"${name}"`) };
}

const high = '\\\\u[dD][89abAB][0-9a-fA-F]{2}';
const low = '\\\\u[dD][c-fC-F][0-9a-fA-F]{2}';
const loneSurrogate = new RegExp(`${high}(?!${low})|(?<!${high})${low}|\\p{Cs}`, 'u');

function checkString(value: string): Slip | undefined {
  if (value.isWellFormed()) return undefined;
  const message = 'a string holds a lone surrogate, which no UTF-8 text can carry';
  return { rule: 'json-unicode', message, hint: loneSurrogate };
}

/** Adds line and column. */
function toFault(text: string, slip: { rule: string; message: string; offset: number }): JsonFault {
  let line = 1;
  let start = -1;
  for (let at = text.indexOf('\n'); at >= 0 && at < slip.offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    start = at;
  }
  const column = slip.offset - start;
  return { rule: slip.rule, offset: slip.offset, line, column, message: slip.message };
}
