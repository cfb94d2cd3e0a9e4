import type { Step } from './_program.ts';

/**
 * A search that must work out more steps than this is given up: some ten milliseconds. What was
 * worked out for one character is known when the same comes again, so a long text is no long search.
 */
const affordable = 300_000;
/** So many states are remembered at the same time. */
const mostStates = 1000;

/**
 * Whether a program matches somewhere in a text, whatever the pattern in time that is bounded;
 * undefined when that is not enough.
 */
export function matches(program: readonly Step[], text: string, isUnicode: boolean) {
  const search = new Search(program);
  let state = search.begin(text.length === 0);
  let index = 0;
  while (state !== undefined && state !== 'match' && index < text.length) {
    const code = (isUnicode ? text.codePointAt(index) : text.charCodeAt(index)) ?? 0;
    index += code > 0xffff ? 2 : 1;
    state =
      index < text.length
        ? (state.ascii[code] ?? search.next(state, code))
        : search.last(state, code);
  }
  return state === undefined ? undefined : state === 'match';
}

/** The steps that wait for a character, and what is known to follow. */
interface State {
  readonly waiting: readonly number[];
  readonly ascii: Next[];
  readonly others: Map<number, Next>;
}

/** `undefined`: it cannot be afforded. */
type Next = State | 'match' | undefined;

/** The way through a program, of which each state is worked out when it is first met. */
class Search {
  readonly #program: readonly Step[];
  readonly #states = new Map<string, State>();
  /** The round in which each step was last reached. */
  readonly #marks: Uint32Array;
  #round = 0;
  #spent = 0;

  constructor(program: readonly Step[]) {
    this.#program = program;
    this.#marks = new Uint32Array(program.length);
  }

  begin(isEnd: boolean): Next {
    return this.#reach([0], { isStart: true, isEnd });
  }

  /** After a character in the middle. */
  next(state: State, code: number): Next {
    const known = state.others.get(code);
    if (known !== undefined) return known;
    const next = this.#step(state, code, false);
    if (code < 128) state.ascii[code] = next;
    else state.others.set(code, next);
    return next;
  }

  /** After the last character. */
  last(state: State, code: number): Next {
    return this.#step(state, code, true);
  }

  #step({ waiting }: State, code: number, isEnd: boolean): Next {
    const character = String.fromCodePoint(code);
    const from = waiting.flatMap((at) => {
      const step = this.#program[at];
      return step?.kind === 'character' && step.accepts(character) ? [at + 1] : [];
    });
    this.#spent += waiting.length;
    // A match may begin anywhere.
    return this.#reach([0, ...from], { isStart: false, isEnd });
  }

  /** Goes on to the steps that wait for a character, unless the end of the program is among them. */
  #reach(
    from: readonly number[],
    place: { readonly isStart: boolean; readonly isEnd: boolean },
  ): Next {
    this.#round += 1;
    const waiting: number[] = [];
    const pending = [...from];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (this.#marks[at] === this.#round) continue;
      this.#marks[at] = this.#round;
      this.#spent += 1;
      const step = this.#program[at];
      if (!step || step.kind === 'done') return 'match';
      if (step.kind === 'character') waiting.push(at);
      else if (step.kind === 'split') for (const target of step.targets) pending.push(target);
      else if (step.kind === 'start' ? place.isStart : place.isEnd) pending.push(at + 1);
    }
    return this.#spent > affordable ? undefined : this.#toState(waiting.sort((a, b) => a - b));
  }

  #toState(waiting: readonly number[]): State {
    const key = waiting.join();
    const known = this.#states.get(key);
    if (known) return known;
    if (this.#states.size >= mostStates) this.#states.clear();
    const state: State = { waiting, ascii: [], others: new Map() };
    this.#states.set(key, state);
    return state;
  }
}
