import type { Behaviour } from '../exchange/model.ts';
import { toReply } from './_body.ts';
import { checkParents, toNotFound, toTarget } from './_target.ts';

/** GET of an item. */
export const read: Behaviour = {
  name: 'read',
  run(call, transaction) {
    const target = toTarget(call);
    const missing = checkParents(call, target, transaction);
    if (missing) return missing;
    const entity = transaction.get(target.ref, target.key);
    if (entity) return toReply(call, entity.value);
    return toNotFound(call, target, { code: 'item-not-found', transaction });
  },
};
