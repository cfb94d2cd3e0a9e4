import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Json } from '../kernel/json.ts';
import type { Wanted } from './_wanted.ts';

/** What is wrong with a text that is no YAML; `line` and `column` are 1-based. */
export interface YamlSlip {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** False when the text could be read, but its aliases lead nowhere or too far. */
  readonly isSyntax: boolean;
}

/** Warnings would go to the standard error of whoever runs us. */
const options = { merge: true, prettyErrors: false, logLevel: 'error' } as const;

/** Reads YAML 1.2 thoroughly: with the place and the reason of what is wrong with it. */
export function readYamlTree(text: string): { readonly value: Json } | { readonly slip: YamlSlip } {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...options, lineCounter: lines });
  const error = document.errors[0];
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    const message = `Not valid YAML: ${error.message}.`;
    return { slip: { line, column: col, message, isSyntax: true } };
  }
  try {
    return { value: document.toJS({ maxAliasCount: 1000 }) ?? null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { slip: { line: 1, column: 1, message: `YAML aliases: ${reason}.`, isSyntax: false } };
  }
}

/** Finds the wanted places in a text that only the thorough reader can read. */
export function findInTree(text: string, wanted: Wanted): void {
  const { contents } = parseDocument(text, options);
  wanted.offset = toStart(contents);
  visit(contents, wanted);
}

function visit(node: unknown, wanted: Wanted): void {
  if (wanted.members.size === 0) return;
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries())
      visitMember(wanted, String(index), [item, item]);
  } else if (isMap(node)) {
    for (const pair of node.items) {
      if (isScalar(pair.key)) visitMember(wanted, String(pair.key.value), [pair.key, pair.value]);
    }
  }
}

function visitMember(wanted: Wanted, token: string, [key, value]: readonly [unknown, unknown]) {
  const member = wanted.members.get(token);
  if (!member || member.offset !== undefined) return;
  member.offset = toStart(key);
  visit(value, member);
}

function toStart(node: unknown): number {
  if (isScalar(node) || isMap(node) || isSeq(node)) return node.range?.[0] ?? 0;
  return 0;
}
