import { splitTarget } from '../../kernel/http.ts';
import type { ListParameters } from '../../spec/list-parameters.ts';
import type { Call } from '../exchange/model.ts';

/** Where a page lies in its list. */
export interface PagePlace {
  readonly offset: number;
  /** Infinity when there is none. */
  readonly limit: number;
  readonly total: number;
  readonly hasMore: boolean;
  /** Where the list goes on, when it is paged by a cursor and does. */
  readonly cursor?: string;
  /** Where the page before ends, when there is one. */
  readonly previous?: string;
}

/**
 * The request targets of a list by relation (RFC 8288): this page, and the first, previous, next
 * and last where the query parameters of the operation can name them.
 */
export function toPageLinks(
  call: Call,
  roles: ListParameters,
  place: PagePlace,
): ReadonlyMap<string, string> {
  const { target } = call.request;
  const links = new Map([['self', target]]);
  if (roles.cursor !== undefined) {
    links.set('first', withParameter(target, roles.cursor, undefined));
    if (place.cursor !== undefined)
      links.set('next', withParameter(target, roles.cursor, place.cursor));
    if (place.previous !== undefined) links.set('prev', toPrevious(target, roles, place.previous));
    return links;
  }
  const toPage = toTargetOf(target, roles, place.limit);
  if (!toPage) return links;
  const { offset, limit, total, hasMore } = place;
  links.set('first', toPage(0));
  if (offset > 0) links.set('prev', toPage(Math.max(0, offset - limit)));
  if (hasMore) links.set('next', toPage(offset + limit));
  links.set('last', toPage(Math.max(0, Math.ceil(total / limit) - 1) * limit));
  return links;
}

function toPrevious(
  target: string,
  { cursor = '', before }: ListParameters,
  place: string,
): string {
  if (before === undefined) return withParameter(target, cursor, place);
  return withParameter(withParameter(target, cursor, undefined), before, place);
}

/** Writes the target of the page at an offset; undefined where no parameter can ask for one. */
function toTargetOf(target: string, { page, offset }: ListParameters, limit: number) {
  if (!Number.isFinite(limit) || limit === 0) return undefined;
  if (offset !== undefined) return (from: number) => withParameter(target, offset, String(from));
  if (!page) return undefined;
  return (from: number) =>
    withParameter(target, page.name, String(Math.floor(from / limit) + page.first));
}

/** The target with one query parameter set, in its old place where it had one, or taken away. */
function withParameter(target: string, name: string, value: string | undefined): string {
  const { path, query } = splitTarget(target);
  const key = encodeURIComponent(name);
  const pair = value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`];
  const pairs = query === '' ? [] : query.split('&');
  const isIt = (text: string) => [name, key].includes(text.split('=', 1)[0] ?? '');
  const at = pairs.findIndex(isIt);
  const rest = pairs.filter((text) => !isIt(text));
  const all = at < 0 ? [...rest, ...pair] : [...rest.slice(0, at), ...pair, ...rest.slice(at)];
  return all.length > 0 ? `${path}?${all.join('&')}` : path;
}
