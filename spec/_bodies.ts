import type { Located } from './document.ts';
import type { Content, Operation } from './model.ts';
import type { Plan } from './resource.ts';
import { findResponse, pickSuccess } from './responses.ts';
import { findItem, findList, type ManyShape } from './shape.ts';

/** The schema of the success reply's JSON body. */
export function getReplySchema(
  operation: Operation,
  preferred: readonly number[],
): Located | undefined {
  const response = findResponse(operation, pickSuccess(operation, preferred));
  return response?.content.find(isJson)?.schema;
}

/** True when a successful call is answered without a body. */
export function isSilent(operation: Operation, preferred: readonly number[]): boolean {
  const response = findResponse(operation, pickSuccess(operation, preferred));
  return response === undefined || response.content.length === 0;
}

/** The schema of the request's body: of a merge patch, of JSON, or else of a form. */
export function getRequestSchema({ requestBody }: Operation): Located | undefined {
  const content = requestBody?.content ?? [];
  const read =
    content.find(({ mediaType }) => /merge-patch\+json/i.test(mediaType)) ??
    content.find((one) => isJson(one) && !jsonPatch.test(one.mediaType)) ??
    content.find(({ mediaType }) => /x-www-form-urlencoded/i.test(mediaType));
  return read?.schema;
}

const jsonPatch = /\/json-patch\+json\b/i;

/** True when the body may be a JSON Patch (RFC 6902). */
export function takesPatch({ requestBody }: Operation): boolean {
  return requestBody?.content.some(({ mediaType }) => jsonPatch.test(mediaType)) === true;
}

function isJson({ mediaType }: Content): boolean {
  return /[/+]json\b|\*/i.test(mediaType);
}

/** The part of a plan that says where the item stands in the reply, and what schema it has. */
export type ReplyPlan = Pick<Plan, 'replyPath' | 'replyItem' | 'replyMany'>;

/** The part of a plan that says where the item stands in the request, and what schema it has. */
export type RequestPlan = Pick<Plan, 'requestPath' | 'requestItem' | 'requestMany'>;

/** Where the item stands in the reply; a reply that is no object shows none. */
export function findReply(
  operation: Operation,
  plural: string,
  preferred: readonly number[],
): ReplyPlan {
  const schema = getReplySchema(operation, preferred);
  const found = schema && findItem(operation.document, schema, plural);
  return found ? { replyPath: found.path, replyItem: found.item } : { replyPath: [] };
}

/** Where the items stand in the reply; undefined when it holds no list of objects. */
export function findReplyList(
  operation: Operation,
  plural: string,
  preferred: readonly number[],
): ReplyPlan | undefined {
  const schema = getReplySchema(operation, preferred);
  const found = schema && findList(operation.document, schema, { plural });
  return found && { replyPath: found.path, replyItem: found.items, replyMany: found.many };
}

/** Where the item stands in the request; undefined when the body is no object. */
export function findRequest(operation: Operation, plural: string): RequestPlan | undefined {
  const schema = getRequestSchema(operation);
  const found = schema && findItem(operation.document, schema, plural);
  return found && { requestPath: found.path, requestItem: found.item };
}

/** Where many items, or their identities, stand in the request. */
export function findRequestList(
  operation: Operation,
  plural: string,
  accept: ReadonlySet<ManyShape>,
): RequestPlan | undefined {
  const schema = getRequestSchema(operation);
  const found = schema && findList(operation.document, schema, { plural, accept });
  return found && { requestPath: found.path, requestItem: found.items, requestMany: found.many };
}
