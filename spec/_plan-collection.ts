import { once } from '../kernel/once.ts';
import { toNameKey } from '../kernel/words.ts';
import { findReply, findReplyList, findRequest } from './_bodies.ts';
import type { Asked } from './_draft.ts';
import {
  changedBy,
  isStatic,
  isTold,
  madeBy,
  type PlanContext,
  shownBy,
  toStatic,
  toTakenOut,
} from './_plan-base.ts';
import { planClear, planMany, planTold } from './_plan-many.ts';
import { readList } from './_read-list.ts';
import { isSurelySame } from './_same-thing.ts';
import { findOneReply } from './_sole.ts';
import { collectProperties } from './choice.ts';
import type { Operation } from './model.ts';
import { readPropertyKeys } from './property-keys.ts';
import type { Plan } from './resource.ts';
import { pickSuccess } from './responses.ts';
import type { ManyShape } from './shape.ts';

/** What an operation does to a collection, by its method and by the schemas of its bodies. */
export function planCollection({ operation, method }: Asked, context: PlanContext): Plan {
  if (isStatic(operation)) return toTakenOut(operation);
  if (isTold(operation, 'count')) return toCount(operation, context);
  if (isTold(operation, 'bulk')) return planTold(operation, context);
  if (method === 'GET') return planByKey(operation, context) ?? planList(operation, context);
  if (method === 'POST') return planCreate(operation, context);
  if (method === 'DELETE') return planClear(operation, context);
  const plan = planMany(operation, context) ?? planKeyed({ operation, method }, context);
  return plan ?? toStatic(operation, `No behaviour for ${method} of a collection.`);
}

/** A count because the overlay says so, at the place in the reply that it names. */
function toCount(operation: Operation, { shown }: PlanContext): Plan {
  const told = operation.extension.reply;
  const replyPath = typeof told === 'string' ? told.split('.').filter((name) => name !== '') : [];
  const list = once(() => readList(operation, shown ? [shown] : []));
  const why = 'The overlay says that it counts the items.';
  return { operation, behaviour: 'count', replyPath, requestPath: [], list, why };
}

const everyShape: ReadonlySet<ManyShape> = new Set(['array', 'map', 'ids']);
const arrayShape: ReadonlySet<ManyShape> = new Set(['array']);

/** GET of an item that a required query parameter names: `/pet?id=7`. */
function planByKey(
  operation: Operation,
  { plural, name, hasItems }: PlanContext,
): Plan | undefined {
  if (hasItems || operation.method !== 'GET' || findReplyList(operation, plural, shownBy))
    return undefined;
  const own = toNameKey(name);
  const keys = operation.parameters.find(
    (one) => one.in === 'query' && one.required && isKeyName(toNameKey(one.name), own),
  )?.name;
  const reply = findReply(operation, plural, shownBy);
  const properties = reply.replyItem && collectProperties(operation.document, reply.replyItem);
  if (keys === undefined || !properties) return undefined;
  const known = readPropertyKeys(properties);
  const key = toNameKey(keys);
  if (!known.has(key) && !known.has(key.replace(own, ''))) return undefined;
  const why = `GET of the item that ${keys} names.`;
  return { operation, behaviour: 'read', keys, ...reply, requestPath: [], why };
}

function isKeyName(key: string, own: string): boolean {
  return (
    /^(id|uid|gid|uuid|guid|key|slug|code)$/.test(key) || key === `${own}id` || key === `${own}uid`
  );
}

/** A list of items, or a static operation when the reply holds none. */
function planList(operation: Operation, context: PlanContext): Plan {
  const { plural, whole, hasItems } = context;
  // Only where paths name items is an object of objects, or a list of names, more than a value.
  const accept = hasItems && whole ? everyShape : arrayShape;
  const reply = findReplyList(operation, plural, shownBy, accept);
  if (!reply) return toStatic(operation, 'GET whose reply holds no list of objects.');
  const { replyPath, replyItem, replyMany = 'array' } = reply;
  const schemas = [...(replyMany === 'ids' ? [] : [replyItem]), ...(whole ? [whole] : [])];
  const list = once(() => readList(operation, schemas));
  const why = 'GET of the collection.';
  return {
    operation,
    behaviour: 'list',
    replyPath,
    replyItem,
    replyMany,
    requestPath: [],
    list,
    why,
  };
}

function planCreate(operation: Operation, context: PlanContext): Plan {
  const { plural, shown } = context;
  const many = planMany(operation, context);
  if (many) return many;
  const isBare = !operation.requestBody && pickSuccess(operation, madeBy) === 201;
  const request = isBare ? { requestPath: [] } : findRequest(operation, plural);
  if (!request) return toStatic(operation, 'POST without an object as its body.');
  const reply = findOneReply(operation, madeBy, context);
  const isIt = shown && reply.replyItem && isSurelySame(operation.document, reply.replyItem, shown);
  if (!isIt && findReplyList(operation, plural, madeBy)) {
    return toStatic(operation, 'POST whose reply is no item of the collection.');
  }
  const why = 'POST to the collection makes an item.';
  return { operation, behaviour: 'create', ...reply, ...request, why };
}

/** PUT or PATCH of one item that says in its body which it is. */
function planKeyed({ operation, method }: Asked, context: PlanContext): Plan | undefined {
  const { plural, shown, hasItems } = context;
  const request = findRequest(operation, plural);
  const isItem =
    request?.requestItem && shown && isSurelySame(operation.document, request.requestItem, shown);
  if (!isItem || !hasItems || !/^(PUT|PATCH)$/.test(method)) return undefined;
  const reply = findOneReply(operation, changedBy, context);
  const isMerge = method === 'PATCH';
  const why = `${method} of an item that its body names ${isMerge ? 'merges into' : 'replaces'} it.`;
  return {
    operation,
    behaviour: isMerge ? 'merge' : 'replace',
    isKeyed: true,
    ...reply,
    ...request,
    why,
  };
}
