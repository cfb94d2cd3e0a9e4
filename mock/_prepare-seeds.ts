import { setImmediate as breathe } from 'node:timers/promises';
import type { SeedProgress, Seeds } from './state/state.ts';

/** For how many milliseconds others wait at most. */
const turn = 10;
/** And for how many the start waits for what could be made later too. */
const patience = 250;

/** What is to be done before a mock is ready. */
export interface Preparing {
  /** False of a mock that goes on under way: nobody is to wait for what can be made later. */
  readonly isFirst: boolean;
  readonly onProgress: ((progress: SeedProgress) => void) | undefined;
}

/**
 * Makes the large collections of the start ready before anybody asks for them, and the first time
 * their first entities as long as nobody waits long for it; in short turns. Where there are none,
 * it costs nothing.
 */
export async function prepareSeeds(
  seeds: Seeds,
  { isFirst, onProgress }: Preparing,
): Promise<void> {
  await inTurns(seeds.prepare(), { until: Number.POSITIVE_INFINITY, onProgress });
  if (!isFirst) return;
  await inTurns(seeds.makeAhead(), { until: performance.now() + patience, onProgress });
}

async function inTurns(
  steps: Iterable<SeedProgress>,
  { until, onProgress }: Pick<Preparing, 'onProgress'> & { readonly until: number },
): Promise<void> {
  let start = performance.now();
  for (const progress of steps) {
    const now = performance.now();
    if (now > until) return;
    if (now - start < turn) continue;
    onProgress?.(progress);
    await breathe();
    start = performance.now();
  }
}
