// @ts-check
import { toPlain, tryDocument } from './_try-document.mjs';

/**
 * @typedef {{ number: number, path: string }} Task
 * @typedef {{ number: number, outcome: import('./_try-document.mjs').Outcome, milliseconds: number }} Answer
 */

/** @type {import('./_try-document.mjs').Found | undefined} */
let stray;

for (const event of ['unhandledRejection', 'uncaughtException']) {
  process.on(event, (/** @type {unknown} */ error) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    stray ??= {
      key: `${event}: ${toPlain(text.split('\n')[0] ?? '')}`,
      detail: text.slice(0, 2000),
    };
  });
}

process.on('message', async (/** @type {Task} */ { number, path }) => {
  stray = undefined;
  const start = process.cpuUsage();
  let outcome = await tryDocument(path);
  // What was started in the background shows what it has to show.
  await new Promise((resolve) => setTimeout(resolve, 2));
  if (stray) outcome = { ...outcome, kind: 'found', found: stray };
  const { user, system } = process.cpuUsage(start);
  process.send?.({ number, outcome, milliseconds: (user + system) / 1000 });
});
