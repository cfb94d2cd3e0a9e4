import { getOwn } from '../kernel/json.ts';
import type { Input } from './_inputs.ts';
import type { SchemaView } from './schema.ts';

/** What parameters of a role are called; the first are never the name of a property. */
export const offsetNames = [
  'offset',
  'skip',
  'startindex',
  'startat',
  'start',
  'from',
  'firstresult',
];
export const limitNames = [
  ...['limit', 'perpage', 'pagesize', 'pagelimit', 'maxresults', 'maxitems', 'resultsperpage'],
  ...['size', 'take', 'top', 'first', 'rows', 'count', 'max', 'pagecount', 'maxpagesize'],
];
export const pageNames = ['page', 'pagenumber', 'pageno', 'pagenum', 'pageindex', 'currentpage'];
export const cursorNames = [
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
export const beforeNames = [
  'endingbefore',
  'before',
  'beforecursor',
  'endbefore',
  'beforeid',
  'prevcursor',
];
export const plain: ReadonlySet<string> = new Set(['offset', 'limit', 'page', 'cursor', 'perpage']);

export function isNumeric({ view }: Input): boolean {
  return view.types !== undefined && (view.types.has('integer') || view.types.has('number'));
}

/** A text without a format of its own; `after` with one is a date. */
export function isOpaque({ view: { types, format } }: Input): boolean {
  return (!types || types.has('string')) && !/^(date|date-time|time|duration)$/.test(format ?? '');
}

export function toLimit(input: Input) {
  const { maximum } = input.view;
  const fallback = getDefault(input);
  return {
    name: input.name,
    ...(fallback !== undefined && { default: fallback }),
    ...(maximum !== undefined && { maximum }),
  };
}

export function toFirstPage(input: Input): number {
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
