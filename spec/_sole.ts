import {
  findReply,
  findRequest,
  findSoleReply,
  findSoleRequest,
  getReplySchema,
  type ReplyPlan,
  type RequestPlan,
} from './_bodies.ts';
import type { Asked, ResourceDraft } from './_draft.ts';
import { changedBy, type PlanContext, shownBy } from './_plan-base.ts';
import { isBuiltAlike, isSurelySame } from './_same-thing.ts';
import type { Located } from './document.ts';
import type { Operation } from './model.ts';
import { viewSchema } from './schema.ts';

/**
 * The schema of an item where GET of one shows a list, in which there is one: it holds what another
 * operation of the collection lists or takes.
 */
export function findSoleItem(
  { operations, itemOperations }: ResourceDraft,
  plural: string,
): Located | undefined {
  const read = itemOperations.find(({ method }) => method === 'GET')?.operation;
  const found = read && findSoleReply(read, plural, shownBy);
  if (!read || !found) return undefined;
  const others = [...operations, ...itemOperations].flatMap((asked) => toOther(asked, plural));
  const isBorneOut = others.some((one) => isBuiltAlike(read.document, one, found.replyItem));
  return isBorneOut ? found.replyItem : undefined;
}

/** What another operation of the collection lists, or takes. */
function toOther({ operation, method }: Asked, plural: string): Located[] {
  const isList = method === 'GET' && !operation.path.endsWith('}');
  const other = isList
    ? findSoleReply(operation, plural, shownBy)?.replyItem
    : findRequest(operation, plural)?.requestItem;
  return other ? [other] : [];
}

/** Where the item stands in the reply: by itself, or as the one item of a list. */
export function findOneReply(
  operation: Operation,
  preferred: readonly number[],
  { plural, sole }: PlanContext,
): ReplyPlan {
  const found = sole && findSoleReply(operation, plural, preferred);
  const isIt = found && isBuiltAlike(operation.document, found.replyItem, sole);
  return isIt ? { ...found, replyMany: 'array' } : findReply(operation, plural, preferred);
}

/**
 * The item of a reply that shows it beside other things, where a change of it answers with no more
 * than that, in an envelope.
 */
export function findBeside(
  { itemOperations }: ResourceDraft,
  plural: string,
): ReplyPlan | undefined {
  const read = itemOperations.find(({ method }) => method === 'GET')?.operation;
  const schema = read && getReplySchema(read, shownBy);
  if (!schema || findReply(read, plural, shownBy).replyPath.length > 0) return undefined;
  const { document } = read;
  const members = viewSchema(document, schema).properties;
  for (const { operation, method } of itemOperations) {
    const { replyPath, replyItem } = findReply(operation, plural, changedBy);
    const [name, more] = replyPath;
    const [place] = (name !== undefined && members.get(name)) || [];
    if (method === 'GET' || !replyItem || !place || more !== undefined) continue;
    if (isSurelySame(document, replyItem, place)) return { replyPath, replyItem: place };
  }
  return undefined;
}

/** The same in the request. */
export function findOneRequest(
  operation: Operation,
  { plural, sole }: PlanContext,
): RequestPlan | undefined {
  const found = sole && findSoleRequest(operation, plural);
  const isIt = found && isBuiltAlike(operation.document, found.requestItem, sole);
  return isIt ? found : findRequest(operation, plural);
}
