// @ts-check
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

/**
 * @typedef {object} Flag
 * @property {'whole' | 'number' | 'wholes' | 'names' | 'file' | 'path'} takes
 * @property {string} [usual] what holds when it is not given
 * @property {string} does
 * @property {readonly string[]} [choices] the names there are
 *
 * @typedef {'table' | 'scale' | 'cold' | 'soak' | 'load' | 'fairness'} ModeName
 * @typedef {{ does: string, flags: Readonly<Record<string, Flag>> }} Mode
 * @typedef {object} Settings by the name of the flag; each mode has those of its own flags
 * @property {number} rounds
 * @property {number} requests
 * @property {number[]} sizes
 * @property {number} minutes
 * @property {number} connections
 * @property {number} short
 * @property {number} slow
 * @property {number} vanish
 * @property {number} seconds
 * @property {number} bytes
 * @property {number} bound
 * @property {string[]} [only]
 * @property {string} [document]
 * @property {string} [json]
 */

/** @type {Flag} */
const rounds = { takes: 'whole', usual: '3', does: 'rounds; what is shown is their median' };
/** @type {Flag} */
const json = { takes: 'path', does: 'write every figure there' };

/** @type {Readonly<Record<ModeName, Mode>>} */
const modes = {
  table: {
    does: 'CPU per request beside a raw server, Express and Prism (what runs without a mode)',
    flags: {
      rounds,
      requests: { takes: 'whole', usual: '10000', does: 'requests for each figure' },
      only: {
        takes: 'names',
        does: 'these servers',
        choices: ['raw', 'express', 'standin', 'prism'],
      },
      json,
    },
  },
  scale: {
    does: 'one collection of a thousand, 100,000 and a million items, and a walk over the largest',
    flags: {
      sizes: { takes: 'wholes', usual: '1000,100000,1000000', does: 'how many items there are' },
      requests: { takes: 'whole', usual: '5000', does: 'requests for each figure' },
      json,
    },
  },
  cold: {
    does: 'from the start of the process to its first answer',
    flags: {
      rounds: { ...rounds, usual: '5' },
      document: { takes: 'file', does: 'a document of yours, perhaps a large one' },
      json,
    },
  },
  soak: {
    does: 'mixed work for minutes: is anything kept that should not be? Exit code 1: it is',
    flags: {
      minutes: { takes: 'number', usual: '2', does: 'how long' },
      requests: { takes: 'whole', usual: '200000', does: 'and at least so many requests' },
      json,
    },
  },
  load: {
    does: 'very many clients, slow ones, and some that vanish. Exit code 1: something was lost or kept',
    flags: {
      connections: { takes: 'whole', usual: '1000', does: 'connections that are kept open' },
      short: { takes: 'whole', usual: '10000', does: 'connections for one request each' },
      slow: { takes: 'whole', usual: '50', does: 'clients that read 1 kB/s' },
      vanish: { takes: 'whole', usual: '500', does: 'clients that go away in the middle' },
      seconds: { takes: 'number', usual: '5', does: 'for how long the slow ones read slowly' },
      json,
    },
  },
  fairness: {
    does: 'how long one dear request keeps others waiting. Exit code 1: longer than the bound',
    flags: {
      rounds,
      bytes: { takes: 'whole', usual: '1000000', does: 'size of the bodies' },
      bound: { takes: 'whole', usual: '50', does: 'the longest wait allowed, in ms' },
      only: { takes: 'names', does: 'cases with one of these words in their names' },
      json,
    },
  },
};
/**
 * What `npm run bench --` was followed by; or how it is used, where that was asked or not kept to.
 * @param {string[]} args
 * @returns {{ mode: ModeName, settings: Settings } | { usage: string, isHelp: boolean }}
 */
export function readArguments(args) {
  const [first] = args;
  const isNamed = first !== undefined && !first.startsWith('-');
  const name = isNamed ? first : 'table';
  if (!isMode(name)) return toMistake(`There is no mode "${name}".`, toUsage());
  const mode = modes[name];
  const isHelp = args.some((arg) => arg === '--help' || arg === '-h');
  if (isHelp) return { usage: isNamed ? toModeUsage(name, mode) : toUsage(), isHelp };
  try {
    return { mode: name, settings: readSettings(mode, isNamed ? args.slice(1) : args) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return toMistake(reason, toModeUsage(name, mode));
  }
}

/** @param {string} name @returns {name is ModeName} */
function isMode(name) {
  return Object.hasOwn(modes, name);
}

/** @param {string} reason @param {string} usage */
function toMistake(reason, usage) {
  return { usage: `${reason}\n\n${usage}`, isHelp: false };
}

/** @param {Mode} mode @param {string[]} args @returns {Settings} */
function readSettings({ flags }, args) {
  const entries = Object.entries(flags);
  const options = Object.fromEntries(
    entries.map(([name]) => [name, /** @type {const} */ ({ type: 'string' })]),
  );
  const { values } = parseArgs({ args, options });
  const settings = entries.flatMap(([name, flag]) => {
    const text = values[name] ?? flag.usual;
    return typeof text === 'string' ? [[name, readers[flag.takes](text, `--${name}`, flag)]] : [];
  });
  return Object.fromEntries(settings);
}

/** @type {Readonly<Record<Flag['takes'], (text: string, name: string, flag: Flag) => unknown>>} */
const readers = {
  whole: toWhole,
  wholes: (text, flag) => text.split(',').map((one) => toWhole(one, flag)),
  number: (text, flag) => {
    if (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0) return Number(text);
    throw new Error(`${flag} is "${text}", not a number above 0.`);
  },
  names: (text, name, { choices }) => {
    const names = text.split(',');
    const odd = choices && names.find((one) => !choices.includes(one));
    if (odd === undefined) return names;
    throw new Error(`${name} names "${odd}", which is none of ${choices?.join(', ')}.`);
  },
  path: (text) => text,
  file: (text) => {
    if (existsSync(text)) return text;
    throw new Error(`There is no ${text}.`);
  },
};

/** @param {string} text @param {string} flag */
function toWhole(text, flag) {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`${flag} is "${text}", not a whole number from 1.`);
}

function toUsage() {
  const lines = Object.entries(modes).map(([name, { does }]) => `  ${name.padEnd(10)} ${does}`);
  return `Usage: npm run bench -- [mode] [options]

${lines.join('\n')}

npm run bench -- <mode> --help lists the options of one. Run it on a machine that does nothing else.
Exit code: 0 measured, 1 a mode that judges found something, 2 it could not be run.`;
}

/** @param {string} name @param {Mode} mode */
function toModeUsage(name, { does, flags }) {
  const lines = Object.entries(flags).map(([flag, { takes, usual, choices, does: what }]) => {
    const unit = takes === 'file' || takes === 'path' ? ' <file>' : ` <${takes}>`;
    const text = `--${flag}${unit}`.padEnd(24);
    const of = choices ? `: ${choices.join(', ')}` : '';
    return `  ${text} ${what}${of}${usual === undefined ? '' : ` (${usual})`}`;
  });
  return `Usage: npm run bench -- ${name} [options]\n\n${does}\n\n${lines.join('\n')}`;
}
