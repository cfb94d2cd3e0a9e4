import { getReplySchema, isSilent, takesPatch } from './_bodies.ts';
import type { Asked } from './_draft.ts';
import {
  changedBy,
  isStatic,
  isTold,
  type PlanContext,
  readEffects,
  removedBy,
  shownBy,
  toStatic,
  toTakenOut,
} from './_plan-base.ts';
import { isSameThing } from './_same-thing.ts';
import { findOneReply, findOneRequest } from './_sole.ts';
import type { Operation } from './model.ts';
import type { Plan } from './resource.ts';

/** What an operation does to an item, by its method and by the schemas of its bodies. */
export function planItem({ operation, method }: Asked, context: PlanContext): Plan {
  if (isStatic(operation)) return toTakenOut(operation);
  if (isTold(operation, 'act')) return planAct(operation, context);
  const plan = planners[method];
  if (!plan) return toStatic(operation, `No behaviour for ${method} of an item.`);
  return plan(operation, context);
}

/** An action because the overlay says so. */
function planAct(operation: Operation, context: PlanContext): Plan {
  const { document } = operation;
  const { whole } = context;
  const found = findOneReply(operation, changedBy, context);
  const isIt = found.replyItem && whole && isSameThing(document, found.replyItem, whole);
  const reply = isIt ? found : { replyPath: [] };
  const request = findOneRequest(operation, context) ?? { requestPath: [] };
  const effects = readEffects(operation);
  const why = 'The overlay says that it is an action on the item.';
  return { operation, behaviour: 'act', effects, ...reply, ...request, why };
}

type Planner = (operation: Operation, context: PlanContext) => Plan;

const planners: Readonly<Record<string, Planner>> = {
  GET: planRead,
  HEAD: planRead,
  PUT: planReplace,
  PATCH: planMerge,
  POST: planPost,
  DELETE: planRemove,
};

/** GET without a body only tells whether the item is there. */
function planRead(operation: Operation, context: PlanContext): Plan {
  if (isSilent(operation, [200, 204])) {
    const why = `${operation.method} of an item tells whether it is there.`;
    return { operation, behaviour: 'read', replyPath: [], requestPath: [], why };
  }
  const reply = context.beside ?? findOneReply(operation, shownBy, context);
  if (!reply.replyItem) return toStatic(operation, toNoItem(operation));
  return { operation, behaviour: 'read', ...reply, requestPath: [], why: 'GET of an item.' };
}

function toNoItem(operation: Operation): string {
  const isJson = getReplySchema(operation, shownBy) !== undefined;
  return isJson ? 'Its reply is no item of the collection.' : 'Its reply is no JSON.';
}

/** PUT without a body makes the item, and says by its path alone which. */
function planReplace(operation: Operation, context: PlanContext): Plan {
  const reply = findOneReply(operation, changedBy, context);
  const request = findOneRequest(operation, context);
  if (!operation.requestBody) {
    const why = 'PUT of an item without a body puts it into the collection.';
    return { operation, behaviour: 'replace', ...reply, requestPath: [], why };
  }
  if (!request) return toStatic(operation, 'It takes no object as its body.');
  const why = 'PUT of an item replaces it.';
  return { operation, behaviour: 'replace', ...reply, ...request, why };
}

function planMerge(operation: Operation, context: PlanContext): Plan {
  const reply = findOneReply(operation, changedBy, context);
  const request = findOneRequest(operation, context);
  if (!request && !takesPatch(operation)) {
    return toStatic(operation, 'It takes no object as its body.');
  }
  const why = 'PATCH of an item merges into it (RFC 7396), or edits it (RFC 6902).';
  return { operation, behaviour: 'merge', requestPath: [], ...reply, ...request, why };
}

/** POST of an item changes it when it answers with it, or takes what describes it. */
function planPost(operation: Operation, context: PlanContext): Plan {
  const { whole } = context;
  const reply = findOneReply(operation, changedBy, context);
  const request = findOneRequest(operation, context) ?? { requestPath: [] };
  const told = [reply.replyItem, request.requestItem];
  const { document } = operation;
  if (!whole || !told.some((schema) => schema && isSameThing(document, schema, whole))) {
    return toStatic(operation, 'POST of an item whose bodies are not that item.');
  }
  const why = 'POST of an item merges into it what it knows of the body and the query.';
  return { operation, behaviour: 'act', ...reply, ...request, why };
}

function planRemove(operation: Operation, context: PlanContext): Plan {
  const reply = findOneReply(operation, removedBy, context);
  const why = 'DELETE of an item removes it and what hangs below it.';
  return { operation, behaviour: 'remove', ...reply, requestPath: [], why };
}
