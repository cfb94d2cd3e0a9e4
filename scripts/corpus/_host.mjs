// @ts-check
import { fork } from 'node:child_process';
import { Agent, request as open } from 'node:http';
import { fileURLToPath } from 'node:url';

/** @typedef {import('./_judge.mjs').Reply} Reply */
/** @typedef {{ method: string, target: string, headers: Record<string, string>, body?: Buffer }} Sent */
/** @typedef {{ url: string, wall: number, cpu: number, rss: number }} Ready */
/** What the mock says of an operation. @typedef {{ method: string, path: string, behaviour: string, resource?: string }} OperationInfo */
/** @typedef {import('../../mock/index.ts').ResourceInfo} ResourceInfo */
/** @typedef {{ operations: OperationInfo[], resources: ResourceInfo[], warnings: import('../../mock/index.ts').DocumentFault[] }} Description */

/** Why there is no reply. */
export class NoReply extends Error {
  /** @param {'hang' | 'crash' | 'no start'} kind @param {string} message */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

const ownServer = fileURLToPath(new URL('server.mjs', import.meta.url));

/** Runs the server of one document in a process of its own, and starts another when that is lost. */
export class Host {
  #agent = new Agent({ keepAlive: true });
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  #url = '';
  #noise = '';

  /**
   * @param {{ document: string, seed: string, server?: string, startBudget: number, budget: number, onStart?: (pid: number) => void }} options
   */
  constructor(options) {
    this.options = options;
  }

  /** Starts the server; rejects with `NoReply` when it does not get ready. @returns {Promise<Ready>} */
  async start() {
    const { document, seed, server = ownServer, startBudget } = this.options;
    this.#noise = '';
    const child = fork(server, [document, seed], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.#child = child;
    this.options.onStart?.(child.pid ?? 0);
    child.stderr?.on('data', (bytes) => {
      this.#noise = (this.#noise + bytes).slice(-4000);
    });
    const ready = /** @type {Ready} */ (await this.#hear(startBudget));
    this.#url = ready.url;
    return ready;
  }

  /** What the mock says of its operations. @returns {Promise<Description>} */
  async describe() {
    return /** @type {Promise<Description>} */ (this.#ask({ type: 'describe' }));
  }

  /** A target of an operation, by its place in the description, whose ids exist. @param {number} index */
  async findTarget(index) {
    const { target } = /** @type {{ target?: string }} */ (
      await this.#ask({ type: 'target', index })
    );
    return target;
  }

  /** @param {{ type: string, index?: number }} question */
  #ask(question) {
    this.#child?.send(question);
    return this.#hear(this.options.startBudget);
  }

  /**
   * Sends a request. Rejects with `NoReply` when nothing comes in time or the server is gone; then
   * there is a new one.
   * @param {Sent} sent
   * @returns {Promise<Reply>}
   */
  async send(sent) {
    try {
      return await this.#exchange(sent);
    } catch (error) {
      const kind = error instanceof NoReply ? error.kind : 'crash';
      const said = await this.close();
      await this.start();
      throw new NoReply(kind, `${error instanceof Error ? error.message : error} ${said}`.trim());
    }
  }

  /** Ends the server and gives what it wrote to stderr. */
  async close() {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    }
    this.#agent.destroy();
    this.#agent = new Agent({ keepAlive: true });
    return this.#noise;
  }

  /** The next message of the child. @param {number} budget @returns {Promise<unknown>} */
  #hear(budget) {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const fail = (/** @type {string} */ why) => {
        clearTimeout(timer);
        reject(new NoReply('no start', `${why} ${this.#noise}`.trim()));
      };
      const timer = setTimeout(() => fail(`not ready after ${budget} ms`), budget);
      child?.once('message', (/** @type {{ type: string, message?: string }} */ message) => {
        clearTimeout(timer);
        child.removeAllListeners('exit');
        if (message.type === 'refused' || message.type === 'failed') {
          return fail(message.message ?? message.type);
        }
        resolve(message);
      });
      child?.once('exit', (code, signal) => fail(`ended with ${signal ?? code}`));
    });
  }

  /** @param {Sent} sent @returns {Promise<Reply>} */
  #exchange({ method, target, headers, body }) {
    const { budget } = this.options;
    return new Promise((resolve, reject) => {
      const length = body ? { 'Content-Length': String(body.length) } : {};
      const options = { method, agent: this.#agent, headers: { ...headers, ...length } };
      const { hostname, port } = new URL(this.#url);
      const request = open({ ...options, hostname, port, path: target }, (response) => {
        /** @type {Buffer[]} */
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          clearTimeout(timer);
          const { statusCode = 0, headers: fields } = response;
          resolve({ status: statusCode, headers: fields, body: Buffer.concat(chunks) });
        });
      });
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        reject(new NoReply('hang', `no reply within ${budget} ms`));
        request.destroy();
      }, budget);
      request.on('error', (error) => {
        clearTimeout(timer);
        // The server may close an idle connection just when it is used again (RFC 9112 §9.3.1).
        const isReset = 'code' in error && error.code === 'ECONNRESET';
        const isIdle = request.reusedSocket && isReset && !isLate;
        if (isIdle) resolve(this.#exchange({ method, target, headers, ...(body && { body }) }));
        else reject(error);
      });
      request.end(body);
    });
  }
}
