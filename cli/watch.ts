import { watch as watchFiles } from 'chokidar';
import { DocumentError, type Mock, type MockOptions } from '../mock/index.ts';
import type { Log } from './log.ts';
import { UsageError } from './usage.ts';

/** What is watched beyond the files that the mock is made of. */
export interface Watching {
  /** The configuration. */
  readonly files: readonly string[];
  /** The options as the configuration has them by now. */
  readonly reread: () => Promise<MockOptions>;
  readonly log: Log;
}

/**
 * Reads the files again when one changes, and keeps the state. A change that cannot be used is
 * told, and what was served before goes on being served.
 */
export function watch(mock: Mock, { files, reread, log }: Watching): { close(): Promise<void> } {
  const watcher = watchFiles([...files, ...mock.files], {
    ignoreInitial: true,
    // Editors write in several steps.
    awaitWriteFinish: { stabilityThreshold: 80, pollInterval: 20 },
  });
  let last: Promise<void> = Promise.resolve();
  const reload = async (path: string): Promise<void> => {
    const start = performance.now();
    try {
      await mock.reload(await reread());
      watcher.add([...mock.files]);
      log.note(
        `${path} changed: read again in ${Math.round(performance.now() - start)} ms. What was changed is kept; sessions and snapshots begin anew.`,
      );
    } catch (error) {
      if (!(error instanceof DocumentError) && !(error instanceof UsageError)) throw error;
      log.warn(
        `${path} changed, but cannot be used; what was served before is served on.\n${error.message}`,
      );
    }
  };
  watcher.on('all', (_event, path) => {
    last = last.then(() => reload(path));
  });
  return { close: () => watcher.close() };
}
