import type { Behaviour } from '../exchange/model.ts';
import { toReply } from './_body.ts';
import { checkParents, toNotFound, toTarget } from './_target.ts';

/** DELETE of an item and of every collection below it. */
export const remove: Behaviour = {
  name: 'remove',
  run(call, transaction) {
    const target = toTarget(call);
    const missing = checkParents(call, target, transaction);
    if (missing) return missing;
    const entity = transaction.get(target.ref, target.key);
    if (!entity) return toNotFound(call, target, { code: 'item-not-found', transaction });
    if (call.compiled.binding.isReset) transaction.reset(target.ref);
    else transaction.remove(target.ref, target.key);
    return toReply(call, entity.value);
  },
};
