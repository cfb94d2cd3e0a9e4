// @ts-check
// A process that serves one document and nothing else: what it costs is what the mock costs.
// Arguments: the document, the seed. Speaks with its parent over IPC; see _host.mjs.

/** @type {typeof import('../../mock/index.ts')} */
const { createMock, DocumentError } = await import(
  new URL('../../dist/mock/index.js', import.meta.url).href
);
const [, , document = '', seed = '1'] = process.argv;
const tell = (/** @type {object} */ message) => process.send?.(message);

/** @param {import('../../mock/index.ts').OperationInfo} info */
const toPlain = ({ method, path, behaviour, resource }) => ({ method, path, behaviour, resource });

try {
  // Every request is one of a session of its own: none is to see what another has changed.
  const limits = { sessions: 1_000_000, journal: 1 };
  const mock = await createMock({ documents: document, seed, limits });
  const url = await mock.listen();
  const { user, system } = process.cpuUsage();
  const [wall, cpu] = [performance.now(), (user + system) / 1000];
  tell({ type: 'ready', url, wall, cpu, rss: process.memoryUsage.rss() });
  const { operations, resources, warnings } = mock;
  process.on('message', (/** @type {{ type: string, index?: number }} */ { type, index = 0 }) => {
    // A target whose ids exist costs the items it leads to: made when it is asked for.
    if (type === 'target') tell({ type, target: operations[index]?.target });
    else tell({ type, operations: operations.map(toPlain), resources, warnings });
  });
} catch (error) {
  const isRefused = error instanceof DocumentError;
  const message = error instanceof Error && !isRefused ? error.stack : String(error);
  tell({ type: isRefused ? 'refused' : 'failed', message });
  process.disconnect?.();
  process.exitCode = 1;
}
process.on('disconnect', () => process.exit());
