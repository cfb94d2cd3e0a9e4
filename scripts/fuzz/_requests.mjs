// @ts-check
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from '../_run.mjs';
import { createRandom } from './_random.mjs';

/** @typedef {import('./_arguments.mjs').Settings} Settings */
/** @typedef {import('./_bases.mjs').Base} Base */
/** @typedef {import('./requests.mjs').Message} Message */
/** @typedef {{ key: string, index: number, base: Base }} RequestFailure */
/**
 * @typedef {object} RequestReport
 * @property {number} documents
 * @property {number} asked
 * @property {Record<string, number>} statuses
 * @property {RequestFailure[]} failures
 */

const script = fileURLToPath(new URL('requests.mjs', import.meta.url));

/** Asks some documents that many damaged requests each. @param {readonly Base[]} bases @param {Settings} settings @returns {Promise<RequestReport>} */
export async function fuzzRequests(bases, settings) {
  /** @type {RequestReport} */
  const report = { documents: 0, asked: 0, statuses: {}, failures: [] };
  const chosen = choose(bases, settings);
  const work = async () => {
    for (let base = chosen.shift(); base; base = chosen.shift()) {
      await fuzzBase(base, settings, report);
      report.documents += 1;
      say(`${base.name}: ${report.asked} requests, ${report.failures.length} found`);
    }
  };
  await Promise.all(Array.from({ length: settings.workers }, work));
  return report;
}

/** Those that ship and some of the others. @param {readonly Base[]} bases @param {Settings} settings */
function choose(bases, { seed, served }) {
  const random = createRandom('served', seed);
  const isShipped = (/** @type {Base} */ { path }) =>
    existsSync(path.replace(/\.yaml$/, '.overlay.yaml'));
  const chosen = bases.filter(isShipped).slice(0, served);
  const rest = bases.filter((base) => !chosen.includes(base));
  while (chosen.length < served && rest.length > 0) {
    chosen.push(...rest.splice(random.below(rest.length), 1));
  }
  return chosen;
}

/** A process that ends or hangs is followed by one that goes on behind the request that did it. @param {Base} base @param {Settings} settings @param {RequestReport} report */
async function fuzzBase(base, settings, report) {
  for (let from = 0; from < settings.requests; ) {
    const lost = await runFrom(base, from, { settings, report });
    if (!lost) return;
    note(report, base, { ...lost, settings, bytes: undefined, isSteady: true });
    from = lost.index + 1;
  }
}

/** @typedef {{ index: number, key: string, detail: string }} Lost */

/** @param {Base} base @param {number} from @param {{ settings: Settings, report: RequestReport }} options @returns {Promise<Lost | undefined>} */
function runFrom(base, from, { settings, report }) {
  const { seed, requests: to, limit } = settings;
  const child = fork(script, [], {
    execArgv: ['--max-old-space-size=600'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let noise = '';
  child.stderr?.on('data', (bytes) => {
    noise = (noise + bytes).slice(-1500);
  });
  let index = from;
  let isOver = false;
  return new Promise((resolve) => {
    const end = (/** @type {Lost | undefined} */ lost) => {
      clearTimeout(timer);
      isOver = true;
      child.kill('SIGKILL');
      resolve(lost);
    };
    // Twice the time of a request, and what reducing one may take.
    const patience = limit * 4;
    const hang = () => end({ index, key: 'hang', detail: `nothing for ${patience} ms` });
    let timer = setTimeout(hang, patience + 60_000);
    child.on('message', (/** @type {Message} */ message) => {
      clearTimeout(timer);
      timer = setTimeout(hang, message.type === 'at' ? patience + 60_000 : patience);
      if (message.type === 'at') index = message.index;
      else if (message.type === 'found')
        note(report, base, { ...message, ...message.found, settings });
      else if (message.type === 'refused')
        end({ index: to, key: 'not served', detail: message.message });
      else {
        report.asked += message.asked;
        for (const [status, count] of Object.entries(message.statuses)) {
          report.statuses[status] = (report.statuses[status] ?? 0) + count;
        }
        end(undefined);
      }
    });
    child.on('exit', (code, signal) => {
      if (!isOver) end({ index, key: `crash: ${signal ?? code}`, detail: noise });
    });
    child.send({ path: base.path, seed, from, to, limit });
  });
}

/**
 * @typedef {object} Note
 * @property {number} index
 * @property {string} key
 * @property {string} detail
 * @property {string | undefined} bytes
 * @property {boolean} isSteady
 * @property {Settings} settings
 */

/** Tells of something once, with what shows it. @param {RequestReport} report @param {Base} base @param {Note} note */
function note({ failures }, base, { index, key, detail, bytes, isSteady, settings }) {
  if (failures.some((one) => one.key === key)) return;
  failures.push({ key, index, base });
  say(`\n✗ ${key}: ${base.name}, request ${index} of seed ${settings.seed}`);
  say(`  ${detail.split('\n').slice(0, 8).join('\n  ')}`);
  if (bytes === undefined) return;
  mkdirSync(settings.out, { recursive: true });
  const path = join(
    settings.out,
    `${settings.seed}-${index}-${base.name.replace(/\W+/g, '-')}.http`,
  );
  writeFileSync(path, bytes, 'latin1');
  if (!isSteady)
    say('  It takes the requests before it: alone, on a fresh server, it is answered well.');
  say(`  npx standin ${base.path}`);
  say(`  nc 127.0.0.1 4010 < ${path}`);
  const curl = toCurl(bytes);
  if (curl) say(`  ${curl}`);
}

/** Undefined for what a command line cannot say. @param {string} bytes */
function toCurl(bytes) {
  const [head = '', ...body] = bytes.split('\r\n\r\n');
  const [start = '', ...fields] = head.split('\r\n');
  const [, method = '', target = ''] = /^([A-Z-]+) (\/[!-~]*) HTTP\/1\.1$/.exec(start) ?? [];
  const text = body.join('\r\n\r\n');
  if (method === '' || !/^[\t\n -~]*$/.test(bytes.replaceAll('\r\n', '\n'))) return undefined;
  const quote = (/** @type {string} */ one) => `'${one.replaceAll("'", "'\\''")}'`;
  const kept = fields.filter((field) => !/^(host|connection|content-length):/i.test(field));
  const options = kept.map((field) => ` -H ${quote(field)}`).join('');
  const data = text === '' ? '' : ` --data-binary ${quote(text)}`;
  return `curl -i --path-as-is -X ${method}${options}${data} ${quote(`http://127.0.0.1:4010${target}`)}`;
}
