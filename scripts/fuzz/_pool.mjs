// @ts-check
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @typedef {import('./_try-document.mjs').Outcome} Outcome */
/** @typedef {import('./worker.mjs').Answer} Answer */
/** @typedef {{ outcome: Outcome, milliseconds: number }} Result */

const script = fileURLToPath(new URL('worker.mjs', import.meta.url));

/** A process that tries documents; another takes its place when it is lost. */
class Worker {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;

  /** @param {string} path @param {number} limit milliseconds @returns {Promise<Result>} */
  try(path, limit) {
    this.#child ??= start();
    const child = this.#child;
    let noise = '';
    const hear = (/** @type {Buffer} */ bytes) => {
      noise = (noise + bytes).slice(-2000);
    };
    child.stderr?.on('data', hear);
    return new Promise((resolve) => {
      const finish = (/** @type {Result} */ result) => {
        clearTimeout(timer);
        child.removeAllListeners('message');
        child.removeAllListeners('exit');
        child.stderr?.removeAllListeners('data');
        resolve(result);
      };
      const lose = (/** @type {string} */ key, /** @type {string} */ detail) => {
        this.#child = undefined;
        child.kill('SIGKILL');
        finish({
          outcome: { kind: 'found', asked: 0, withheld: 0, found: { key, detail } },
          milliseconds: limit,
        });
      };
      const timer = setTimeout(() => lose('hang', `no end after ${limit} ms`), limit);
      child.once('message', (/** @type {Answer} */ { outcome, milliseconds }) =>
        finish({ outcome, milliseconds }),
      );
      child.once('exit', (code, signal) => {
        const why = /JavaScript heap|Maximum call stack/.exec(noise)?.[0] ?? signal ?? code;
        lose(`crash: ${why}`, noise);
      });
      child.send({ number: 0, path });
    });
  }

  close() {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}

function start() {
  const execArgv = ['--max-old-space-size=600'];
  return fork(script, [], { execArgv, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
}

/** Several workers, each of which does one thing at a time. */
export class Pool {
  /** @type {Worker[]} */
  #all;
  /** @type {Worker[]} */
  #free;
  /** @type {((worker: Worker) => void)[]} */
  #waiting = [];

  /** @param {number} size */
  constructor(size) {
    this.#all = Array.from({ length: size }, () => new Worker());
    this.#free = [...this.#all];
  }

  /** @param {string} path @param {number} limit @returns {Promise<Result>} */
  async try(path, limit) {
    const worker =
      this.#free.pop() ??
      (await new Promise((/** @type {(worker: Worker) => void} */ resolve) =>
        this.#waiting.push(resolve),
      ));
    try {
      const result = await worker.try(path, limit);
      // The machine may be busy with something else: only what takes far too long hangs.
      return result.outcome.found?.key === 'hang' ? await worker.try(path, limit * 3) : result;
    } finally {
      const next = this.#waiting.shift();
      if (next) next(worker);
      else this.#free.push(worker);
    }
  }

  close() {
    for (const worker of this.#all) worker.close();
  }
}
