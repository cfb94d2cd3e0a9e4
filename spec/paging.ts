import { getOwn } from '../kernel/json.ts';
import { type Filter, readFilters } from './_filters.ts';
import { type Input, readInputs } from './_inputs.ts';
import { isIgnored, readSort, type Sort } from './_sort.ts';
import type { Located } from './document.ts';
import type { Operation } from './model.ts';
import type { Properties } from './property-keys.ts';
import type { SchemaView } from './schema.ts';

export type { Filter } from './_filters.ts';
export type { Sort } from './_sort.ts';

/** What a caller may want of a list, by parameter name. What is not named here never filters. */
export interface ListParameters {
  /** True when the wishes stand in the body of the request, not in its query. */
  readonly isBody?: true;
  readonly offset?: string;
  readonly limit?: { readonly name: string; readonly default?: number; readonly maximum?: number };
  /** `first` is the number of the first page. */
  readonly page?: { readonly name: string; readonly first: number };
  /** Where the list goes on: an opaque text that a page before gave out, or an identity. */
  readonly cursor?: string;
  /** The same, for what is before. */
  readonly before?: string;
  readonly sort?: Sort;
  readonly filters: readonly Filter[];
  /** The parameter that names the properties to be shown. */
  readonly fields?: string;
  /** Parameters that choose how a reply looks, and never what is in it. */
  readonly ignored?: readonly string[];
  /** Query parameters that were not understood. */
  readonly unknown: readonly string[];
}

/** What parameters of a role are called; the first are never the name of a property. */
const offsetNames = ['offset', 'skip', 'startindex', 'startat', 'start', 'from', 'firstresult'];
const limitNames = [
  ...['limit', 'perpage', 'pagesize', 'pagelimit', 'maxresults', 'maxitems', 'resultsperpage'],
  ...['size', 'take', 'top', 'first', 'rows', 'count', 'max', 'pagecount', 'maxpagesize'],
];
const pageNames = ['page', 'pagenumber', 'pageno', 'pagenum', 'pageindex', 'currentpage'];
const cursorNames = [
  ...['cursor', 'pagetoken', 'nexttoken', 'startingafter', 'continuationtoken', 'nextcursor'],
  ...['nextpagetoken', 'pagecursor', 'aftercursor', 'after', 'marker', 'continuation', 'scrollid'],
  ...[
    'bookmark',
    'startafter',
    'afterid',
    'nextmarker',
    'exclusivestartkey',
    'skiptoken',
    'offset',
  ],
];
const beforeNames = [
  'endingbefore',
  'before',
  'beforecursor',
  'endbefore',
  'beforeid',
  'prevcursor',
];
const plain: ReadonlySet<string> = new Set(['offset', 'limit', 'page', 'cursor', 'perpage']);

type Test = (input: Input) => boolean;

/**
 * Reads the query parameters of a list operation, or the members of the body of a search, against
 * the properties of its items.
 */
export function readListParameters(
  operation: Operation,
  properties: Properties,
  body?: Located,
): ListParameters {
  const { document } = operation;
  const inputs = readInputs(operation, body);
  const filters = readFilters(
    document,
    inputs.filter(({ key }) => !plain.has(key)),
    properties,
  );
  const isFilter = ({ name }: Input) => filters.some(({ parameter }) => parameter === name);
  const find = (names: readonly string[], test: Test) =>
    names.flatMap((name) => inputs.find(({ key }) => key === name) ?? []).filter(test);
  const findRole = (names: readonly string[], test: Test) =>
    find(names, test).find((input) => !isFilter(input));
  const offset = findRole(offsetNames, isNumeric);
  const page = findRole(pageNames, isNumeric);
  const cursor = findRole(cursorNames, isOpaque);
  const before = cursor && findRole(beforeNames, isOpaque);
  // Beside a page, a size is the size of the page even if the items have one too.
  const isPaged = offset !== undefined || page !== undefined || cursor !== undefined;
  const [anyLimit] = isPaged ? find(limitNames, isNumeric) : [];
  const limit = findRole(limitNames, isNumeric) ?? anyLimit;
  const roles = new Set([offset, limit, page, cursor, before]);
  const rest = inputs.filter((input) => !roles.has(input));
  const sort = readSort(
    rest.filter((input) => !isFilter(input)),
    { document, properties },
  );
  const sorting = new Set([sort?.parameter, sort?.direction]);
  const kept = filters.filter(({ parameter }) => rest.some(({ name }) => name === parameter));
  const left = rest.filter(
    (input) => !sorting.has(input.name) && !kept.some(({ parameter }) => parameter === input.name),
  );
  const fields = left.find(({ key }) => fieldNames.has(key));
  const ignored = left.filter((input) => input !== fields && isIgnored(input));
  const unknown = left.filter((input) => input !== fields && !ignored.includes(input));
  return {
    ...(body && { isBody: true as const }),
    ...(offset && { offset: offset.name }),
    ...(limit && { limit: toLimit(limit) }),
    ...(page && { page: { name: page.name, first: toFirstPage(page) } }),
    ...(cursor && { cursor: cursor.name }),
    ...(before && { before: before.name }),
    ...(sort && { sort }),
    filters: kept,
    ...(fields && { fields: fields.name }),
    ...(ignored.length > 0 && { ignored: ignored.map(({ name }) => name) }),
    unknown: unknown.map(({ name }) => name),
  };
}

const fieldNames = new Set(['fields', 'select', 'optfields', 'fieldmask', 'onlyfields']);

function isNumeric({ view }: Input): boolean {
  return view.types !== undefined && (view.types.has('integer') || view.types.has('number'));
}

/** A text without a format of its own; `after` with one is a date. */
function isOpaque({ view: { types, format } }: Input): boolean {
  return (!types || types.has('string')) && !/^(date|date-time|time|duration)$/.test(format ?? '');
}

function toLimit(input: Input) {
  const { maximum } = input.view;
  const fallback = getDefault(input);
  return {
    name: input.name,
    ...(fallback !== undefined && { default: fallback }),
    ...(maximum !== undefined && { maximum }),
  };
}

function toFirstPage(input: Input): number {
  return input.view.minimum === 0 || getDefault(input) === 0 ? 0 : 1;
}

function getDefault({ view, isRequired }: Input): number | undefined {
  const value = readDefault(view);
  if (value !== undefined) return typeof value === 'number' ? value : undefined;
  return isRequired ? view.minimum : undefined;
}

function readDefault({ sources }: SchemaView) {
  for (const { node } of sources) {
    const value = getOwn(node, 'default');
    if (value !== undefined) return value;
  }
  return undefined;
}
