import { getOwn, toText } from '../kernel/json.ts';

import { collectProperties } from './choice.ts';
import type { Located } from './document.ts';
import { findItem, findSole } from './item-shape.ts';
import type { Content, Operation } from './model.ts';
import type { Plan } from './resource.ts';
import { findResponse, pickSuccess } from './responses.ts';
import { viewSchema } from './schema.ts';
import { findList, isArray, type ListShape, type ManyShape } from './shape.ts';

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

/** The schema of the request's body: of a merge patch, of JSON, or else of a form or of YAML. */
export function getRequestSchema({ requestBody }: Operation): Located | undefined {
  const content = requestBody?.content ?? [];
  const read =
    content.find(({ mediaType }) => /merge-patch\+json/i.test(mediaType)) ??
    content.find((one) => isJson(one) && !jsonPatch.test(one.mediaType)) ??
    content.find(({ mediaType }) => /x-www-form-urlencoded|[/+](?:x-)?ya?ml\b/i.test(mediaType));
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
  return remember(replies, operation, `${plural} ${preferred.join()}`, () => {
    const schema = getReplySchema(operation, preferred);
    const found = schema && findOne(operation, schema, { side: 'reply', plural });
    return found ? { replyPath: found.path, replyItem: found.item } : { replyPath: [] };
  });
}

/** Where the items stand in the reply; undefined when it holds no list of objects. */
export function findReplyList(
  operation: Operation,
  plural: string,
  preferred: readonly number[],
  accept: ReadonlySet<ManyShape> = arrayShape,
): ListPlan | undefined {
  const name = `${plural} ${preferred.join()} ${[...accept].join()}`;
  return remember(lists, operation, name, () => {
    const schema = getReplySchema(operation, preferred);
    const found = schema && findMany(operation, schema, { side: 'reply', plural, accept });
    return found && { replyPath: found.path, replyItem: found.items, replyMany: found.many };
  });
}

type ListPlan = ReplyPlan & { readonly replyItem: Located };
type Memory<Found> = WeakMap<Operation, Map<string, { readonly found: Found }>>;

const replies: Memory<ReplyPlan> = new WeakMap();
const lists: Memory<ListPlan | undefined> = new WeakMap();

/** Several rules look for the same in one reply. */
function remember<Found>(
  memory: Memory<Found>,
  operation: Operation,
  name: string,
  find: () => Found,
): Found {
  const known = memory.get(operation) ?? new Map<string, { readonly found: Found }>();
  memory.set(operation, known);
  const box = known.get(name) ?? { found: find() };
  known.set(name, box);
  return box.found;
}

/** Where the item stands in the request; undefined when the body is no object. */
export function findRequest(operation: Operation, plural: string): RequestPlan | undefined {
  const schema = getRequestSchema(operation);
  const found = schema && findOne(operation, schema, { side: 'request', plural });
  return found && { requestPath: found.path, requestItem: found.item };
}

/** Where many items, or their identities, stand in the request. */
export function findRequestList(
  operation: Operation,
  plural: string,
  accept: ReadonlySet<ManyShape>,
): RequestPlan | undefined {
  const schema = getRequestSchema(operation);
  const found = schema && findMany(operation, schema, { side: 'request', plural, accept });
  return found && { requestPath: found.path, requestItem: found.items, requestMany: found.many };
}

const arrayShape: ReadonlySet<ManyShape> = new Set(['array']);

/** Where the one item stands that the reply shows in a list. */
export function findSoleReply(
  operation: Operation,
  plural: string,
  preferred: readonly number[],
): ListPlan | undefined {
  const schema = getReplySchema(operation, preferred);
  const isOpen = schema && operation.extension.reply === undefined;
  const found = isOpen && findSole(operation.document, schema, plural);
  return found ? { replyPath: found.path, replyItem: found.item } : undefined;
}

/** The same in the request. */
export function findSoleRequest(operation: Operation, plural: string) {
  const schema = getRequestSchema(operation);
  const isOpen = schema && operation.extension.request === undefined;
  const found = isOpen && findSole(operation.document, schema, plural);
  return found ? { requestPath: found.path, requestItem: found.item } : undefined;
}

interface Search {
  readonly side: 'reply' | 'request';
  readonly plural: string;
}

/** The overlay's word on where the item stands, or what the schema says. */
function findOne(operation: Operation, schema: Located, { side, plural }: Search) {
  const { document } = operation;
  const told = findTold(operation, schema, side);
  if (!told) return findItem(document, schema, plural);
  const view = viewSchema(document, told.at);
  return isArray(view) ? undefined : { path: told.path, item: told.at };
}

function findMany(
  operation: Operation,
  schema: Located,
  { side, plural, accept }: Search & { readonly accept: ReadonlySet<ManyShape> },
): ListShape | undefined {
  const { document } = operation;
  const told = findTold(operation, schema, side);
  if (!told) return findList(document, schema, { plural, accept });
  const found = findList(document, told.at, { plural, accept: everyShape });
  return found && { ...found, path: [...told.path, ...found.path] };
}

const everyShape: ReadonlySet<ManyShape> = new Set(['array', 'map', 'ids']);

/** The place that `x-mock.reply` or `x-mock.request` names: property names with dots between. */
function findTold({ document, extension }: Operation, schema: Located, side: Search['side']) {
  const text = toText(getOwn(extension, side));
  if (text === undefined) return undefined;
  const path = text.split('.').filter((name) => name !== '');
  let at: Located | undefined = schema;
  for (const name of path) at = at && collectProperties(document, at).get(name)?.[0];
  return at && { path, at };
}
