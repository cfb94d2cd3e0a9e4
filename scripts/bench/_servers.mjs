// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../_port.mjs';
import { root } from '../_run.mjs';
import { pin } from './_pin.mjs';

/**
 * @typedef {{ cpu: number, rss: number, heap: number, handles: number, young: number }} Usage
 *   CPU in microseconds since the start, memory in bytes; the heap with what it holds outside; the
 *   milliseconds that were spent on its young generation, where garbage is collected on demand
 * @typedef {object} Server
 * @property {string} name
 * @property {string} origin
 * @property {number} ready milliseconds from the start until it answered
 * @property {() => Promise<Usage>} usage
 * @property {() => Promise<void>} watch from now on its stalls are measured
 * @property {() => Promise<number>} stall the longest one, in milliseconds
 * @property {(message: object) => void} send
 * @property {() => Promise<void>} stop
 *
 * @typedef {object} StartOptions
 * @property {readonly string[]} [flags] for Node itself
 * @property {readonly string[]} [args] for `standin mock`, instead of the scenario of the table
 * @property {string} [path] what must be answered before it is ready
 */

const probe = `${root}/scripts/bench/_probe.mjs`;
const document = `${root}/spec/documents/subscriptions.v2.yaml`;
/** The scenario of a thousand contracts. */
const pagination = `${root}/fixtures/scenarios/pagination.yaml`;
const prism = `${root}/node_modules/@stoplight/prism-cli/dist/index.js`;

/** @type {Readonly<Record<string, (port: number, args: readonly string[]) => readonly string[]>>} */
const commands = {
  raw: (port) => [`${root}/scripts/bench/servers/raw.mjs`, `${port}`],
  express: (port) => [`${root}/scripts/bench/servers/express.mjs`, `${port}`],
  standin: (port, args) => [
    ...[`${root}/dist/cli/main.js`, 'mock', '--no-config', '--log-level', 'silent'],
    ...['--port', `${port}`, ...args],
  ],
  prism: (port) => [prism, 'mock', '-p', `${port}`, '-h', '127.0.0.1', '-v', 'silent', document],
};

/** The servers that can be measured here. */
export function listServers() {
  return Object.keys(commands).filter((name) => name !== 'prism' || existsSync(prism));
}

/**
 * Starts one of them, on a core of its own where that can be had, and resolves when it answers.
 * @param {string} name
 * @param {StartOptions} [options]
 * @returns {Promise<Server>}
 */
export async function start(
  name,
  { flags = [], args = ['--scenario', pagination], path = '/' } = {},
) {
  const port = await findFreePort();
  const toArgs = commands[name];
  if (!toArgs) throw new Error(`No server is called ${name}.`);
  const all = [...flags, '--import', probe, ...toArgs(port, args)];
  const [command, ...rest] = pin(0, [process.execPath, ...all]);
  const begin = performance.now();
  const child = spawn(command, rest, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  await Promise.race([
    untilAnswering(port, path),
    ended.then(([code]) => {
      throw new Error(`${name} ended with ${code} before it answered`);
    }),
  ]);
  const ready = performance.now() - begin;
  return { name, origin: `http://127.0.0.1:${port}`, ready, ...toControls(child, ended) };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<unknown>} ended
 */
function toControls(child, ended) {
  const gone = ended.then(() => {
    throw new Error('The server ended while it was measured');
  });
  // Who asks nothing more is not told either.
  gone.catch(() => {});
  /** @param {string} question */
  const ask = async (question) => {
    const told = waitFor(child, question);
    child.send(question);
    return Promise.race([told, gone]);
  };
  return {
    usage: () => ask('usage'),
    watch: async () => void (await ask('watch')),
    stall: async () => (await ask('stall')).milliseconds,
    send: (/** @type {object} */ message) => void child.send(message),
    stop: async () => {
      child.kill('SIGTERM');
      const patience = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(patience);
    },
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} name
 * @returns {Promise<any>}
 */
async function waitFor(child, name) {
  for (;;) {
    const [message] = await once(child, 'message');
    if (message && typeof message === 'object' && name in message) return message[name];
  }
}

/** @param {number} port @param {string} path */
async function untilAnswering(port, path) {
  const end = performance.now() + 300_000;
  while (performance.now() < end) {
    if (await isAnswering(port, path)) return;
    await sleep(2);
  }
  throw new Error(`Nothing at port ${port} answered within 300 s`);
}

/**
 * A bare connection: what is measured is the start of the server, not of a client.
 * @param {number} port
 * @param {string} path
 * @returns {Promise<boolean>}
 */
function isAnswering(port, path) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.on('close', () => resolve(false));
    socket.on('data', () => {
      resolve(true);
      socket.destroy();
    });
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer any\r\nConnection: close\r\n\r\n`,
    );
  });
}
