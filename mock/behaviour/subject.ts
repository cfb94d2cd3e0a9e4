import type { Call } from '../exchange/model.ts';
import type { Entity } from '../state/entity.ts';
import { type CollectionRef, toCollectionKey } from '../state/state.ts';
import type { Transaction } from '../state/transaction.ts';
import { toOwnerTarget, toTarget } from './_target.ts';

/** What a call is about, as it is in a transaction at this moment. */
export type Subject =
  | { readonly kind: 'item'; readonly place: string; readonly entity?: Entity }
  | { readonly kind: 'list'; readonly place: string; readonly ref: CollectionRef }
  | { readonly kind: 'unknown' };

const unknown: Subject = { kind: 'unknown' };

/** The item or list at the call's path; of a call below an item that was not understood, the item. */
export function findSubject(call: Call, transaction: Transaction): Subject {
  const { resource, owner } = call.compiled.binding;
  // What a reading shows that was not understood is not the item that it is below.
  if (!resource && (!owner || /^(GET|HEAD)$/.test(call.request.method))) return unknown;
  const target = resource ? toTarget(call) : toOwnerTarget(call);
  if (!target) return unknown;
  const { ref, key } = target;
  const place = toCollectionKey(ref);
  if (key === '' && !ref.resource.isSingle) return { kind: 'list', place, ref };
  const entity = transaction.get(ref, key);
  return { kind: 'item', place: place + key, ...(entity && { entity }) };
}

/** The item that was added last to a list. */
export function findNewest(
  { place, ref }: Subject & { readonly kind: 'list' },
  transaction: Transaction,
): Subject {
  const collection = transaction.collection(ref);
  const [entity] = collection.after(Math.max(0, collection.nextSequence - 2), 1).entities;
  return entity ? { kind: 'item', place: place + entity.key, entity } : unknown;
}
