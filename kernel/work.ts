/** Work in pieces: each `yield` is a place where others may go on. */
export type Work<T> = Generator<undefined, T>;

/** Does it all at once. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** How work is done beside other things. */
export interface SliceOptions {
  /** How long others wait at most for a piece that takes no time itself. */
  readonly milliseconds: number;
  /** Milliseconds of a clock that only goes on. */
  readonly timer: () => number;
  /** Lets the others go on. */
  readonly pause: () => Promise<unknown>;
}

/** Does it in slices. */
export async function finishInSlices<T>(work: Work<T>, options: SliceOptions): Promise<T> {
  const { milliseconds, timer, pause } = options;
  for (;;) {
    const start = timer();
    while (timer() - start < milliseconds) {
      const step = work.next();
      if (step.done) return step.value;
    }
    await pause();
  }
}
