import { toNameKey, toSingular } from '../kernel/words.ts';
import {
  findReply,
  findReplyList,
  findRequest,
  findRequestList,
  getReplySchema,
  type ReplyPlan,
  type RequestPlan,
} from './_bodies.ts';
import type { Asked } from './_draft.ts';
import { toListReason } from './_list-reason.ts';
import {
  changedBy,
  isStatic,
  madeBy,
  type PlanContext,
  removedBy,
  shownBy,
  toStatic,
  toTakenOut,
} from './_plan-base.ts';
import { isSameThing, isSurelySame } from './_same-thing.ts';
import { collectProperties } from './choice.ts';
import type { Located } from './document.ts';
import type { Operation } from './model.ts';
import { type ListParameters, readListParameters } from './paging.ts';
import { mergeProperties, type Properties } from './property-keys.ts';
import type { Change, Plan } from './resource.ts';
import { pickSuccess } from './responses.ts';
import { findList, type ManyShape } from './shape.ts';

/** What an operation does to a collection, by its method and by the schemas of its bodies. */
export function planCollection({ operation, method }: Asked, context: PlanContext): Plan {
  if (isStatic(operation)) return toTakenOut(operation);
  if (method === 'GET') return planList(operation, context);
  if (method === 'POST') return planCreate(operation, context);
  if (method === 'DELETE') return planClear(operation, context);
  const plan = planMany(operation, context) ?? planKeyed({ operation, method }, context);
  return plan ?? toStatic(operation, `No behaviour for ${method} of a collection.`);
}

const everyShape: ReadonlySet<ManyShape> = new Set(['array', 'map', 'ids']);
const arrayShape: ReadonlySet<ManyShape> = new Set(['array']);

/** A list of items, or a static operation when the reply holds none. */
function planList(operation: Operation, context: PlanContext): Plan {
  const { plural, whole, hasItems } = context;
  const schema = getReplySchema(operation, shownBy);
  // Only where paths name items is an object of objects, or a list of names, more than a value.
  const accept = hasItems && whole ? everyShape : arrayShape;
  const shape = schema && findList(operation.document, schema, { plural, accept });
  if (!shape) return toStatic(operation, 'GET whose reply holds no list of objects.');
  const { path: replyPath, items: replyItem, many: replyMany } = shape;
  const list = readList(operation, [
    ...(replyMany === 'ids' ? [] : [replyItem]),
    ...(whole ? [whole] : []),
  ]);
  const why = `GET of the collection; ${toListReason(replyPath, list)}`;
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

const noProperties: Properties = new Map();

/** What the query of an operation means to items of these schemas. */
export function readList(operation: Operation, schemas: readonly Located[]): ListParameters {
  const { document } = operation;
  const [first, ...more] = schemas.map((schema) => collectProperties(document, schema));
  const properties = more.reduce(mergeProperties, first ?? noProperties);
  return readListParameters(operation, properties);
}

function planCreate(operation: Operation, context: PlanContext): Plan {
  const { plural } = context;
  const many = planMany(operation, context);
  if (many) return many;
  const isBare = !operation.requestBody && pickSuccess(operation, madeBy) === 201;
  const request = isBare ? { requestPath: [] } : findRequest(operation, plural);
  if (!request) return toStatic(operation, 'POST without an object as its body.');
  if (findReplyList(operation, plural, madeBy)) {
    return toStatic(operation, 'POST whose reply is no item of the collection.');
  }
  const reply = findReply(operation, plural, madeBy);
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
  const reply = findReply(operation, plural, changedBy);
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

const changes: Readonly<Record<string, Change>> = { POST: 'create', PUT: 'set', PATCH: 'merge' };

/** A request that holds a list of items, or the identities of those there are to be. */
function planMany(operation: Operation, context: PlanContext): Plan | undefined {
  const change = changes[operation.method];
  const request = findRequestList(operation, context.plural, everyShape);
  if (!change || !request || !isMany(operation, request, context)) return undefined;
  // Names alone can say what is to be there, but what a new thing is only where PUT says no more.
  if (request.requestMany === 'ids' && !canBeNamed(change, context)) return undefined;
  const reply = findManyReply(operation, context.plural, changedBy);
  return { operation, behaviour: 'bulk', change, ...reply, ...request, why: manyReasons[change] };
}

function canBeNamed(change: Change, { hasItems, whole }: PlanContext): boolean {
  return change === 'set' || (change === 'create' && hasItems && !whole);
}

/** Where the items stand in the reply, or the one item that it shows of them. */
export function findManyReply(
  operation: Operation,
  plural: string,
  preferred: readonly number[],
): ReplyPlan {
  return findReplyList(operation, plural, preferred) ?? findReply(operation, plural, preferred);
}

/** True of items like those that are shown, or of their identities; not of a part of one item. */
export function isMany(
  operation: Operation,
  { requestItem, requestMany, requestPath }: RequestPlan,
  context: PlanContext,
): boolean {
  if (requestMany === 'ids') return isKeyList(requestPath, context);
  const { shown } = context;
  if (!requestItem || requestMany !== 'array' || !shown) return false;
  if (requestPath.length === 0) return isSameThing(operation.document, requestItem, shown);
  return isSurelySame(operation.document, requestItem, shown);
}

/** Why many are changed. */
export const manyReasons: Readonly<Record<Change, string>> = {
  create: 'POST of a list makes each of its items.',
  set: 'PUT of a list puts it in the place of all that the collection has.',
  merge: 'Each item of the list is merged into the one of the same identity.',
  remove: 'It removes the items that it names, or all of them when it names none.',
};

/** `ids`, `pet_ids`, `selected_pet_ids`, or what the collection itself is called. */
function isKeyList(requestPath: readonly string[], { plural, name }: PlanContext): boolean {
  const key = toNameKey(requestPath.at(-1) ?? 'ids');
  const own = toNameKey(name);
  if (key === 'ids' || key === toNameKey(plural) || toSingular(key) === own) return true;
  return key.endsWith(`${own}ids`);
}

/** DELETE of a collection: of those that it names, or of all when it can say nothing more. */
function planClear(operation: Operation, context: PlanContext): Plan {
  const { plural, shown, hasItems, name } = context;
  if (!hasItems) return toStatic(operation, 'DELETE of a path that has no items of its own.');
  const found = findRequestList(operation, plural, everyShape);
  const request = found && isMany(operation, found, context) ? found : { requestPath: [] };
  if (operation.requestBody && !request.requestMany) {
    return toStatic(operation, 'DELETE whose body does not name items.');
  }
  const list = readList(operation, shown ? [shown] : []);
  const keys = list.unknown.find((one) => isKeyParameter(one, toNameKey(name)));
  const unknown = list.unknown.filter((one) => one !== keys);
  const needed = operation.parameters.find((one) => one.required && unknown.includes(one.name));
  if (needed) return toStatic(operation, `DELETE by ${needed.name}, which is not understood.`);
  const reply = findManyReply(operation, plural, removedBy);
  const more = { list: { ...list, unknown }, ...(keys !== undefined && { keys }) };
  const why = manyReasons.remove;
  return { operation, behaviour: 'bulk', change: 'remove', ...reply, ...request, ...more, why };
}

function isKeyParameter(parameter: string, own: string): boolean {
  const key = toNameKey(parameter);
  return key === 'ids' || key === 'id' || key === `${own}ids` || key === `${own}id`;
}
