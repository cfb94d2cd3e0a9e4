import type { Step } from './_program.ts';

/** A longer search than this is given up; a text of a megabyte has room for fifty steps. */
const affordable = 50_000_000;

/**
 * Whether a program matches somewhere in a text. Time is at most the product of their lengths,
 * whatever the pattern; undefined when that is too long.
 */
export function matches(program: readonly Step[], text: string, isUnicode: boolean) {
  if (program.length * text.length > affordable) return undefined;
  const search: Search = { program, length: text.length, marks: new Uint32Array(program.length) };
  let current: number[] = [];
  let index = 0;
  for (let round = 1; ; round++) {
    // A match may begin anywhere.
    if (reach(0, { search, index, round, into: current })) return true;
    if (index >= text.length) return false;
    const character = isUnicode
      ? String.fromCodePoint(text.codePointAt(index) ?? 0)
      : text.charAt(index);
    index += character.length;
    const next: number[] = [];
    for (const at of current) {
      const step = program[at];
      if (step?.kind !== 'character' || !step.accepts(character)) continue;
      if (reach(at + 1, { search, index, round: round + 1, into: next })) return true;
    }
    current = next;
  }
}

interface Search {
  readonly program: readonly Step[];
  readonly length: number;
  /** The round in which each step was last reached. */
  readonly marks: Uint32Array;
}

interface Reaching {
  readonly search: Search;
  readonly index: number;
  readonly round: number;
  readonly into: number[];
}

/** Adds the steps that wait for a character; true when the end of the program is among them. */
function reach(from: number, { search, index, round, into }: Reaching): boolean {
  const { program, length, marks } = search;
  const pending = [from];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (marks[at] === round) continue;
    marks[at] = round;
    const step = program[at];
    if (!step || step.kind === 'done') return true;
    if (step.kind === 'character') into.push(at);
    else if (step.kind === 'split') pending.push(...step.targets);
    else if (step.kind === 'start' ? index === 0 : index === length) pending.push(at + 1);
  }
  return false;
}
