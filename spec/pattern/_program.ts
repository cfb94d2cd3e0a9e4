import type { PatternNode, SetNode } from './tree.ts';

/** One step of a program that tries all ways to match at the same time (Thompson, 1968). */
export type Step =
  | { readonly kind: 'character'; readonly accepts: (character: string) => boolean }
  | { readonly kind: 'split'; readonly targets: readonly number[] }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'done' };

/** Larger programs are not made: `{1,1000}` within `{1,1000}` would be a million steps. */
const longest = 5000;

/**
 * The program of a pattern; undefined where it looks around or back, which no such program can, or
 * where it would be too long.
 */
export function toProgram(root: PatternNode, flags: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  const isWhole = emit(root, { steps, flags, sets: new Map() });
  if (!isWhole) return undefined;
  steps.push({ kind: 'done' });
  return steps;
}

interface Emitting {
  readonly steps: Step[];
  readonly flags: string;
  readonly sets: Map<string, (character: string) => boolean>;
}

/** Appends the steps of a node, which go on behind them; false when it cannot be done. */
function emit(node: PatternNode, emitting: Emitting): boolean {
  const { steps } = emitting;
  if (steps.length > longest) return false;
  switch (node.kind) {
    case 'set':
      steps.push({ kind: 'character', accepts: toAccepts(node, emitting) });
      return true;
    case 'start':
    case 'end':
      steps.push({ kind: node.kind });
      return true;
    case 'sequence':
      return node.items.every((item) => emit(item, emitting));
    case 'group':
      return emit(node.item, emitting);
    case 'choice':
      return emitChoice(node.branches, emitting);
    case 'repeat':
      return emitRepeat(node, emitting);
    case 'back':
    case 'condition':
      return false;
  }
}

/** split → branch, jump | branch, jump | … */
function emitChoice(branches: readonly PatternNode[], emitting: Emitting): boolean {
  const { steps } = emitting;
  const split = steps.length;
  steps.push({ kind: 'done' });
  const starts: number[] = [];
  const jumps: number[] = [];
  for (const branch of branches) {
    starts.push(steps.length);
    if (!emit(branch, emitting)) return false;
    jumps.push(steps.length);
    steps.push({ kind: 'done' });
  }
  steps[split] = { kind: 'split', targets: starts };
  for (const jump of jumps) steps[jump] = { kind: 'split', targets: [steps.length] };
  return true;
}

interface Repeat {
  readonly item: PatternNode;
  readonly from: number;
  readonly to: number;
}

/** The item as often as it must be there, then what may follow, each of which can be skipped. */
function emitRepeat({ item, from, to }: Repeat, emitting: Emitting): boolean {
  const { steps } = emitting;
  for (let count = 0; count < from; count++) if (!emit(item, emitting)) return false;
  if (to === Number.POSITIVE_INFINITY) return emitLoop(item, emitting);
  const splits: number[] = [];
  for (let count = from; count < to; count++) {
    splits.push(steps.length);
    steps.push({ kind: 'done' });
    if (!emit(item, emitting)) return false;
  }
  for (const split of splits) {
    steps[split] = { kind: 'split', targets: [split + 1, steps.length] };
  }
  return true;
}

function emitLoop(item: PatternNode, emitting: Emitting): boolean {
  const { steps } = emitting;
  const split = steps.length;
  steps.push({ kind: 'done' });
  if (!emit(item, emitting)) return false;
  steps.push({ kind: 'split', targets: [split] });
  steps[split] = { kind: 'split', targets: [split + 1, steps.length] };
  return true;
}

function isSameLetter(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

/** Whether a character is in a class: the engine itself knows, asked about one character at a time. */
function toAccepts({ source }: SetNode, { flags, sets }: Emitting): (character: string) => boolean {
  const known = sets.get(source);
  if (known) return known;
  const isLiteral = [...source].length === 1 && source !== '.';
  const pattern = isLiteral ? undefined : new RegExp(`^(?:${source})$`, flags);
  const answers = new Map<string, boolean>();
  const isCaseless = flags.includes('i');
  const accepts = (character: string) => {
    if (!pattern) return isCaseless ? isSameLetter(character, source) : character === source;
    const answer = answers.get(character) ?? pattern.test(character);
    if (answers.size < 4096) answers.set(character, answer);
    return answer;
  };
  sets.set(source, accepts);
  return accepts;
}
