import { toDateTime } from '../../kernel/clock.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { toNameKey } from '../../kernel/words.ts';
import { collectProperties } from '../../spec/choice.ts';
import type { Effect } from '../../spec/resource.ts';
import { viewSchema } from '../../spec/schema.ts';
import type { Behaviour, Call } from '../exchange/model.ts';
import type { Transaction } from '../state/transaction.ts';
import { toReply } from './_body.ts';
import { toConverted } from './_fit.ts';
import { toItem, withoutServerAssigned } from './_item.ts';
import { makeItem, putItem } from './_make.ts';
import { getRequestItem } from './_request.ts';
import { checkParents, type Target, toNotFound, toTarget } from './_target.ts';
import { mergePatch } from './merge.ts';

/** An action on an item: sets what it is known to set, and merges what the item knows of the call. */
export const act: Behaviour = {
  name: 'act',
  run(call, transaction) {
    const target = toTarget(call);
    const missing = checkParents(call, target, transaction);
    if (missing) return missing;
    const before = transaction.get(target.ref, target.key)?.value;
    if (!before) return make(call, target, transaction);
    const value = toValid(call, { target, given: toGiven(call), before });
    if (value !== before) putItem(transaction, { target, sent: getRequestItem(call) }, value);
    return toReply(call, value);
  },
};

/** POST of an item that is not there makes it where that is declared. */
function make(call: Call, target: Target, transaction: Transaction) {
  const { operation, binding } = call.compiled;
  const isMade = operation.responses.some(({ key }) => key === '201') && !binding.effects;
  if (!isMade) return toNotFound(call, target, { code: 'item-not-found', transaction });
  const sent = getRequestItem(call);
  const given = withoutServerAssigned(call, sent);
  const value = makeItem(call, transaction, { target, given, sent });
  return toReply(call, value, { status: 201 });
}

interface Change {
  readonly target: Target;
  readonly given: JsonObject;
  readonly before: JsonObject;
}

/** The item with what is given where its schema admits that, else with less of it. */
function toValid(call: Call, { target, given, before }: Change): JsonObject {
  const { api, binding } = call.compiled;
  const schema = binding.resource?.schema;
  const validate = schema && api.replies.for(schema);
  const set = toSet(call);
  for (const members of [given, {}]) {
    if (Object.keys({ ...members, ...set }).length === 0) return before;
    const patched = mergePatch(before, members);
    const merged = { ...(isJsonObject(patched) ? patched : before), ...set };
    const converted = schema ? toConverted(api, schema, merged) : merged;
    if (!isJsonObject(converted)) continue;
    const value = { ...toItem(call, { target, given: converted, before }), ...set };
    if (!validate || validate(value).length === 0) return value;
  }
  return before;
}

/** What the item knows of the body and of the query. */
function toGiven(call: Call): JsonObject {
  const { binding, api } = call.compiled;
  const schema = binding.resource?.schema;
  if (!schema || (!binding.requestItem && binding.effects)) return {};
  const known = collectProperties(api.document, schema);
  const names = new Map([...known.keys()].map((name) => [toNameKey(name), name]));
  const sent = { ...call.parameters.query, ...getRequestItem(call) };
  const members = Object.entries(sent).flatMap(([name, value]): [string, Json][] => {
    const own = known.has(name) ? name : names.get(toNameKey(name));
    return own === undefined ? [] : [[own, value]];
  });
  const given = withoutServerAssigned(call, Object.fromEntries(members));
  const own = new Set(binding.resource?.identity.parts.flatMap(({ path }) => path?.[0] ?? []));
  return Object.fromEntries(Object.entries(given).filter(([name]) => !own.has(name)));
}

function toSet(call: Call): JsonObject {
  const { effects = [] } = call.compiled.binding;
  return Object.fromEntries(effects.map((effect) => [effect.property, toValue(call, effect)]));
}

function toValue(call: Call, { property, value }: Effect): Json {
  if (value !== undefined) return value;
  const { api, binding } = call.compiled;
  const { schema } = binding.resource ?? {};
  const places = schema ? (collectProperties(api.document, schema).get(property) ?? []) : [];
  const now = toDateTime(call.clock.now());
  return viewSchema(api.document, places).format === 'date' ? now.slice(0, 10) : now;
}
