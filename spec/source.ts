import type { Json } from '../kernel/json.ts';
import { parseJson } from '../kernel/json-text.ts';
import { toPointer } from '../kernel/pointer.ts';
import { type Excess, findDepth, findExcess } from './_bounds.ts';
import { findInJson } from './_json-places.ts';
import { getOffset, toLines, toWanted, type Wanted } from './_wanted.ts';
import { findInYaml } from './_yaml-places.ts';
import { readPlainYaml } from './_yaml-plain.ts';
import { findInTree, readYamlTree } from './_yaml-tree.ts';
import { DocumentError, type DocumentFault, type Position } from './fault.ts';

/** One file, read. */
export interface Source {
  /** Absolute URI (`file:///…`), or `memory:///…` for a value given in the program. */
  readonly uri: string;
  /** The name a user knows it by; used in messages. */
  readonly name: string;
  readonly root: Json;
  /**
   * The place of the value at a JSON Pointer. What is not in the file (an overlay put it there)
   * has the place of the nearest thing round it that is.
   */
  positionOf(pointer: string): Position;
  /** False when no `$ref` in it names another file; absent when nobody knows. */
  readonly hasFileReferences?: boolean;
  /** The places of many at once: each call reads the text through. */
  positionsOf?(pointers: readonly string[]): readonly Position[];
  /**
   * Where the value at a JSON Pointer stands in the user's files, when `root` is not what was read
   * but made of it. Absent: right there.
   */
  originOf?(pointer: string): Origin;
  /** What was noticed when `root` was made. */
  readonly remarks?: readonly DocumentFault[];
}

/** A place in a source. */
export interface Origin {
  readonly source: Source;
  readonly pointer: string;
}

/**
 * Reads YAML 1.2 or JSON. Throws `DocumentError` with file:line:column. The text, or its UTF-8
 * bytes, are kept for the places of what is in it.
 */
export function parseSource(uri: string, name: string, text: string | Uint8Array): Source {
  const whole = toText(text);
  const { root, find } = read(name, whole);
  const hasFileReferences = fileReference.test(whole);
  const positionsOf = (pointers: readonly string[]) => {
    const wanted = toWanted(pointers);
    const clean = toText(text);
    findIn(clean, wanted, find);
    const offsets = pointers.map((pointer) => getOffset(wanted, pointer));
    const lines = toLines(clean, offsets);
    return offsets.map((offset) => ({ file: name, line: 1, column: 1, ...lines.get(offset) }));
  };
  const positionOf = (pointer: string): Position => {
    return positionsOf([pointer])[0] ?? { file: name, line: 1, column: 1 };
  };
  const source = { uri, name, root, hasFileReferences, positionOf, positionsOf };
  return toBounded(source, findDepth(root));
}

/** A `$ref`, or an escape in which one could hide, whose value begins with no number sign. */
const fileReference = /\$ref["']?\s*:\s*(?!["']?#|\s)|\\(?:x24|u0024)/;

/** Wraps a value that was built in the program: it has a name but no lines. */
export function toSource(uri: string, name: string, root: Json): Source {
  const positionOf = () => ({ file: name, line: 1, column: 1 });
  return toBounded({ uri, name, root, positionOf }, findExcess(root));
}

/** The source itself, when all that is in it can be walked through. */
function toBounded(source: Source, excess: Excess | undefined): Source {
  if (!excess) return source;
  const { tokens, message, mend } = excess;
  const pointer = toPointer(tokens.slice(0, 20));
  const position = source.positionOf(pointer);
  throw new DocumentError([{ severity: 'error', position, pointer, message, mend }]);
}

/** The places of many values of a source. */
export function toPositions(source: Source, pointers: readonly string[]): readonly Position[] {
  return source.positionsOf?.(pointers) ?? pointers.map((pointer) => source.positionOf(pointer));
}

/** A text with more levels than the stack has room for has no places but its beginning. */
function findIn(text: string, wanted: Wanted, find: Reading['find']): void {
  try {
    find(text, wanted);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

function toText(text: string | Uint8Array): string {
  const whole = typeof text === 'string' ? text : new TextDecoder().decode(text);
  return whole.startsWith('\ufeff') ? whole.slice(1) : whole;
}

interface Reading {
  readonly root: Json;
  /** Finds places in the same text later. */
  readonly find: (text: string, wanted: Wanted) => void;
}

function read(name: string, text: string): Reading {
  const isJson = /^\s*[{[]/.test(text);
  if (isJson) {
    const json = readJson(text);
    if (json) return { root: json.value, find: findInJson };
  }
  const plain = readPlainYaml(text);
  if (plain) return { root: plain.value, find: findInYaml };
  const tree = readYamlTree(text);
  if ('value' in tree) return { root: tree.value, find: findInTree };
  // YAML 1.2 flow style also begins with a bracket, but whoever writes one mostly means JSON.
  const json = isJson && tree.slip.isSyntax ? parseJson(text) : undefined;
  if (!json) throw syntaxError(name, tree.slip);
  if ('value' in json) return { root: json.value, find: findInJson };
  throw syntaxError(name, { ...json.fault, message: `Not valid JSON: ${json.fault.message}.` });
}

function readJson(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function syntaxError(
  file: string,
  { line, column, message }: Omit<Position, 'file'> & { readonly message: string },
): DocumentError {
  const mend = 'Mend the syntax at that place; nothing after it was read.';
  const position = { file, line, column };
  return new DocumentError([{ severity: 'error', position, pointer: '', message, mend }]);
}
