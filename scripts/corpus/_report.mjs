// @ts-check
import { toFaultLines } from './_report-faults.mjs';

/** @typedef {import('./_verdict.mjs').Verdict} Verdict */
/** @typedef {import('./_judge-operation.mjs').Outcome} Outcome */
/** @typedef {{ name: string, verdict: Verdict }} Named */

/**
 * What came of a document in figures. An operation counts as answered when every request of it
 * could be made and was answered validly.
 * @param {Verdict} verdict
 */
export function toTotals({ outcomes, operations, trips }) {
  /** @type {Map<string, Outcome[]>} */
  const groups = new Map();
  for (const outcome of outcomes) {
    const key = `${outcome.method} ${outcome.path}`;
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  const count = (/** @type {(one: Outcome) => boolean} */ test) =>
    [...groups.values()].filter((list) => list.some(test)).length;
  const faulty = count(({ findings }) => findings.length > 0);
  const unmade = count(({ unmade: why }) => why !== undefined);
  const answered =
    groups.size - count((one) => one.findings.length > 0 || one.unmade !== undefined);
  const round = trips.filter(({ steps }) => steps.length > 0);
  const whole = round.filter(({ steps }) => steps.every(({ ok }) => ok)).length;
  // What cannot be, nobody has to do: the document itself rules out each step that failed.
  const isOwn = (/** @type {import('./_round-trip.mjs').Step} */ { ok, blame }) =>
    ok || blame !== undefined;
  const blamed = round.filter(({ steps }) => steps.every(isOwn)).length - whole;
  const requests = outcomes.filter(({ unmade: why }) => why === undefined).length;
  return { answered, faulty, unmade, operations, requests, round: round.length, whole, blamed };
}

/**
 * The table of all documents, the sums, and every fault by its kind.
 * @param {readonly Named[]} verdicts
 */
export function toMarkdown(verdicts) {
  return [
    '| document | operations | requests | ready ms | CPU ms | RSS MB | answered valid | % | faulty | not made | round trips | listed | behaviours |',
    '|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|',
    ...verdicts.map(toRow),
    '',
    ...toSums(verdicts),
    '',
    ...verdicts.flatMap(toFaultLines),
  ].join('\n');
}

/** @param {Named} named */
function toRow({ name, verdict }) {
  const { ready, warnings, behaviours } = verdict;
  const { answered, operations, requests, faulty, unmade, whole, round } = toTotals(verdict);
  const cost = ready
    ? [Math.round(ready.wall), Math.round(ready.cpu), toMegabytes(ready.rss)]
    : ['does not start', '–', '–'];
  const share = toPercent(answered, operations);
  const does = Object.entries(behaviours).map(([key, count]) => `${key} ${count}`);
  const cells = [name, operations, requests, ...cost, answered, share, faulty, unmade];
  return `| ${[...cells, `${whole}/${round}`, warnings.length, does.join(', ')].join(' | ')} |`;
}

/** @param {number} bytes */
function toMegabytes(bytes) {
  return Math.round(bytes / 1_048_576);
}

/** @param {number} part @param {number} whole */
function toPercent(part, whole) {
  return whole === 0 ? '–' : ((100 * part) / whole).toFixed(1);
}

/** @param {readonly Named[]} verdicts */
function toSums(verdicts) {
  const all = verdicts.map(({ verdict }) => toTotals(verdict));
  const sum = (/** @type {keyof (typeof all)[number]} */ name) =>
    all.reduce((total, one) => total + one[name], 0);
  const ready = verdicts.flatMap(({ verdict }) => verdict.ready ?? []);
  const clean = verdicts.filter(
    ({ verdict }, index) =>
      verdict.ready && !verdict.refused && all[index]?.answered === all[index]?.operations,
  );
  const share = toPercent(sum('answered'), sum('operations'));
  return [
    `${verdicts.length} documents, ${ready.length} start, ${clean.length} without a fault.`,
    `${sum('answered')} of ${sum('operations')} operations (${share} %) answered every request validly; ${sum('faulty')} did not, and of ${sum('unmade')} a request could not be made. ${sum('requests')} requests. Round trips: ${sum('whole')} of ${sum('round')}${sum('blamed') > 0 ? `; ${sum('blamed')} of the others fail by the document` : ''}.`,
    `Ready: ${toSpread(ready.map(({ wall }) => wall))} ms; CPU ${toSpread(ready.map(({ cpu }) => cpu))} ms; RSS ${toSpread(ready.map(({ rss }) => rss / 1_048_576))} MB.`,
  ];
}

/** @param {number[]} values */
function toSpread(values) {
  const sorted = values.toSorted
    ? values.toSorted((a, b) => a - b)
    : [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `median ${Math.round(median)}, most ${Math.round(sorted.at(-1) ?? 0)}`;
}
