import type { DocumentFault, DocumentInfo, OperationInfo, ResourceInfo } from '../mock/index.ts';
import { toCurl } from './curl.ts';
import type { Explained } from './explain-search.ts';

/** How much is told. */
export interface Telling {
  /** What was looked for, '' for everything. */
  readonly text: string;
  readonly warnings: readonly DocumentFault[];
  /** True: every operation, however many there are. */
  readonly isWhole: boolean;
}

/** The most operations that are told one by one unless somebody asks for all. */
const most = 40;

/** The explanation for people: totals first, then as much of the rest as can be read. */
export function toExplanation(found: readonly Explained[], telling: Telling): string {
  const { text, warnings } = telling;
  const shown =
    text === ''
      ? found
      : found.filter(({ operations, resources }) => operations.length + resources.length > 0);
  const isOne = ({ operations }: Explained) => text !== '' && operations.length === 1;
  const blocks = shown.flatMap((explained) => [
    ...toHead(explained.document),
    ...(isOne(explained) ? toOne(explained) : toBody(explained, telling)),
    '',
  ]);
  return [...blocks, ...(text === '' ? toCorners(warnings, telling.isWhole) : [])]
    .join('\n')
    .trimEnd();
}

/** What of a document's operations is understood. */
export function countTotals({ operations, resources }: DocumentInfo) {
  const behaviours: Record<string, number> = {};
  for (const { behaviour } of operations) behaviours[behaviour] = (behaviours[behaviour] ?? 0) + 1;
  const { static: stateless = 0 } = behaviours;
  const totals = { operations: operations.length, resources: resources.length };
  return { totals: { ...totals, stateful: operations.length - stateless, stateless }, behaviours };
}

function toHead(document: DocumentInfo): string[] {
  const { title, version, format, name, base, serverPaths } = document;
  const { totals, behaviours } = countTotals(document);
  const { static: _, ...stateful } = behaviours;
  const counted = Object.entries(stateful).map(([behaviour, count]) => `${count} ${behaviour}`);
  const paths = serverPaths.slice(0, 4).map((path) => base + path);
  const places = [base === '' ? '/' : base, ...paths].join(', ');
  return [
    `${title}${version === '' ? '' : ` ${version}`}`,
    `  ${name} (${format}), served below ${places}`,
    `  ${plural(totals.operations, 'operation')}, ${plural(totals.resources, 'resource')}`,
    `  ${totals.stateful} with state${counted.length > 0 ? `: ${counted.join(', ')}` : ''}`,
    `  ${totals.stateless} without state: valid replies from examples and schemas`,
  ];
}

function plural(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

function toBody(explained: Explained, telling: Telling): string[] {
  const { operations, resources } = explained;
  if (operations.length > most && !telling.isWhole) return toSummary(explained, telling);
  const told = new Set<OperationInfo>();
  const sections = sort(resources).flatMap((resource) => {
    const own = operations.filter((one) => one.resource === resource.collection);
    for (const one of own) told.add(one);
    return ['', ...toResource(resource), ...own.flatMap(toLines)];
  });
  const rest = operations.filter((one) => !told.has(one));
  const others = rest.length > 0 ? ['', '  Without a resource', ...rest.flatMap(toLines)] : [];
  return [...sections, ...others];
}

/** By path; a thing that stands alone at the path of a collection is told with it. */
function sort(resources: readonly ResourceInfo[]): ResourceInfo[] {
  const byPath = new Map<string, ResourceInfo>();
  for (const one of resources) {
    const before = byPath.get(one.collection);
    const reasons = new Set([...(before?.reasons ?? []), ...one.reasons]);
    byPath.set(one.collection, { ...(before ?? one), reasons: [...reasons] });
  }
  return [...byPath.values()].sort((a, b) => (a.collection < b.collection ? -1 : 1));
}

function toResource({ name, base, collection, reasons }: ResourceInfo): string[] {
  return [
    `  ${base}${collection}  holds each ${name}`,
    ...reasons.map((reason) => `    ${reason}`),
  ];
}

function toLines({ method, base, path, id, behaviour, why, notes }: OperationInfo): string[] {
  const start = `    ${behaviour.padEnd(8)}${method.padEnd(7)}${base}${path}  (${id})`;
  return [start, ...[why, ...notes].map((line) => `            ${line}`)];
}

/** Resources in a line each, and what is not understood by its reason. */
function toSummary({ document, operations, resources }: Explained, { text }: Telling): string[] {
  const widest = Math.min(60, Math.max(0, ...resources.map(({ collection }) => collection.length)));
  const lines = sort(resources).map(({ collection }) => {
    const own = operations.filter((one) => one.resource === collection);
    const names = [...new Set(own.map(({ behaviour }) => behaviour))].join(', ');
    return `    ${collection.padEnd(widest)}  ${names || 'known from the paths below its items'}`;
  });
  const stateless = operations.filter(({ behaviour }) => behaviour === 'static');
  const found =
    text === '' ? [] : ['', `  ${plural(operations.length, 'operation')} with "${text}"`];
  return [
    ...found,
    ...(lines.length > 0 ? ['', '  Resources', ...lines] : []),
    ...(stateless.length > 0 ? ['', '  Without state, and why', ...toReasons(stateless)] : []),
    '',
    `  More: standin explain ${document.name} <operationId, "GET /path" or any text>, or --all`,
  ];
}

/** The reasons, the most frequent first, each with an example. */
function toReasons(operations: readonly OperationInfo[]): string[] {
  const groups = new Map<string, OperationInfo[]>();
  for (const one of operations) {
    const reason = toReason(one);
    groups.set(reason, [...(groups.get(reason) ?? []), one]);
  }
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
  return sorted.map(([reason, [first, ...more]]) => {
    const example = first ? `${first.method} ${first.path}` : '';
    return `    ${String(more.length + 1).padStart(5)}  ${reason}  For example ${example}`;
  });
}

/** The first sentence: the others are the same for all. */
function toReason({ why }: OperationInfo): string {
  return /^.*?[.!?](?=\s|$)/.exec(why)?.[0] ?? why;
}

/** All that is known of one operation. */
function toOne({ operations, resources }: Explained): string[] {
  return [
    '',
    ...operations.flatMap((operation) => [
      ...toLines(operation),
      ...(operation.summary === '' ? [] : [`            "${operation.summary}"`]),
      ...(operation.isSecured
        ? ['            It asks for credentials; any of their form will do.']
        : []),
      '',
      `    Try it: ${toCurl(operation, 'http://127.0.0.1:4010')}`,
    ]),
    ...resources.flatMap((resource) => ['', ...toResource(resource)]),
    '',
    '  Another verdict: "x-mock" in an overlay, or "operations" in standin.config.yaml (README).',
  ];
}

/** The most odd corners that are told unless somebody asks for all. */
const mostCorners = 20;

function toCorners(warnings: readonly DocumentFault[], isWhole: boolean): string[] {
  if (warnings.length === 0) return ['Odd corners: none'];
  const shown = isWhole ? warnings : warnings.slice(0, mostCorners);
  const rest = warnings.length - shown.length;
  return [
    `Odd corners: ${warnings.length} (served all the same)`,
    ...shown.flatMap(({ position, pointer, message, mend }) => {
      const { file, line, column } = position;
      return [`  ${file}:${line}:${column} ${pointer}`.trimEnd(), `    ${message} ${mend}`];
    }),
    ...(rest > 0 ? [`  and ${rest} more: --all`] : []),
  ];
}
