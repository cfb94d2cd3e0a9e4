import { findFault } from './_json-scan.ts';
import type { Json } from './json.ts';

/** Why a text is not acceptable JSON, and where. */
export interface JsonFault {
  /** A named rule: `json`, `json-depth`, `json-key`, `json-unicode`. */
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

/** Either a value or the first fault. */
export type JsonOutcome = { readonly value: Json } | { readonly fault: JsonFault };

/** The deepest nesting of arrays and objects that is read. */
export const maxDepth = 64;

/**
 * Reads one JSON text (RFC 8259). Beyond `JSON.parse` it refuses what would harm a reader further
 * on: nesting over 64, a `__proto__` key, `constructor` with `prototype` below it, and strings with
 * lone surrogates, which have no UTF-8 form (RFC 8259 §8.2).
 */
export function parseJson(text: string): JsonOutcome {
  let value: Json;
  try {
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
  if (!text.isWellFormed()) return false;
  let openings = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // Closings are not subtracted: one inside a string would hide real depth.
    if ((code === 0x5b || code === 0x7b) && ++openings > maxDepth) return false;
  }
  return true;
}

function checkValue(text: string, value: Json): JsonOutcome {
  const slip = findSlip(value, 0);
  if (slip === undefined) return { value };
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
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= maxDepth) {
    const message = `arrays and objects are nested deeper than ${maxDepth} levels`;
    return { rule: 'json-depth', message };
  }
  for (const [name, member] of Object.entries(value)) {
    const slip = checkName(name, member) ?? checkString(name) ?? findSlip(member, depth + 1);
    if (slip) return slip;
  }
  return undefined;
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
  const before = text.slice(0, slip.offset);
  const line = before.split('\n').length;
  const column = slip.offset - before.lastIndexOf('\n');
  return { rule: slip.rule, offset: slip.offset, line, column, message: slip.message };
}
