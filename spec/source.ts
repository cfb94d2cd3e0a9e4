import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Json } from '../kernel/json.ts';
import { parseJson } from '../kernel/json-text.ts';
import { fromPointer } from '../kernel/pointer.ts';
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

/** Reads YAML 1.2 or JSON. Throws `DocumentError` with file:line:column. */
export function parseSource(uri: string, name: string, text: string): Source {
  const clean = text.replace(/^\ufeff/, '');
  const root = /^\s*[{[]/.test(clean) ? readJson(name, clean) : readYaml(name, clean);
  let lookup: ((pointer: string) => Position) | undefined;
  const positionOf = (pointer: string) => {
    lookup ??= createLookup(name, clean);
    return lookup(pointer);
  };
  return { uri, name, root, positionOf };
}

/** Wraps a value that was built in the program: it has a name but no lines. */
export function toSource(uri: string, name: string, root: Json): Source {
  return { uri, name, root, positionOf: () => ({ file: name, line: 1, column: 1 }) };
}

function readJson(name: string, text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    // YAML 1.2 flow style also begins with a bracket: give that reader the second word.
    const yaml = parseDocument(text, { merge: true });
    if (yaml.errors.length === 0) return readYaml(name, text);
    const outcome = parseJson(text);
    if ('value' in outcome) return outcome.value;
    const { line, column, message } = outcome.fault;
    throw syntaxError({ file: name, line, column }, `Not valid JSON: ${message}.`);
  }
}

function readYaml(name: string, text: string): Json {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const error = document.errors[0];
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw syntaxError({ file: name, line, column: col }, `Not valid YAML: ${error.message}.`);
  }
  try {
    return document.toJS({ maxAliasCount: 1000 }) ?? null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw syntaxError({ file: name, line: 1, column: 1 }, `YAML aliases: ${reason}.`);
  }
}

function syntaxError(position: Position, message: string): DocumentError {
  const mend = 'Mend the syntax at that place; nothing after it was read.';
  return new DocumentError([{ severity: 'error', position, pointer: '', message, mend }]);
}

/** Reads the text a second time with positions: only a message needs them, a start does not. */
function createLookup(file: string, text: string): (pointer: string) => Position {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  return (pointer) => {
    let node: unknown = document.contents;
    let offset = rangeOf(node);
    for (const token of fromPointer(pointer)) {
      const step = stepInto(node, token);
      if (!step) break;
      node = step.node;
      offset = step.offset;
    }
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
}

function stepInto(node: unknown, token: string): { node: unknown; offset: number } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(token)];
    return item === undefined ? undefined : { node: item, offset: rangeOf(item) };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === token,
  );
  return pair && { node: pair.value, offset: rangeOf(pair.key) };
}

function rangeOf(node: unknown): number {
  if (isScalar(node) || isMap(node) || isSeq(node)) return node.range?.[0] ?? 0;
  return 0;
}
