// @ts-check

/** @typedef {import('./_verdict.mjs').Verdict} Verdict */
/** @typedef {import('./_judge-operation.mjs').Outcome} Outcome */
/** @typedef {{ group: string, title: string, lines: string[] }} Fault */

const longest = 700;
const shown = 3;

/**
 * Every fault of a document, grouped by whose it is and by its kind; the first of each group with
 * all that is needed to see it again, the others by name.
 * @param {{ name: string, verdict: Verdict }} named
 * @returns {string[]}
 */
export function toFaultLines({ name, verdict }) {
  const faults = [...verdict.outcomes.flatMap(toFaults), ...verdict.trips.flatMap(toTripFaults)];
  const { refused, flaws } = verdict;
  if (!refused && faults.length === 0 && flaws.length === 0) return [];
  const odd = flaws.map(
    ({ kind, at, detail }) => `- ${kind} at ${at.split('/').slice(-1)}: ${detail}`,
  );
  return [
    `## ${name}`,
    '',
    ...(refused ? [`Not served, or not to the end: ${cut(refused)}`, ''] : []),
    ...group(faults).flatMap(toGroupLines),
    ...(odd.length > 0 ? ['### Odd corners of the document', '', ...new Set(odd), ''] : []),
  ];
}

/** @param {Outcome} outcome @returns {Fault[]} */
function toFaults({ operation, method, path, behaviour, label, ...rest }) {
  const { unmade, findings, blame, curl, status } = rest;
  const place = `${operation} \`${method} ${path}\` (${behaviour}, ${label})`;
  const whose = blame ? `the document: ${blame}` : 'unexplained';
  if (unmade !== undefined) {
    return [{ group: `${whose} – no request could be made`, title: place, lines: [cut(unmade)] }];
  }
  const [first] = findings;
  if (!first) return [];
  const lines = findings.slice(0, shown).map(({ kind, detail }) => cut(`${kind}: ${detail}`));
  const title = status === undefined ? place : `${place} → ${status}`;
  return [
    {
      group: `${whose} – ${first.kind}`,
      title,
      lines: [...lines, ...(curl ? [`\`${cut(curl)}\``] : [])],
    },
  ];
}

/** @param {import('./_round-trip.mjs').Trip} trip @returns {Fault[]} */
function toTripFaults({ resource, steps }) {
  return steps
    .filter(({ ok }) => !ok)
    .map(({ name, detail = '', curl = '', blame }) => ({
      group: `${blame === undefined ? 'unexplained' : 'the document'} – round trip, ${name}`,
      title: blame === undefined ? `\`${resource}\`` : `\`${resource}\`: ${cut(blame)}`,
      lines: [cut(detail), ...curl.split('\n').map((line) => `\`${cut(line)}\``)],
    }));
}

/** @param {readonly Fault[]} faults @returns {[string, Fault[]][]} */
function group(faults) {
  /** @type {Map<string, Fault[]>} */
  const groups = new Map();
  for (const fault of faults) groups.set(fault.group, [...(groups.get(fault.group) ?? []), fault]);
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}

/** @param {[string, Fault[]]} group */
function toGroupLines([title, faults]) {
  const [first, ...others] = faults;
  return [
    `### ${title} (${faults.length})`,
    '',
    `- ${first?.title}`,
    ...(first?.lines ?? []).map((line) => `  - ${line}`),
    ...others.map((other) => `- ${other.title}`),
    '',
  ];
}

/** @param {string} line */
function cut(line) {
  const flat = line.replaceAll('\n', ' ');
  return flat.length > longest ? `${flat.slice(0, longest)}…` : flat;
}
