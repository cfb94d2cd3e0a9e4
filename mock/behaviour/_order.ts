import { getOwn, isJsonArray, type Json } from '../../kernel/json.ts';
import type { ListParameters, Sort } from '../../spec/list-parameters.ts';
import { parseTerm, readDirection, type SortTerm } from '../../spec/sort-term.ts';
import type { Call } from '../exchange/model.ts';
import type { Collection } from '../state/collection.ts';
import type { Entity } from '../state/entity.ts';
import { getInput } from './_inputs.ts';
import { compareValues } from './_query.ts';

/** A property to sort by; without one, the order of creation. */
export interface OrderTerm {
  readonly property?: string;
  readonly isDescending: boolean;
}

/** What order a call wants; undefined for that of creation. What names no property is left out. */
export function readOrder(call: Call, list: ListParameters): readonly OrderTerm[] | undefined {
  const { sort } = list;
  if (!sort) return undefined;
  const way = toWay(sort, getInput(call, list, sort.direction) ?? sort.defaultDirection);
  const given = getInput(call, list, sort.parameter) ?? sort.default;
  const terms = toTerms(sort, given);
  if (terms.length === 0) return way ? [{ isDescending: true }] : undefined;
  return terms.map(({ property, isDescending }) => ({
    property,
    isDescending: isDescending ?? way ?? false,
  }));
}

/** `ascending=false` says the reverse of `descending=false`. */
function toWay({ direction = '' }: Sort, value: Json | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'boolean') return readDirection(value);
  return /asc/i.test(direction) ? !value : value;
}

function toTerms({ properties }: Sort, given: Json | undefined): SortTerm[] {
  const all = isJsonArray(given) ? given : given === undefined ? [] : [given];
  const texts = all.flatMap((one) => splitTerms(String(one)));
  const terms = texts.flatMap((text) => parseTerm(text, properties) ?? []);
  return terms.length > 0 ? terms : [];
}

/** `name,-date` are two terms; `name,desc` is one, as Spring writes it. */
function splitTerms(text: string): string[] {
  const parts = text.split(/[,;|]/);
  const [first = '', second = '', more] = parts;
  const isPair = more === undefined && readDirection(second.trim()) !== undefined;
  return isPair ? [`${first} ${second.trim()}`] : parts;
}

/** Sorted entities of a collection, remembered as long as the collection is: it never changes. */
const sorted = new WeakMap<Collection, Map<string, readonly Entity[]>>();

/** How many orders of one collection are remembered. */
const most = 8;

/** The entities in an order, those that are equal in that of creation. */
export function toSorted(
  collection: Collection,
  entities: () => readonly Entity[],
  { terms, key }: { readonly terms: readonly OrderTerm[]; readonly key: string },
): readonly Entity[] {
  const known = sorted.get(collection) ?? new Map<string, readonly Entity[]>();
  sorted.set(collection, known);
  const name = JSON.stringify([terms, key]);
  const before = known.get(name);
  if (before) return before;
  const made = entities().toSorted((a, b) => compareEntities(a, b, terms));
  if (known.size >= most) known.delete([...known.keys()][0] ?? '');
  known.set(name, made);
  return made;
}

function compareEntities(a: Entity, b: Entity, terms: readonly OrderTerm[]): number {
  for (const { property, isDescending } of terms) {
    const difference =
      property === undefined
        ? a.sequence - b.sequence
        : compareMembers(a, b, property, isDescending);
    if (difference !== 0) return isDescending ? -difference : difference;
  }
  return a.sequence - b.sequence;
}

/** What is missing or null comes last, whichever way the order goes. */
function compareMembers(a: Entity, b: Entity, property: string, isDescending: boolean): number {
  const one = getOwn(a.value, property) ?? null;
  const other = getOwn(b.value, property) ?? null;
  const last = isDescending ? -1 : 1;
  if (one === null || other === null) return one === other ? 0 : one === null ? last : -last;
  return compareValues(one, other);
}
