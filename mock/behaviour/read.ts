import type { Behaviour, Call } from '../exchange/model.ts';
import type { Entity } from '../state/entity.ts';
import type { Transaction } from '../state/transaction.ts';
import { toReply } from './_body.ts';
import { checkParents, type Target, toNotFound, toTarget } from './_target.ts';
import { advance } from './job.ts';
import { toStaticReply } from './static.ts';

/** GET of an item, of the newest item of a collection, or of a thing that stands alone. */
export const read: Behaviour = {
  name: 'read',
  isRepeatable: true,
  run(call, transaction) {
    const target = toTarget(call);
    const missing = checkParents(call, target, transaction);
    if (missing) return missing;
    const entity = findEntity(call, target, transaction);
    if (entity) return toReply(call, advance(call, transaction, { ref: target.ref, entity }));
    if (transaction.isSupposed(target.ref, target.key)) return toStaticReply(call);
    return toNotFound(call, target, { code: 'item-not-found', transaction });
  },
};

function findEntity(
  call: Call,
  { ref, key }: Target,
  transaction: Transaction,
): Entity | undefined {
  if (!call.compiled.binding.isLatest) return transaction.get(ref, key);
  const collection = transaction.collection(ref);
  const offset = Math.max(0, collection.size - 1);
  return collection.list({ offset, limit: 1 }).entities[0];
}
