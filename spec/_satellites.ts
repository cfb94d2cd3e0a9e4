import { once } from '../kernel/once.ts';
import { toWords } from '../kernel/words.ts';
import {
  findReply,
  findReplyList,
  findRequestList,
  getReplySchema,
  getRequestSchema,
} from './_bodies.ts';
import { findCountPlace } from './_count-place.ts';
import { type Asked, type ResourceDraft, toPlural } from './_draft.ts';
import { type Kept, toContext } from './_kept.ts';
import { isStatic, madeBy, type PlanContext, removedBy, shownBy } from './_plan-base.ts';
import { findManyReply, isMany, manyReasons } from './_plan-many.ts';
import { readList } from './_read-list.ts';
import { isSameThing } from './_same-thing.ts';
import { collectProperties } from './choice.ts';
import type { Operation } from './model.ts';

import { readListParameters } from './paging.ts';
import type { Change, Plan } from './resource.ts';
import type { ManyShape } from './shape.ts';

/**
 * What an operation one literal beyond a collection does to it by the sense of that literal:
 * `/pets/search`, `/pets/count`, `/pets/latest`, `/pets/bulk-delete`. Undefined when it says nothing
 * of the kind, or when the bodies do not bear it out.
 */
export function planSatellite(asked: Asked, draft: ResourceDraft, kept: Kept): Plan | undefined {
  const { operation } = asked;
  if (isStatic(operation)) return undefined;
  const words = toWords(toPlural(draft.collection).replace(/^:/, ''));
  const context = toContext(kept);
  if (!context.shown) return undefined;
  for (const plan of [planCount, planLatest, planSearch, planBulk]) {
    const found = plan(operation, words, context);
    if (found) return found;
  }
  return undefined;
}

type Planner = (
  operation: Operation,
  words: readonly string[],
  context: PlanContext,
) => Plan | undefined;

const counting = new Set(['count', 'counts', 'total']);

/** A number of items: the body itself, or the one number in it. */
const planCount: Planner = (operation, words, { shown }) => {
  if (!words.some((word) => counting.has(word)) || !/^(GET|POST)$/.test(operation.method))
    return undefined;
  const { document } = operation;
  const schema = getReplySchema(operation, shownBy);
  const replyPath = schema && findCountPlace(document, schema);
  if (!replyPath) return undefined;
  const list = once(() => readWanted(operation, shown));
  const why = 'It counts the items of the collection.';
  return { operation, behaviour: 'count', replyPath, requestPath: [], list, why };
};

/** What a query, or the body of a POST, wants of items. */
function readWanted(operation: Operation, shown: PlanContext['shown']) {
  if (operation.method !== 'POST') return readList(operation, shown ? [shown] : []);
  const body = getRequestSchema(operation);
  const properties = shown ? collectProperties(operation.document, shown) : new Map();
  return readListParameters(operation, properties, body);
}

const newest = new Set(['latest', 'newest', 'last', 'current', 'recent']);

const planLatest: Planner = (operation, words, { plural, shown }) => {
  const [word, more] = words;
  if (operation.method !== 'GET' || !word || more || !newest.has(word)) return undefined;
  const reply = findReply(operation, plural, shownBy);
  const isIt = reply.replyItem && shown && isSameThing(operation.document, reply.replyItem, shown);
  if (!isIt) return undefined;
  const why = 'GET of the newest item of the collection.';
  return { operation, behaviour: 'read', isLatest: true, ...reply, requestPath: [], why };
};

const searching = new Set([
  ...['search', 'query', 'find', 'filter', 'list', 'scroll', 'fetch', 'lookup', 'match', 'browse'],
]);

/** What answers a list of items by what its query or its body wants. */
const planSearch: Planner = (operation, words, { plural, shown }) => {
  const { method, document } = operation;
  const isNamed = words.some((word) => searching.has(word));
  if (!isNamed || (method !== 'POST' && method !== 'GET')) return undefined;
  const reply = findReplyList(operation, plural, shownBy);
  if (!reply || !shown || !isSameThing(document, reply.replyItem, shown)) return undefined;
  const list = once(() => readWanted(operation, shown));
  const why = `${method} searches the collection.`;
  return { operation, behaviour: 'list', ...reply, requestPath: [], list, why };
};

const bulk = /^(bulk|batch|many|multiple|multi|import|mass|all|array|list)$/;
const removing = /^(delete|remove|destroy|purge|clear)$/;
const changing = /^(update|edit|patch|merge|upsert|modify)$/;
const every: ReadonlySet<ManyShape> = new Set(['array', 'ids']);

/** A list of items, or of identities to be removed, in the body of `/pets/bulk`. */
const planBulk: Planner = (operation, words, context) => {
  const { method } = operation;
  const isRemoval = method === 'DELETE' || words.some((word) => removing.test(word));
  const isChange = /^(PATCH|PUT)$/.test(method) || words.some((word) => changing.test(word));
  const isNamed = isRemoval || isChange || words.some((word) => bulk.test(word));
  if (method === 'GET' || !isNamed) return undefined;
  const request = findRequestList(operation, context.plural, every);
  if (!request || !isMany(operation, request, context)) return undefined;
  const change: Change = isRemoval ? 'remove' : isChange ? 'merge' : 'create';
  if (request.requestMany === 'ids' && change !== 'remove') return undefined;
  const reply = findManyReply(operation, context.plural, isRemoval ? removedBy : madeBy);
  const why = manyReasons[change];
  return { operation, behaviour: 'bulk', change, ...reply, ...request, why };
};
