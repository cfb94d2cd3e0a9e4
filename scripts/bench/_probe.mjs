// @ts-check
// Preloaded into every server that is measured: tells its own CPU time and memory when asked.
import process from 'node:process';

process.on('message', (message) => {
  if (message !== 'usage') return;
  if (globalThis.gc) globalThis.gc();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const handles = process.getActiveResourcesInfo().length;
  process.send?.({ usage: { cpu: user + system, rss, heap: heapUsed, handles } });
});
// Whoever asks must not keep the server alive.
process.channel?.unref();
