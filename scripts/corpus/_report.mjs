// @ts-check

/** @typedef {import('./_judge-document.mjs').Verdict} Verdict */
/** @typedef {import('./_judge-operation.mjs').Outcome} Outcome */
/** @typedef {import('./_round-trip.mjs').Trip} Trip */

/** How many operations had all their requests made and answered well. @param {Verdict} verdict */
export function toTotals({ outcomes, operations }) {
  const lists = [...group(outcomes).values()];
  const ok = lists.filter((list) => list.every((one) => isFine(one))).length;
  const unmade = lists.filter((list) => list.some((one) => one.unmade !== undefined)).length;
  const faulty = lists.filter((list) => list.some((one) => one.findings.length > 0)).length;
  return { ok, unmade, faulty, operations, requests: outcomes.length };
}

/** @param {Outcome} outcome */
function isFine({ unmade, findings }) {
  return unmade === undefined && findings.length === 0;
}

/** @param {Outcome} outcome */
function toKey({ method, path }) {
  return `${method} ${path}`;
}

/** @param {readonly Outcome[]} outcomes */
function group(outcomes) {
  /** @type {Map<string, Outcome[]>} */
  const groups = new Map();
  for (const outcome of outcomes) {
    const key = toKey(outcome);
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  return groups;
}

/** @param {readonly { name: string, verdict: Verdict }[]} verdicts */
export function toMarkdown(verdicts) {
  const rows = verdicts.map(({ name, verdict }) => toRow(name, verdict));
  const sums = verdicts.map(({ verdict }) => toTotals(verdict));
  const add = (/** @type {'ok' | 'operations' | 'faulty' | 'unmade' | 'requests'} */ name) =>
    sums.reduce((sum, one) => sum + one[name], 0);
  const started = verdicts.filter(({ verdict }) => verdict.ready).length;
  const clean = verdicts.filter(
    ({ verdict }, index) => verdict.ready && sums[index]?.ok === sums[index]?.operations,
  ).length;
  const walls = verdicts.flatMap(({ verdict }) => verdict.ready?.wall ?? []).sort((a, b) => a - b);
  return [
    '| document | operations | requests | ready ms (CPU) | RSS MB | answered valid | % | faulty | not made | round trips | listed faults | behaviours |',
    '|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|',
    ...rows,
    '',
    `${verdicts.length} documents, ${started} start, ${clean} without a fault. ${add('ok')} of ${add('operations')} operations answered validly (${percent(add('ok'), add('operations'))} %), ${add('faulty')} faulty, ${add('unmade')} whose request could not be made; ${add('requests')} requests.`,
    `Ready: median ${Math.round(walls[Math.floor(walls.length / 2)] ?? 0)} ms, slowest ${Math.round(walls.at(-1) ?? 0)} ms.`,
    '',
    ...verdicts.flatMap(({ name, verdict }) => toFaults(name, verdict)),
  ].join('\n');
}

/** @param {number} part @param {number} whole */
function percent(part, whole) {
  return whole === 0 ? '–' : ((100 * part) / whole).toFixed(1);
}

/** @param {string} name @param {Verdict} verdict */
function toRow(name, verdict) {
  const { ready, warnings, behaviours } = verdict;
  const { ok, unmade, faulty, operations, requests } = toTotals(verdict);
  const time = ready ? `${Math.round(ready.wall)} (${Math.round(ready.cpu)})` : 'does not start';
  const memory = ready ? Math.round(ready.rss / 1048576) : '–';
  const does = Object.entries(behaviours).map(([key, count]) => `${key} ${count}`);
  const cells = [
    name,
    operations,
    requests,
    time,
    memory,
    ok,
    percent(ok, operations),
    faulty,
    unmade,
  ];
  const trips = verdict.trips.filter(isRound);
  const round = `${trips.filter(isWhole).length}/${trips.length}`;
  return `| ${[...cells, round, warnings.length, does.join(', ')].join(' | ')} |`;
}

/** @param {string} name @param {Verdict} verdict @returns {string[]} */
function toFaults(name, { refused, outcomes, trips }) {
  const broken = trips.filter((trip) => !isWhole(trip));
  const wrong = outcomes.filter((one) => !isFine(one));
  if (!refused && wrong.length === 0 && broken.length === 0) return [];
  const lines = wrong.flatMap((one) => [
    `- **${one.operation}** \`${one.method} ${one.path}\` (${one.behaviour}, ${one.label})${one.status ? ` → ${one.status}` : ''}`,
    ...(one.unmade === undefined ? [] : [`  - not made: ${one.unmade}`]),
    ...one.findings.slice(0, 3).map(({ kind, detail }) => `  - ${kind}: ${detail}`),
    ...(one.curl ? [`  - \`${one.curl.slice(0, 600)}\``] : []),
  ]);
  return [
    `## ${name}`,
    '',
    ...(refused ? [`Not served: ${refused}`] : []),
    ...lines,
    ...broken.flatMap(toTripLines),
    '',
  ];
}

/** @param {Trip} trip */
function isWhole({ steps }) {
  return steps.every(({ ok }) => ok);
}

/** More than a creation: something was shown again. @param {Trip} trip */
function isRound({ steps }) {
  return steps.length > 1 || steps.some(({ ok }) => !ok);
}

/** @param {Trip} trip */
function toTripLines({ resource, steps }) {
  return steps
    .filter(({ ok }) => !ok)
    .flatMap(({ name, detail, curl }) => [
      `- round trip of \`${resource}\`, ${name}: ${detail}`,
      ...(curl ? curl.split('\n').map((line) => `  - \`${line.slice(0, 600)}\``) : []),
    ]);
}
