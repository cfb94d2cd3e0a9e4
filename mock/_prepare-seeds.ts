import { setImmediate as breathe } from 'node:timers/promises';
import type { SeedProgress, Seeds } from './state/state.ts';

/** For how many milliseconds others wait at most. */
const turn = 10;

/**
 * Makes the large collections of the start ready before anybody asks for them, in short turns;
 * where there are none, it costs nothing.
 */
export async function prepareSeeds(
  seeds: Seeds,
  onProgress: ((progress: SeedProgress) => void) | undefined,
): Promise<void> {
  let start = performance.now();
  for (const progress of seeds.prepare()) {
    if (performance.now() - start < turn) continue;
    onProgress?.(progress);
    await breathe();
    start = performance.now();
  }
}
