// @ts-check
// Preloaded into every server that is measured: tells its own CPU time, memory and stalls when asked.
import { constants, PerformanceObserver } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long the loop stood still at most, in milliseconds; Node's own histogram overlooks what comes first. */
const stall = { last: 0, most: 0, timer: setTimeout(() => {}, 0) };

/** Milliseconds spent on the young generation: much of it, and what should be gone lives on. */
const collected = { young: 0 };

// Only where memory is what is looked at: it costs a little.
if (globalThis.gc) {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { kind } = Reflect.get(entry, 'detail');
      if (kind === constants.NODE_PERFORMANCE_GC_MINOR) collected.young += entry.duration;
    }
  }).observe({ entryTypes: ['gc'] });
}

function look() {
  const now = performance.now();
  stall.most = Math.max(stall.most, now - stall.last);
  stall.last = now;
}

/** @type {Readonly<Record<string, () => object>>} */
const answers = {
  usage: () => {
    // Before garbage is collected for the sake of the other figures.
    const { user, system } = process.cpuUsage();
    // What was only reached from garbage is found the second time.
    if (globalThis.gc) for (let times = 0; times < 2; times++) globalThis.gc();
    const { rss, heapUsed, external } = process.memoryUsage();
    const handles = process.getActiveResourcesInfo().length;
    return { cpu: user + system, rss, heap: heapUsed + external, handles, young: collected.young };
  },
  // From now on its stalls are measured; `stall` tells the longest.
  watch: () => {
    Object.assign(stall, { last: performance.now(), most: 0, timer: setInterval(look, 1) });
    return {};
  },
  stall: async () => {
    await sleep(5);
    clearInterval(stall.timer);
    return { milliseconds: stall.most };
  },
};

process.on('message', async (message) => {
  const answer = typeof message === 'string' ? answers[message] : undefined;
  if (answer) process.send?.({ [String(message)]: await answer() });
});
// Whoever asks must not keep the server alive, nor be outlived by it.
process.channel?.unref();
process.on('disconnect', () => process.exit());
