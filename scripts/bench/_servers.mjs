// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../_port.mjs';
import { root } from '../_run.mjs';
import { pin } from './_pin.mjs';

/**
 * @typedef {{ cpu: number, rss: number, heap: number, handles: number }} Usage CPU in
 *   microseconds since the start, memory in bytes
 * @typedef {{ name: string, origin: string, pid: number, usage: () => Promise<Usage>, send: (message: object) => void, stop: () => Promise<void> }} Server
 */

const probe = `${root}/scripts/bench/_probe.mjs`;
const document = `${root}/spec/documents/subscriptions.v2.yaml`;
const scenario = `${root}/fixtures/scenarios/pagination.yaml`;
const prism = `${root}/node_modules/@stoplight/prism-cli/dist/index.js`;

/** @type {Readonly<Record<string, (port: number) => readonly string[]>>} */
const commands = {
  raw: (port) => [`${root}/scripts/bench/servers/raw.mjs`, `${port}`],
  express: (port) => [`${root}/scripts/bench/servers/express.mjs`, `${port}`],
  standin: (port) => standin(port, scenario),
  prism: (port) => [prism, 'mock', '-p', `${port}`, '-h', '127.0.0.1', '-v', 'silent', document],
};

/**
 * The command line of Standin with its two documents.
 * @param {number} port
 * @param {string} [start] the scenario it starts from
 */
function standin(port, start) {
  const main = `${root}/dist/cli/main.js`;
  const from = start === undefined ? [] : ['--scenario', start];
  return [main, 'mock', '--port', `${port}`, '--log-level', 'silent', ...from];
}

/** The servers that can be measured here. */
export function listServers() {
  return Object.keys(commands).filter((name) => name !== 'prism' || existsSync(prism));
}

/**
 * Starts one of them, on a core of its own where that can be had, and resolves when it answers.
 * @param {string} name
 * @param {readonly string[]} [flags] for Node itself
 * @returns {Promise<Server>}
 */
export async function start(name, flags = []) {
  const port = await findFreePort();
  const toArgs = commands[name];
  if (!toArgs) throw new Error(`No server is called ${name}.`);
  return launch(name, port, [...flags, '--import', probe, ...toArgs(port)]);
}

/**
 * @param {string} name
 * @param {number} port
 * @param {readonly string[]} args
 * @returns {Promise<Server>}
 */
async function launch(name, port, args) {
  const [command, ...rest] = pin(0, [process.execPath, ...args]);
  const child = spawn(command, rest, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const origin = `http://127.0.0.1:${port}`;
  await Promise.race([
    untilAnswering(origin),
    ended.then(([code]) => {
      throw new Error(`${name} ended with ${code} before it answered`);
    }),
  ]);
  return {
    ...{ name, origin, pid: child.pid ?? 0 },
    usage: async () => {
      const told = waitFor(child, 'usage');
      child.send('usage');
      return told;
    },
    send: (message) => child.send(message),
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

/** @param {string} origin */
async function untilAnswering(origin) {
  for (let tries = 0; tries < 1200; tries++) {
    const response = await fetch(origin).catch(() => undefined);
    await response?.arrayBuffer();
    if (response) return;
    await sleep(25);
  }
  throw new Error(`${origin} did not answer within 30 s`);
}
