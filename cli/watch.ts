import { watch as watchFiles } from 'chokidar';
import { DocumentError, type Mock } from '../mock/index.ts';
import type { Log } from './log.ts';

/**
 * Reads the files again when one changes, and keeps the state. A change that cannot be used is
 * told, and what was served before goes on being served.
 */
export function watch(mock: Mock, log: Log): { close(): Promise<void> } {
  const watcher = watchFiles([...mock.files], {
    ignoreInitial: true,
    // Editors write in several steps.
    awaitWriteFinish: { stabilityThreshold: 80, pollInterval: 20 },
  });
  let last: Promise<void> = Promise.resolve();
  const reload = async (path: string): Promise<void> => {
    const start = performance.now();
    try {
      await mock.reload();
      watcher.add([...mock.files]);
      log.note(
        `${path} changed: read again in ${Math.round(performance.now() - start)} ms, state kept.`,
      );
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
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
