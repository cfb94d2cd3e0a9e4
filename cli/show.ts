import type { DocumentFault, Mock } from '../mock/index.ts';
import type { Log } from './log.ts';
import { type ScreenFacts, toFirstScreen, toLateCorners } from './screen.ts';

/** How long the first screen waits for the odd corners of large documents, in milliseconds. */
const patience = 100;

/**
 * Shows the first screen; the odd corners of documents that take longer to look through follow it.
 */
export async function showScreens(
  mock: Mock,
  log: Log,
  facts: Omit<ScreenFacts, 'corners'>,
): Promise<void> {
  const search = mock.findWarnings();
  const corners = await within(patience, search);
  log.screen(toFirstScreen(mock, { ...facts, corners }));
  // Nobody waits for the rest: a search that a signal cuts short never ends.
  if (!corners) void search.then((found) => showLate(log, found));
}

function showLate(log: Log, corners: readonly DocumentFault[]): void {
  if (corners.length > 0) log.screen(toLateCorners(corners));
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  const first = await Promise.race([promise, end]);
  clearTimeout(timer);
  return first;
}
