import type { ListParameters } from '../../spec/list-parameters.ts';
import type { Call } from '../exchange/model.ts';
import type { Collection } from '../state/collection.ts';
import type { Entity } from '../state/entity.ts';
import { readOrder, toSorted } from './_order.ts';
import { readWanted, type Wanted } from './_query.ts';
import type { Target } from './_target.ts';

/** The part of a collection that a call wants, in the order that it wants. */
export interface Source {
  list(offset: number, limit: number): { entities: readonly Entity[]; total: number };
  /** What follows a place in the order of creation; absent in any other order. */
  after?(sequence: number, limit: number): { entities: readonly Entity[]; hasMore: boolean };
  /** How many are before the place in the order of creation. */
  offsetOf(sequence: number): number;
  /** The place of an item: in the order of creation, or its number in any other. */
  positionOf(key: string): number | undefined;
}

const all = { offset: 0, limit: Number.POSITIVE_INFINITY };

/**
 * The items that pass the filters of the call, sorted as it wants. Filters by equality and pages in
 * the order of creation go to the indexes; other filters are a scan, and an order is kept for as
 * long as the collection stays what it is.
 */
export function toSource(
  call: Call,
  list: ListParameters,
  { collection, target }: { readonly collection: Collection; readonly target: Target },
): Source {
  const wanted = readWanted(call, list, target);
  const terms = readOrder(call, list);
  if (!wanted.test && !terms) return toIndexed(collection, wanted);
  const scan = () => {
    const { entities } = collection.list({ ...all, where: wanted.where });
    const { test } = wanted;
    return test ? entities.filter(({ value }) => test(value)) : entities;
  };
  if (!terms) return toScanned(scan(), { isByCreation: true });
  const key = JSON.stringify([wanted.where, call.parameters.query, list.isBody ? call.body : null]);
  return toScanned(toSorted(collection, scan, { terms, key }), { isByCreation: false });
}

function toIndexed(collection: Collection, { where }: Wanted): Source {
  const list = (offset: number, limit: number) => collection.list({ offset, limit, where });
  return {
    list,
    after: (sequence, limit) => collection.after(sequence, limit, where),
    offsetOf: (sequence) => findOffset(list, sequence),
    positionOf: (key) => collection.get(key)?.sequence,
  };
}

/** By halves, so that the place of a cursor is found in a list of any length. */
function findOffset(list: Source['list'], sequence: number): number {
  let low = 0;
  let high = list(0, 0).total;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const [entity] = list(middle, 1).entities;
    if (entity && entity.sequence < sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}

function toScanned(
  found: readonly Entity[],
  { isByCreation }: { readonly isByCreation: boolean },
): Source {
  const list = (offset: number, limit: number) => ({
    entities: found.slice(offset, offset + limit),
    total: found.length,
  });
  const after = (start: number, limit: number) => {
    const offset = findOffset(list, start + 1);
    const entities = found.slice(offset, offset + limit);
    return { entities, hasMore: offset + entities.length < found.length };
  };
  const placeOf = (key: string) => {
    const place = found.findIndex((entity) => entity.key === key);
    return place < 0 ? undefined : isByCreation ? found[place]?.sequence : place + 1;
  };
  const offsetOf = (sequence: number) =>
    isByCreation ? findOffset(list, sequence) : Math.max(0, sequence);
  return { list, offsetOf, positionOf: placeOf, ...(isByCreation && { after }) };
}
