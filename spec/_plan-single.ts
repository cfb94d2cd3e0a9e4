import {
  findReply,
  findReplyList,
  findRequest,
  getReplySchema,
  getRequestSchema,
  isSilent,
} from './_bodies.ts';
import type { Asked } from './_draft.ts';
import {
  changedBy,
  isStatic,
  type PlanContext,
  shownBy,
  toStatic,
  toTakenOut,
} from './_plan-base.ts';
import { isSameThing } from './_same-thing.ts';
import type { Located } from './document.ts';
import type { Operation } from './model.ts';
import type { Plan } from './resource.ts';
import { findResponse } from './responses.ts';
import { viewSchema } from './schema.ts';
import { isArray, isObject, isScalar } from './shape.ts';

/**
 * One thing without a collection: GET shows it, and PUT, PATCH or POST changes it. It may be an
 * object, a list of names or a single value, or only be there or not (204 and 404). Undefined when
 * the operations are not about such a thing.
 */
export function planSingle(all: readonly Asked[], context: PlanContext): Plan[] | undefined {
  const asked = all.filter(({ operation }) => !isStatic(operation));
  const find = (method: string) => asked.find((one) => one.method === method)?.operation;
  const get = find('GET');
  if (!get) return undefined;
  if (isSilent(get, [200, 204])) return planFlag(all, { get, put: find('PUT') });
  const kind = toKind(get, context);
  if (kind === undefined) return undefined;
  const changes = [find('PUT'), find('PATCH'), find('POST')].flatMap((one) => one ?? []);
  const writers = changes.filter((one) => canWrite(one, { get, kind, context }));
  if (writers.length === 0) return undefined;
  const isMade = writers.some(({ method }) => method !== 'PATCH');
  return all.map(({ operation, method }): Plan => {
    if (isStatic(operation)) return toTakenOut(operation);
    if (operation === get) return toRead(operation, { kind, context });
    if (writers.includes(operation)) return toWrite(operation, { kind, context });
    if (method === 'DELETE') return toRemove(operation, isMade && !isAlwaysThere(get));
    return toStatic(operation, `No behaviour for ${method} of a thing that stands alone.`);
  });
}

type Kind = 'object' | 'value';

interface About {
  readonly kind: Kind;
  readonly context: PlanContext;
}

/** What GET shows: an object, or a value such as a list of names; undefined for a list of things. */
function toKind(get: Operation, { plural, hasItems }: PlanContext): Kind | undefined {
  if (findReplyList(get, plural, shownBy)) return undefined;
  if (findReply(get, plural, shownBy).replyItem) return 'object';
  const schema = getReplySchema(get, shownBy);
  const view = schema && viewSchema(get.document, schema);
  return view && !hasItems && (isArray(view) || isScalar(view)) ? 'value' : undefined;
}

/** A change of the thing: its body is the same thing, or an object where GET shows one. */
function canWrite(operation: Operation, { get, kind, context }: About & { get: Operation }) {
  const { document } = operation;
  const schema = getRequestSchema(operation);
  const shown = getReplySchema(get, shownBy);
  if (!schema || !shown) return false;
  if (kind === 'value') return operation.method === 'PUT' && isAlike(operation, schema, shown);
  const request = findRequest(operation, context.plural)?.requestItem;
  const item = findReply(get, context.plural, shownBy).replyItem;
  if (!request || !item) return false;
  // Where items stand below, POST makes one of them, whatever GET is said to show.
  if (operation.method === 'POST' && context.hasItems) return false;
  const isSure = operation.method !== 'POST' && !context.hasItems;
  return isSure || isSameThing(document, request, item);
}

/** True for two objects, for two scalars, and for two lists of the like. */
function isAlike({ document }: Operation, one: Located, other: Located): boolean {
  let [first, second] = [viewSchema(document, one), viewSchema(document, other)];
  for (let depth = 0; depth < 4; depth++) {
    if (isArray(first) !== isArray(second) || isObject(first) !== isObject(second)) return false;
    if (!isArray(first) || !first.items || !second.items) return true;
    [first, second] = [viewSchema(document, first.items), viewSchema(document, second.items)];
  }
  return true;
}

function toRead(operation: Operation, { kind, context }: About): Plan {
  const reply =
    kind === 'object' ? findReply(operation, context.plural, shownBy) : toWhole(operation, shownBy);
  const why = 'GET of a thing that stands alone.';
  return { operation, behaviour: 'read', ...reply, requestPath: [], why };
}

function toWrite(operation: Operation, { kind, context }: About): Plan {
  const reply = isEcho(operation, kind)
    ? toWhole(operation, changedBy)
    : findReply(operation, context.plural, changedBy);
  const requestItem = getRequestSchema(operation);
  const whole = { requestPath: [], ...(requestItem && { requestItem }) };
  const request = kind === 'value' ? whole : (findRequest(operation, context.plural) ?? whole);
  const isMerge = operation.method === 'PATCH';
  const why = isMerge
    ? 'PATCH of a thing that stands alone merges into it (RFC 7396), or edits it (RFC 6902).'
    : `${operation.method} of a thing that stands alone replaces it, or makes it.`;
  return { operation, behaviour: isMerge ? 'merge' : 'replace', ...reply, ...request, why };
}

/** True when a value is answered with the value that it is now. */
function isEcho(operation: Operation, kind: Kind): boolean {
  const [asked, told] = [getRequestSchema(operation), getReplySchema(operation, changedBy)];
  return kind === 'value' && !!asked && !!told && isAlike(operation, asked, told);
}

function toWhole(operation: Operation, preferred: readonly number[]) {
  const replyItem = getReplySchema(operation, preferred);
  return { replyPath: [], ...(replyItem && { replyItem }) };
}

/** What GET cannot miss is put back as it was at the start. */
function toRemove(operation: Operation, isGone: boolean): Plan {
  const why = isGone
    ? 'DELETE of a thing that stands alone removes it.'
    : 'DELETE of a thing that GET always shows puts it back as it was at the start.';
  const common = { operation, behaviour: 'remove', replyPath: [], requestPath: [], why } as const;
  return isGone ? common : { ...common, isReset: true };
}

/** Settings have defaults to go back to, unless the document says that they can be missing. */
function isAlwaysThere(get: Operation): boolean {
  const isSetting = /\/(settings?|config(uration)?|preferences|options)(\/|$)/i.test(get.path);
  return isSetting && !canBeAbsent(get);
}

function canBeAbsent(get: Operation): boolean {
  return findResponse(get, 404)?.key.startsWith('4') === true;
}

/** A switch: PUT turns it on, DELETE off, and GET tells by 204 or 404 which it is. */
function planFlag(
  all: readonly Asked[],
  { get, put }: { readonly get: Operation; readonly put: Operation | undefined },
): Plan[] | undefined {
  if (!put || put.requestBody || !canBeAbsent(get)) return undefined;
  return all.map(({ operation, method }): Plan => {
    const plan = { operation, replyPath: [], requestPath: [] };
    if (operation === get)
      return { ...plan, behaviour: 'read', why: 'GET tells whether it is on.' };
    if (operation === put) return { ...plan, behaviour: 'replace', why: 'PUT turns it on.' };
    if (method === 'DELETE') return { ...plan, behaviour: 'remove', why: 'DELETE turns it off.' };
    return toStatic(operation, `No behaviour for ${method} of a thing that is on or off.`);
  });
}
