import { type ResourceDraft, toPlural } from './_draft.ts';
import { collectProperties } from './choice.ts';
import type { Located } from './document.ts';
import type { Content, Operation } from './model.ts';
import { type ListParameters, readListParameters } from './paging.ts';
import type { BehaviourName, Plan } from './resource.ts';
import { findResponse, pickSuccess } from './responses.ts';
import { findItem, findList } from './shape.ts';

/** What the operations of a draft do, by their methods and by the schemas of their bodies. */
export function planOperations(draft: ResourceDraft): Plan[] {
  const plural = toPlural(draft.collection);
  const items = draft.itemOperations.map((operation) => planItem(operation, plural));
  const whole = items.find(({ behaviour }) => behaviour === 'read')?.replyItem;
  const isAlone = items.length === 0 && !draft.isParent;
  const single = isAlone ? planSingle(draft) : undefined;
  if (single) return single;
  const collection = draft.operations.map((one) => planCollection(one, { plural, whole }));
  const plans = [...collection, ...items];
  const shows = plans.some(({ behaviour }) => showing.has(behaviour));
  const isMade = draft.isParent && plans.some(({ behaviour }) => behaviour === 'create');
  return shows || isMade ? plans : plans.map(toUnseen);
}

/** Nothing is kept that nothing can show: one POST alone may be a search or a command. */
const showing: ReadonlySet<BehaviourName> = new Set(['list', 'read', 'replace']);

function toUnseen({ operation, behaviour, why }: Plan): Plan {
  if (behaviour === 'static') return { operation, behaviour, replyPath: [], requestPath: [], why };
  return toStatic(operation, 'Nothing in the document could show what it does.');
}

/** One thing without a collection: GET shows an object, and PUT or PATCH changes it. */
function planSingle({ operations, collection }: ResourceDraft): Plan[] | undefined {
  const plans = operations.map((operation) => planItem(operation, toPlural(collection)));
  const does = (...names: BehaviourName[]) =>
    plans.some(({ behaviour }) => names.includes(behaviour));
  const isList = operations.some((operation) => planList(operation, listOf(collection)).list);
  if (!does('read') || !does('replace', 'merge') || isList) return undefined;
  return does('replace') ? plans : plans.map(toLasting);
}

/** What no PUT could make again is not removed. */
function toLasting(plan: Plan): Plan {
  if (plan.behaviour !== 'remove') return plan;
  return toStatic(plan.operation, 'DELETE of a thing that nothing could make again.');
}

function listOf(collection: string): Known {
  return { plural: toPlural(collection), whole: undefined };
}

interface Known {
  readonly plural: string;
  /** The schema of an item that is shown alone: a list may show less of it. */
  readonly whole: Located | undefined;
}

function planCollection(operation: Operation, { plural, whole }: Known): Plan {
  if (isStatic(operation)) return toStatic(operation, 'The overlay says so.');
  if (operation.method === 'GET') return planList(operation, { plural, whole });
  if (operation.method !== 'POST') {
    return toStatic(operation, `No behaviour for ${operation.method} of a collection.`);
  }
  const isBare = !operation.requestBody && pickSuccess(operation, [201, 200]) === 201;
  const request = isBare ? { requestPath: [] } : findRequest(operation, plural);
  if (!request) return toStatic(operation, 'POST without an object as its body.');
  const reply = findReply(operation, plural, [201, 200]);
  if (!reply) return toStatic(operation, 'POST whose reply is no item of the collection.');
  const why = 'POST to the collection makes an item.';
  return { operation, behaviour: 'create', ...reply, ...request, why };
}

/** A list of items, or a static operation when the reply holds none. */
function planList(operation: Operation, { plural, whole }: Known): Plan {
  const schema = getReplySchema(operation, [200]);
  const shape = schema && findList(operation.document, schema, plural);
  if (!shape) return toStatic(operation, 'GET whose reply holds no list of objects.');
  const properties = [shape.items, ...(whole ? [whole] : [])].flatMap((schema) => [
    ...collectProperties(operation.document, schema),
  ]);
  const list = readListParameters(operation, new Map(properties));
  const why = `GET of the collection; ${toListReason(shape.path, list)}`;
  const { path: replyPath, items: replyItem } = shape;
  return { operation, behaviour: 'list', replyPath, replyItem, requestPath: [], list, why };
}

const itemBehaviours: Readonly<Record<string, { name: BehaviourName; why: string }>> = {
  GET: { name: 'read', why: 'GET of an item.' },
  PUT: { name: 'replace', why: 'PUT of an item replaces it.' },
  PATCH: {
    name: 'merge',
    why: 'PATCH of an item merges into it (RFC 7396), or edits it (RFC 6902).',
  },
  DELETE: { name: 'remove', why: 'DELETE of an item removes it and what hangs below it.' },
};

function planItem(operation: Operation, plural: string): Plan {
  const behaviour = itemBehaviours[operation.method];
  if (!behaviour) return toStatic(operation, `No behaviour for ${operation.method} of an item.`);
  if (isStatic(operation)) return toStatic(operation, 'The overlay says so.');
  const { name, why } = behaviour;
  const reply = findReply(operation, plural, [200, 201]);
  if (!reply) return toStatic(operation, 'Its reply is no item of the collection.');
  if (name === 'read' && !reply.replyItem) return toStatic(operation, 'Its reply is no JSON.');
  const writes = name === 'replace' || name === 'merge';
  const found = writes ? findRequest(operation, plural) : { requestPath: [] };
  const request =
    found ?? (name === 'merge' && takesPatch(operation) ? { requestPath: [] } : found);
  if (!request) return toStatic(operation, 'It takes no object as its body.');
  return { operation, behaviour: name, ...reply, ...request, why };
}

/** Where the item stands in the reply; undefined when the reply is something else. */
function findReply(operation: Operation, plural: string, preferred: readonly number[]) {
  const schema = getReplySchema(operation, preferred);
  if (!schema) return { replyPath: [] };
  const found = findItem(operation.document, schema, plural);
  return found && { replyPath: found.path, replyItem: found.item };
}

function findRequest(operation: Operation, plural: string) {
  const schema = getRequestSchema(operation);
  const found = schema && findItem(operation.document, schema, plural);
  return found && { requestPath: found.path, requestItem: found.item };
}

/** The schema of the success reply's JSON body. */
function getReplySchema(operation: Operation, preferred: readonly number[]): Located | undefined {
  const response = findResponse(operation, pickSuccess(operation, preferred));
  return response?.content.find(isJson)?.schema;
}

const jsonPatch = /\/json-patch\+json\b/i;

function takesPatch({ requestBody }: Operation): boolean {
  return requestBody?.content.some(({ mediaType }) => jsonPatch.test(mediaType)) === true;
}

/** The schema of the request's body: of a merge patch, of JSON, or else of a form. */
function getRequestSchema({ requestBody }: Operation): Located | undefined {
  const content = requestBody?.content ?? [];
  const read =
    content.find(({ mediaType }) => /merge-patch\+json/i.test(mediaType)) ??
    content.find((one) => isJson(one) && !jsonPatch.test(one.mediaType)) ??
    content.find(({ mediaType }) => /x-www-form-urlencoded/i.test(mediaType));
  return read?.schema;
}

function isJson({ mediaType }: Content): boolean {
  return /[/+]json\b|\*/i.test(mediaType);
}

function isStatic({ extension }: Operation): boolean {
  return extension.behaviour === 'static';
}

/** The plan of an operation that was not understood. */
export function toStatic(operation: Operation, why: string): Plan {
  const reason = `${why} It answers from the document's examples and schemas, without state.`;
  return { operation, behaviour: 'static', replyPath: [], requestPath: [], why: reason };
}

function toListReason(path: readonly string[], list: ListParameters): string {
  const place = path.length === 0 ? 'the body is the list' : `the list stands at ${path.join('.')}`;
  const roles = [
    list.offset && `${list.offset} skips`,
    list.limit && `${list.limit.name} limits`,
    list.page && `${list.page.name} pages from ${list.page.first}`,
    list.cursor && `${list.cursor} continues`,
    ...list.filters.map(({ parameter, property }) => `${parameter} filters by ${property}`),
    ...list.unknown.map((name) => `${name} is not understood and never filters`),
  ];
  return `${[place, ...roles.filter((role) => role !== undefined)].join('; ')}.`;
}
