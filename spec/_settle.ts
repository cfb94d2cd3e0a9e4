import { getRequestSchema } from './_bodies.ts';
import { toStatic } from './_plan-base.ts';
import { toOverlap } from './_same-thing.ts';
import { collectProperties } from './choice.ts';
import type { Located } from './document.ts';
import type { Plan, Resource } from './resource.ts';

/** The plan of an operation at another path that shows a part of the resource. */
export function settleShared(plan: Plan, resource: Resource): Plan {
  const { requestItem, operation } = plan;
  const isNew = !requestItem || isAbout({ ...plan, replyItem: undefined }, resource);
  if (plan.behaviour !== 'create' || isNew) return settlePlan(plan, resource);
  return toStatic(operation, 'POST whose body does not describe an item of what its path shows.');
}

/** The plan as it holds for what its resource turned out to be. */
export function settlePlan(planned: Plan, resource: Resource): Plan {
  const { schema, isValue } = resource;
  if (!schema || planned.behaviour === 'static' || isValue) return planned;
  const plan = isPart(planned, resource) ? withWhole(planned) : planned;
  if (plan.isKeyed && !namesItself(plan, resource)) {
    return toStatic(plan.operation, 'Its body does not say which item it is about.');
  }
  if ((plan.keys !== undefined || plan.requestMany === 'ids') && !hasKeys(resource)) {
    return toStatic(plan.operation, 'Nothing tells the items apart that it names.');
  }
  if (plan.behaviour === 'create' && !isAbout(plan, resource)) {
    return toStatic(plan.operation, 'POST whose bodies are no item of the collection.');
  }
  return isShown(plan, resource, schema) ? plan : withoutReply(plan);
}

/**
 * True when what looks like an item in an envelope is a property of the item: items have it, and
 * what stands beside it as well, or what is in it has nothing in common with an item.
 */
function isPart({ operation, requestPath, requestItem, requestMany }: Plan, resource: Resource) {
  const { document, schema } = resource;
  const [first, more] = requestPath;
  const body = getRequestSchema(operation);
  if (first === undefined || more !== undefined || requestMany) return false;
  if (!schema || !requestItem || !body || isTold(operation)) return false;
  const own = collectProperties(document, schema);
  const beside = [...collectProperties(document, body).keys()].filter((name) => name !== first);
  const isForeign = (toOverlap(document, requestItem, schema) ?? 1) < 0.3;
  return own.has(first) && (isForeign || beside.some((name) => own.has(name)));
}

/** True where the overlay says where the item stands in the request. */
function isTold({ extension }: Plan['operation']): boolean {
  return extension.request !== undefined;
}

function withWhole(plan: Plan): Plan {
  const requestItem = getRequestSchema(plan.operation);
  return { ...plan, requestPath: [], ...(requestItem && { requestItem }) };
}

function namesItself({ requestItem }: Plan, { identity, document }: Resource): boolean {
  const asked = requestItem && collectProperties(document, requestItem);
  return identity.parts.every(({ path: [first] = [] }) => first !== undefined && asked?.has(first));
}

/** True where an item is known by a property of it, or by a path. */
function hasKeys({ identity, exists }: Resource): boolean {
  return (
    identity.parts.every(({ path, schemas }) => path || schemas.length > 0) && exists !== 'always'
  );
}

interface Told {
  readonly requestItem?: Located | undefined;
  readonly replyItem?: Located | undefined;
}

/** True when what is sent or what is answered has something in common with an item. */
function isAbout({ requestItem, replyItem }: Told, { document, schema }: Resource): boolean {
  const told = [requestItem, replyItem].filter((one) => one !== undefined);
  const has = (one: Located) => !schema || (toOverlap(document, one, schema) ?? 1) >= 0.3;
  return told.length === 0 || told.some(has);
}

/** True when the reply is an item, or has at least something in common with one. */
function isShown(plan: Plan, { document }: Resource, schema: Located): boolean {
  const { behaviour, replyItem, replyMany } = plan;
  if (!replyItem || behaviour === 'read' || behaviour === 'list' || replyMany === 'ids')
    return true;
  return (toOverlap(document, replyItem, schema) ?? 1) > 0;
}

/** A reply that shows something else, such as a message, is made up. */
function withoutReply(plan: Plan): Plan {
  const { replyItem: _item, replyMany: _many, ...rest } = plan;
  return { ...rest, replyPath: [] };
}
