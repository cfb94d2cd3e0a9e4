/** How many are answered in a row, and for how many milliseconds, before others get their turn. */
const most = 64;
const longest = 10;

/** One thing to do in two steps. */
export interface Task {
  /** Makes what `finish` needs. */
  start(): void;
  finish(): void;
  /** Is told of a mistake of ours. */
  fail(error: unknown): void;
}

/**
 * Does together what one turn of the event loop brought: first the one step of all, then the other.
 * Code that runs again at once is still in the processor's cache; after Node has parsed and written
 * another request it is not, and then costs nearly twice as much.
 */
export class Turn {
  #waiting: Task[] = [];

  add(task: Task): void {
    if (this.#waiting.push(task) === 1) setImmediate(this.#run);
  }

  readonly #run = (): void => {
    const until = performance.now() + longest;
    let count = 0;
    for (const task of this.#waiting) {
      count += 1;
      attempt(task, 'start');
      if (count === most || performance.now() > until) break;
    }
    const done = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    for (const task of done) attempt(task, 'finish');
    if (this.#waiting.length > 0) setImmediate(this.#run);
  };
}

function attempt(task: Task, step: 'start' | 'finish'): void {
  try {
    task[step]();
  } catch (error) {
    task.fail(error);
  }
}
