// @ts-check
// Judges one document and sends the verdict to its parent over IPC, unfinished ones on the way.
// Argument: options as JSON.
import { judgeDocument } from './_judge-document.mjs';

const options = JSON.parse(process.argv[2] ?? '{}');
// A long message is still on its way when `send` returns.
process.send?.(await judge(), () => process.connected && process.disconnect());

async function judge() {
  try {
    const verdict = await judgeDocument(options, (told) => process.send?.(told));
    return { verdict, isDone: true };
  } catch (error) {
    return { message: error instanceof Error ? error.stack : String(error) };
  }
}
