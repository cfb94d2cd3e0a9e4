import { toNameKey, toSingular } from '../kernel/words.ts';
import {
  findReply,
  findReplyList,
  findRequestList,
  getRequestSchema,
  type ReplyPlan,
  type RequestPlan,
} from './_bodies.ts';
import { changedBy, type PlanContext, removedBy, toStatic } from './_plan-base.ts';
import { readList } from './_read-list.ts';
import { isSameThing, isSurelySame } from './_same-thing.ts';
import type { Operation } from './model.ts';
import type { Change, Plan } from './resource.ts';
import type { ManyShape } from './shape.ts';

const everyShape: ReadonlySet<ManyShape> = new Set(['array', 'map', 'ids']);

const changes: Readonly<Record<string, Change>> = { POST: 'create', PUT: 'set', PATCH: 'merge' };

/** A request that holds a list of items, or the identities of those there are to be. */
export function planMany(operation: Operation, context: PlanContext): Plan | undefined {
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
  const { document } = operation;
  if (requestPath.length === 0) return isSameThing(document, requestItem, shown);
  // A body that is an item itself may have others of its kind in it.
  const body = getRequestSchema(operation);
  const isItem = body !== undefined && isSameThing(document, body, shown);
  return !isItem && isSurelySame(document, requestItem, shown);
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

/** A change of many items because the overlay says so. */
export function planTold(operation: Operation, context: PlanContext): Plan {
  if (operation.method === 'DELETE') return planClear(operation, { ...context, hasItems: true });
  const change = changes[operation.method] ?? 'create';
  const request = findRequestList(operation, context.plural, everyShape) ?? { requestPath: [] };
  const reply = findManyReply(operation, context.plural, changedBy);
  const why = 'The overlay says that it changes many items.';
  return { operation, behaviour: 'bulk', change, ...reply, ...request, why };
}

/** DELETE of a collection: of those that it names, or of all when it can say nothing more. */
export function planClear(operation: Operation, context: PlanContext): Plan {
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
  const more = { list: () => ({ ...list, unknown }), ...(keys !== undefined && { keys }) };
  const why = manyReasons.remove;
  return { operation, behaviour: 'bulk', change: 'remove', ...reply, ...request, ...more, why };
}

function isKeyParameter(parameter: string, own: string): boolean {
  const key = toNameKey(parameter);
  return key === 'ids' || key === 'id' || key === `${own}ids` || key === `${own}id`;
}
