import { isJsonObject, type Json } from '../../kernel/json.ts';
import { toNameKey } from '../../kernel/words.ts';
import type { OpenApiDocument } from '../../spec/document.ts';
import { type SchemaView, viewSchema } from '../../spec/schema.ts';

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
  if (relation === undefined && !cursors.has(key)) return undefined;
  if (view.types && !view.types.has('string') && !view.types.has('null')) return undefined;
  const text = tellText(facts, view, { place, key, relation });
  if (text !== undefined) return text;
  if (view.types?.has('null')) return null;
  const mayBeEmpty = view.format === undefined && (view.minLength ?? 0) === 0;
  return place.isRequired && mayBeEmpty && view.patterns.length === 0 ? '' : undefined;
}

/** A link as an object with an `href`; undefined for an object that is none. */
export function tellLinkObject(
  document: OpenApiDocument,
  facts: ListFacts,
  { view, place }: { readonly view: SchemaView; readonly place: FactPlace },
): Json | undefined {
  const relation = toRelation(toNameKey(place.name), place.holder);
  const [name, places] = [...view.properties].find(([key]) => /^(href|url)$/i.test(key)) ?? [];
  if (relation === undefined || name === undefined || !places) return undefined;
  const target = facts.links.get(relation);
  if (target === undefined) return view.types?.has('null') ? null : undefined;
  const member = viewSchema(document, places);
  const link = { [name]: toLink(facts, member, target) };
  return isJsonObject(link) ? link : undefined;
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
]);

interface Telling {
  readonly place: FactPlace;
  readonly key: string;
  readonly relation: string | undefined;
}

function tellText(facts: ListFacts, view: SchemaView, { place, key, relation }: Telling) {
  if (cursors.has(key)) return facts.cursor;
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
