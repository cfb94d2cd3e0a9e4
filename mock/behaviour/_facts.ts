import type { Json, JsonObject } from '../../kernel/json.ts';
import { toNameKey } from '../../kernel/words.ts';
import type { SchemaView } from '../../spec/schema.ts';

/** Facts about a list that an envelope may tell. */
export interface ListFacts {
  readonly total: number;
  readonly count: number;
  readonly offset: number;
  /** Infinity when there is none. */
  readonly limit: number;
  readonly page: number;
  readonly hasMore: boolean;
  /** Where the list goes on, when it is paged by a cursor and does. */
  readonly cursor?: string;
  /** Where the page before ends, when there is one. */
  readonly previous?: string;
  readonly isByCursor: boolean;
  /** Request targets by relation (RFC 8288): self, first, prev, next, last; those that exist. */
  readonly links: ReadonlyMap<string, string>;
  /** Scheme and authority, for links that must be absolute. */
  readonly origin: string;
}

/** A member of an envelope that may tell a fact. */
export interface FactPlace {
  readonly name: string;
  readonly isRequired: boolean;
  /** The spelling-independent names round it: of the object it is in, and beside it. */
  readonly holder: string;
  readonly siblings: readonly string[];
}

/** The fact a member of an envelope tells by its name and type; undefined when it tells none. */
export function tellFact(facts: ListFacts, view: SchemaView, place: FactPlace): Json | undefined {
  const key = toNameKey(place.name);
  const relation = toRelation(key, place.holder);
  const { types } = view;
  if (!types || types.has('integer') || types.has('number')) {
    const told = tellNumber(facts, place, relation);
    if (told !== undefined) return told;
    if (types) return types.has('null') && relation !== undefined ? null : undefined;
  }
  if (view.types?.has('boolean')) return tellFlag(facts, key, relation);
  if (relation === undefined && !isCursor(key, place.holder)) return undefined;
  if (view.types && !view.types.has('string') && !view.types.has('null')) return undefined;
  const text = tellText(facts, view, { place, key, relation });
  if (text !== undefined) return text;
  if (view.types?.has('null')) return null;
  const mayBeEmpty = view.format === undefined && (view.minLength ?? 0) === 0;
  return place.isRequired && mayBeEmpty && view.patterns.length === 0 ? '' : undefined;
}

/** The property of a link object that holds its target; undefined for an object that is no link. */
export function findLinkProperty(view: SchemaView, { name, holder }: FactPlace) {
  if (toRelation(toNameKey(name), holder) === undefined) return undefined;
  return [...view.properties].find(([key]) => /^(href|url)$/i.test(key));
}

/** A link as an object with an `href`; undefined when there is nothing to link to. */
export function tellLinkObject(
  facts: ListFacts,
  place: FactPlace,
  target: { readonly property: string; readonly view: SchemaView },
): JsonObject | undefined {
  const relation = toRelation(toNameKey(place.name), place.holder);
  const found = relation === undefined ? undefined : facts.links.get(relation);
  return found === undefined ? undefined : { [target.property]: toLink(facts, target.view, found) };
}

const suffix = /^(self|current|first|prev|previous|next|last)(page)?(url|uri|link|href)?$/;
const holders = /^(links?|meta|paging|pagination|pages?)$/;

function toRelation(key: string, holder: string): string | undefined {
  const match = suffix.exec(key);
  if (
    !match?.[1] ||
    (/^(current|first|last)$/.test(match[1]) && !match[3] && !holders.test(holder))
  )
    return undefined;
  return { previous: 'prev', current: 'self' }[match[1]] ?? match[1];
}

const cursors = new Set([
  ...['nextcursor', 'cursor', 'nextpagetoken', 'nexttoken', 'endcursor', 'continuationtoken'],
  ...['nextmarker', 'nextoffset', 'scrollid', 'bookmark', 'continuation', 'nextpagecursor'],
  ...['nextskiptoken', 'cursornext', 'lastevaluatedkey'],
]);
const backwards = new Set([
  ...['prevcursor', 'previouscursor', 'previouspagetoken', 'prevpagetoken', 'prevmarker'],
  ...['startcursor', 'previousmarker', 'cursorprev'],
]);
/** What holds cursors by the way they go, and what stands in an object about the next page. */
const ways = /^(cursors?|paging|pagination)$/;
const onward = /^(nextpage|next)$/;

function isCursor(key: string, holder: string): boolean {
  if (cursors.has(key) || backwards.has(key)) return true;
  if (onward.test(holder)) return /^(offset|token|after|marker|path|uri|url)$/.test(key);
  return ways.test(holder) && /^(after|before)$/.test(key);
}

interface Telling {
  readonly place: FactPlace;
  readonly key: string;
  readonly relation: string | undefined;
}

function tellText(facts: ListFacts, view: SchemaView, { place, key, relation }: Telling) {
  const { holder } = place;
  if (onward.test(holder) && /^(path|uri|url)$/.test(key)) {
    const next = facts.links.get('next');
    return next === undefined || key === 'path' ? next : facts.origin + next;
  }
  if (backwards.has(key) || (ways.test(holder) && key === 'before')) return facts.previous;
  if (isCursor(key, holder)) return facts.cursor;
  const isPlain = key === 'next' && place.holder !== 'links' && !/^uri/.test(view.format ?? '');
  if (isPlain && facts.isByCursor) return facts.cursor;
  const target = relation === undefined ? undefined : facts.links.get(relation);
  return target === undefined ? undefined : toLink(facts, view, target);
}

function toLink({ origin }: ListFacts, { format }: SchemaView, target: string): string {
  return format === 'uri' || format === 'url' || format === 'iri' ? origin + target : target;
}

function tellNumber(facts: ListFacts, { name, siblings }: FactPlace, relation?: string) {
  const key = toNameKey(name);
  const isPart = key === 'count' && siblings.some((sibling) => sibling.startsWith('total'));
  if (isPart) return facts.count;
  const told = numbers[key]?.(facts);
  if (told !== undefined) return told;
  if (relation === 'next') return facts.hasMore ? facts.page + 1 : undefined;
  if (relation !== undefined) return undefined;
  return /count$|^total/.test(key) ? facts.total : undefined;
}

function tellFlag({ hasMore, offset }: ListFacts, key: string, relation: string | undefined) {
  if (/^(hasmore|hasnext|hasnextpage|more)$/.test(key) || relation === 'next') return hasMore;
  if (/^(hasprev|hasprevious|hasprevpage|haspreviouspage)$/.test(key)) return offset > 0;
  if (key === 'first') return offset === 0;
  return key === 'last' ? !hasMore : undefined;
}

type Teller = (facts: ListFacts) => number;
const limit: Teller = (facts) => (Number.isFinite(facts.limit) ? facts.limit : facts.count);
const pages: Teller = (facts) => Math.max(1, Math.ceil(facts.total / Math.max(1, facts.limit)));
const page: Teller = (facts) => facts.page;
const offset: Teller = (facts) => facts.offset;

const numbers: Readonly<Record<string, Teller>> = {
  ...{ size: limit, limit, perpage: limit, pagesize: limit, offset, skip: offset },
  ...{ page, pagenumber: page, currentpage: page, number: page },
  ...{ pages, totalpages: pages, pagecount: pages, pagescount: pages, lastpage: pages },
  ...{ numberofelements: (facts) => facts.count, itemcount: (facts) => facts.count },
};

/** What an envelope says of the outcome of a call that went well: `success: true`, `errors: []`. */
export function tellOutcome(view: SchemaView, { name, isRequired }: FactPlace): Json | undefined {
  const key = toNameKey(name);
  const admits = (value: Json) => !view.values || view.values.includes(value);
  if (view.types?.has('boolean') && /^(success|successful|ok|issuccess|succeeded)$/.test(key)) {
    return admits(true) ? true : undefined;
  }
  if (view.types?.has('boolean') && /^(error|iserror|haserrors?|failed)$/.test(key)) {
    return admits(false) ? false : undefined;
  }
  if (!/^(errors?|warnings?|messages?|errormessages?|exception)$/.test(key)) return undefined;
  if (view.types?.has('array') && (view.minItems ?? 0) === 0) return isRequired ? [] : undefined;
  return view.types?.has('null') && isRequired && !/^messages?$/.test(key) ? null : undefined;
}
