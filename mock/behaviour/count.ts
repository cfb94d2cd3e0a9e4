import type { Behaviour } from '../exchange/model.ts';
import { toReply } from './_body.ts';
import { toSource } from './_source.ts';
import { checkParents, toTarget } from './_target.ts';
import { noWishes } from './list.ts';

/** How many items of a collection pass the filters of the call. */
export const count: Behaviour = {
  name: 'count',
  isRepeatable: true,
  run(call, transaction) {
    const target = toTarget(call);
    const missing = checkParents(call, target, transaction);
    if (missing) return missing;
    const wishes = call.compiled.binding.list?.() ?? noWishes;
    const collection = transaction.collection(target.ref);
    const { total } = toSource(call, wishes, { collection, target }).list(0, 0);
    return toReply(call, [], { value: total });
  },
};
