import { splitTarget } from '../../kernel/http.ts';
import { toSnippet } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Behaviour, Call } from '../exchange/model.ts';
import { declaresLocation, toLocationText } from '../protocol/told-fields.ts';
import { getRequestItem, toReply } from './_body.ts';
import { toWholeItem, withoutServerAssigned } from './_item.ts';
import { toNewKey } from './_key.ts';
import { checkParents, type Target, toTarget } from './_target.ts';

/** POST to a collection: appends an item. */
export const create: Behaviour = {
  name: 'create',
  run(call, transaction) {
    const { ref } = toTarget(call);
    const missing = checkParents(call, { ref, key: '' }, transaction);
    if (missing) return missing;
    const given = withoutServerAssigned(call, getRequestItem(call));
    const collection = transaction.collection(ref);
    const key = toNewKey(call, { ref, key: '' }, { given, collection });
    const target: Target = { ref, key };
    if (collection.get(key)) return toConflict(target);
    const value = toWholeItem(call, { target, given });
    transaction.add(ref, { key, value });
    return toReply(call, value, { fields: toLocationField(call, target) });
  },
};

function toConflict({ ref, key }: Target): Problem {
  const { name, identity } = ref.resource;
  const message = `The ${name} ${toSnippet(key)} exists already. Choose another ${identity.property ?? 'identity'}, or change the one that exists.`;
  const place = { part: 'body', instanceLocation: `/${identity.property ?? ''}` } as const;
  const finding = { ...place, keywordLocation: '', rule: 'unique', value: toSnippet(key), message };
  return new Problem('item-exists', message, { findings: [finding] });
}

/** 201 and 303 (RFC 9110 §15.3.2, §15.4.4), and whoever declares it, say where the item can be read. */
function toLocationField(call: Call, { ref, key }: Target): [string, string][] {
  const { api, success } = call.compiled;
  const bindings = api.inference.bindingsOf(ref.resource);
  const isReadable = bindings.some(({ behaviour }) => behaviour === 'read');
  const isMeant = success === 201 || success === 303 || declaresLocation(call.compiled, success);
  if (!isMeant || !isReadable) return [];
  const collection = splitTarget(call.request.target).path.replace(/\/$/, '');
  const path = `${collection}/${encodeURIComponent(key)}`;
  return [['Location', toLocationText(call.compiled, call.request, { status: success, path })]];
}
