import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { readKey } from '../../spec/identity.ts';
import type { Behaviour, Call } from '../exchange/model.ts';
import type { Transaction } from '../state/transaction.ts';
import { toReply } from './_body.ts';
import { getInput } from './_inputs.ts';
import { toItem, toWholeItem, withoutServerAssigned } from './_item.ts';
import { toNewKey } from './_key.ts';
import { makeItem, putItem } from './_make.ts';
import { getRequestItems } from './_request.ts';
import { toSource } from './_source.ts';
import { checkParents, type Target, toTarget } from './_target.ts';
import { declaresConflict, toConflict } from './create.ts';
import { noWishes } from './list.ts';
import { mergePatch } from './merge.ts';

/** A change of many items at once; all of it happens, or nothing. */
export const bulk: Behaviour = {
  name: 'bulk',
  run(call, transaction) {
    const target = toTarget(call);
    const missing = checkParents(call, target, transaction);
    if (missing) return missing;
    const { change } = call.compiled.binding;
    const keys =
      change === 'remove'
        ? removeMany(call, transaction, target)
        : writeMany(call, transaction, target);
    if (isProblem(keys)) return keys;
    return toReplyOf(call, transaction, { ...target, keys });
  },
};

interface Changed extends Target {
  readonly keys: readonly string[];
}

/** What was changed, what is there now after a removal, or the last of what was changed. */
function toReplyOf(call: Call, transaction: Transaction, { ref, keys }: Changed) {
  const { replyMany, change } = call.compiled.binding;
  const collection = transaction.collection(ref);
  const isRest = change === 'remove' || change === 'set';
  const entities = isRest
    ? collection.list({ offset: 0, limit: Number.POSITIVE_INFINITY }).entities
    : keys.flatMap((key) => collection.get(key) ?? []);
  if (replyMany) {
    const values = entities.map(({ value }) => value);
    return toReply(call, values, { keys: entities.map(({ key }) => key) });
  }
  return toReply(call, entities.at(-1)?.value ?? {});
}

/** Answers the keys of what was written, in the order of the request. */
function writeMany(call: Call, transaction: Transaction, target: Target): string[] | Problem {
  const { change, requestMany } = call.compiled.binding;
  const keys: string[] = [];
  for (const item of getRequestItems(call)) {
    const sent = requestMany === 'ids' ? {} : item;
    const named = requestMany === 'ids' ? String(item) : undefined;
    if (!isJsonObject(sent)) continue;
    const key = writeOne(call, transaction, { target, sent, named });
    if (isProblem(key)) return key;
    if (key !== undefined) keys.push(key);
  }
  if (change === 'set') keepOnly(transaction, target, new Set(keys));
  return keys;
}

interface One {
  readonly target: Target;
  readonly sent: JsonObject;
  /** Its key, where the request names no more. */
  readonly named: string | undefined;
}

/** The key of the item; undefined for a change of one that is not there. */
function writeOne(call: Call, transaction: Transaction, { target, sent, named }: One) {
  const { change } = call.compiled.binding;
  const { resource } = target.ref;
  const collection = transaction.collection(target.ref);
  const known = named ?? readKey(resource.identity, sent);
  const before = known === undefined ? undefined : transaction.get(target.ref, known)?.value;
  const given = withoutServerAssigned(call, sent);
  if (known !== undefined && before) {
    const place = { ...target, key: known };
    if (named !== undefined) {
      if (!collection.get(known)) putItem(transaction, { target: place, sent }, before);
      return known;
    }
    if (change === 'create' && declaresConflict(call) && collection.get(known))
      return toConflict(place);
    const merged = mergePatch(before, given);
    const value =
      change === 'merge' && isJsonObject(merged)
        ? toItem(call, { target: place, given: merged, before })
        : toWholeItem(call, { target: place, given, before });
    putItem(transaction, { target: place, sent }, value);
    return known;
  }
  if (change === 'merge') return undefined;
  const key = named ?? toNewKey(call, target, { given, collection });
  if (collection.get(key)) return toConflict({ ...target, key });
  makeItem(call, transaction, { target: { ...target, key }, given, sent });
  return key;
}

function keepOnly(transaction: Transaction, { ref }: Target, kept: ReadonlySet<string>): void {
  const { entities } = transaction
    .collection(ref)
    .list({ offset: 0, limit: Number.POSITIVE_INFINITY });
  for (const { key } of entities) if (!kept.has(key)) transaction.remove(ref, key);
}

/** Removes what is named; without names, what the filters leave; nothing by what is not understood. */
function removeMany(call: Call, transaction: Transaction, target: Target): string[] {
  const { ref } = target;
  const named = findNamed(call, target);
  if (named) {
    const there = named.filter((key) => transaction.get(ref, key));
    for (const key of there) transaction.remove(ref, key);
    return there;
  }
  const wishes = call.compiled.binding.list?.() ?? noWishes;
  const isUnclear = wishes.unknown.some((name) => getInput(call, wishes, name) !== undefined);
  if (isUnclear) return [];
  const collection = transaction.collection(ref);
  const source = toSource(call, wishes, { collection, target });
  const keys = source.list(0, Number.POSITIVE_INFINITY).entities.map(({ key }) => key);
  for (const key of keys) transaction.remove(ref, key);
  return keys;
}

/** The keys that the query or the body names; undefined when neither names any. */
function findNamed(call: Call, { ref }: Target): string[] | undefined {
  const { keys, requestMany } = call.compiled.binding;
  const given = keys === undefined ? undefined : call.parameters.query[keys];
  if (given !== undefined) return (isJsonArray(given) ? given : [given]).flatMap(splitKeys);
  if (!requestMany || call.body === undefined) return undefined;
  return getRequestItems(call).flatMap((item) => toKeyOf(item, ref.resource.identity) ?? []);
}

function splitKeys(value: Json): string[] {
  return typeof value === 'string' ? value.split(',').filter((key) => key !== '') : [String(value)];
}

function toKeyOf(item: Json, identity: Parameters<typeof readKey>[0]): string | undefined {
  if (typeof item === 'string' || typeof item === 'number') return String(item);
  return readKey(identity, item);
}
