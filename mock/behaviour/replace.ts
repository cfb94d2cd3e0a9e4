import type { Behaviour } from '../exchange/model.ts';
import { getRequestItem, toReply } from './_body.ts';
import { toWholeItem, withoutServerAssigned } from './_item.ts';
import { checkParents, toNotFound, toTarget } from './_target.ts';

/** PUT of an item: replaces it, or makes it where 201 is declared or where it stands alone. */
export const replace: Behaviour = {
  name: 'replace',
  run(call, transaction) {
    const target = toTarget(call);
    const missing = checkParents(call, target, transaction);
    if (missing) return missing;
    const given = withoutServerAssigned(call, getRequestItem(call));
    const declares201 = call.compiled.operation.responses.some(({ key }) => key === '201');
    // Where PUT makes items, it makes the one that nobody spoke of.
    const source = declares201 ? transaction.collection(target.ref) : undefined;
    const before = (source ? source.get(target.key) : transaction.get(target.ref, target.key))
      ?.value;
    if (before) {
      const value = toWholeItem(call, { target, given, before });
      transaction.replace(target.ref, { key: target.key, value });
      return toReply(call, value);
    }
    if (!declares201 && !target.ref.resource.isSingle) {
      return toNotFound(call, target, { code: 'item-not-found', transaction });
    }
    const value = toWholeItem(call, { target, given });
    transaction.add(target.ref, { key: target.key, value });
    return toReply(call, value, declares201 ? { status: 201 } : {});
  },
};
