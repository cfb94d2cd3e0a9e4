import type { JsonObject } from '../../kernel/json.ts';
import { findResponse } from '../../spec/responses.ts';
import type { Behaviour, Call } from '../exchange/model.ts';
import type { Transaction } from '../state/transaction.ts';
import { toReply } from './_body.ts';
import { toWholeItem, withoutServerAssigned } from './_item.ts';
import { toNewKey } from './_key.ts';
import { makeItem, putItem } from './_make.ts';
import { getRequestItem } from './_request.ts';
import { checkParents, type Target, toNotFound, toTarget } from './_target.ts';

/**
 * PUT of an item: replaces it, or makes it where 201 is declared, where it stands alone, where there
 * is nothing to say of it, or where nothing is declared for one that is not found.
 */
export const replace: Behaviour = {
  name: 'replace',
  run(call, transaction) {
    const target = toTarget(call);
    const missing = checkParents(call, target, transaction);
    if (missing) return missing;
    const sent = getRequestItem(call);
    const given = withoutServerAssigned(call, sent);
    const isMade = canMake(call);
    // Where PUT makes items, it makes the one that nobody spoke of.
    const source = isMade ? transaction.collection(target.ref) : undefined;
    const before = (source ? source.get(target.key) : transaction.get(target.ref, target.key))
      ?.value;
    if (before) {
      if (!call.compiled.operation.requestBody) return toReply(call, before);
      const value = toWholeItem(call, { target, given, before });
      putItem(transaction, { target, sent }, value);
      return toReply(call, value);
    }
    if (!isMade) return toNotFound(call, target, { code: 'item-not-found', transaction });
    const value = makeItem(call, transaction, {
      target: toNamed(call, target, { given, transaction }),
      given,
      sent,
    });
    return toReply(call, value, declares201(call) ? { status: 201 } : {});
  },
};

/** What its body could name and does not is new. */
function toNamed(
  call: Call,
  target: Target,
  { given, transaction }: { readonly given: JsonObject; readonly transaction: Transaction },
): Target {
  if (!call.compiled.binding.isKeyed || target.key !== '') return target;
  const collection = transaction.collection(target.ref);
  return { ...target, key: toNewKey(call, target, { given, collection }) };
}

function declares201({ compiled }: Call): boolean {
  return compiled.operation.responses.some(({ key }) => key === '201');
}

function canMake(call: Call): boolean {
  const { operation, binding } = call.compiled;
  if (declares201(call) || binding.resource?.isSingle || !operation.requestBody) return true;
  return findResponse(operation, 404) === undefined;
}
