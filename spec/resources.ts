import {
  draftResources,
  findIdentity,
  findItemSchema,
  getReplySchema,
  getRequestSchema,
  type ResourceDraft,
  readOverride,
  toResourceName,
} from './_draft.ts';
import type { OpenApiDocument } from './document.ts';
import type { Operation } from './model.ts';
import { type ListParameters, readListParameters } from './paging.ts';
import { isNameSegment, toSegments } from './path-template.ts';
import type { BehaviourName, Binding, Resource } from './resource.ts';
import { viewSchema } from './schema.ts';
import { findItem, findList } from './shape.ts';

/** The verdict on a whole document. */
export interface Inference {
  readonly resources: readonly Resource[];
  readonly bindings: readonly Binding[];
}

/**
 * Infers resources from path templates, methods and schemas, and says of every operation what it
 * does to one. The overlay's `x-mock` (`resources` at the root, `behaviour` at an operation)
 * overrides the verdict.
 */
export function inferResources(
  document: OpenApiDocument,
  operations: readonly Operation[],
): Inference {
  const drafts = draftResources(operations);
  const resources = new Map<string, Resource>();
  const bindings: Binding[] = [];
  // Parents first: their collection paths are shorter.
  for (const draft of [...drafts.values()].sort((a, b) => a.id.length - b.id.length)) {
    const resource = toResource(document, draft, resources);
    if (resource) resources.set(draft.id, resource);
    for (const operation of draft.operations) bindings.push(bindCollection(operation, resource));
    for (const operation of draft.itemOperations) bindings.push(bindItem(operation, resource));
  }
  const bound = new Map(bindings.map((binding) => [binding.operation, binding]));
  const verdict = (operation: Operation) =>
    bound.get(operation) ?? toStatic(operation, 'Its path names neither a collection nor an item.');
  return { resources: [...resources.values()], bindings: operations.map(verdict) };
}

function toResource(
  document: OpenApiDocument,
  draft: ResourceDraft,
  known: ReadonlyMap<string, Resource>,
): Resource | undefined {
  const override = readOverride(draft, document);
  const name = override.name ?? toResourceName(draft.collection);
  const schema = findItemSchema(draft, name);
  const list = draft.operations.find(({ method }) => method === 'GET');
  const lists = list && toListShape(list, name) !== undefined;
  const isParentOnly = draft.operations.length === 0 && draft.itemOperations.length === 0;
  if (!isParentOnly && !lists && draft.itemOperations.length === 0) return undefined;
  const inferred = findIdentity(draft, name, schema);
  const identity = override.identity ? { ...inferred, property: override.identity } : inferred;
  const parent = findParent(draft.collection, known);
  const hasMakers = draft.operations.length > 0 || draft.itemOperations.some(isReadOrWrite);
  const exists = override.exists ?? (hasMakers ? 'declared' : 'always');
  const parameters =
    list && schema ? readListParameters(list, viewSchema(document, schema)) : undefined;
  return {
    id: draft.id,
    document,
    name,
    collection: draft.collection,
    ...(parent && { parent }),
    identity,
    ...(schema && { schema }),
    indexes: [...new Set(parameters?.filters.map(({ property }) => property) ?? [])],
    exists,
    ...(override.notFound !== undefined && { notFound: override.notFound }),
    reasons: explain({ draft, identity, exists, lists: lists === true, parent }),
  };
}

function isReadOrWrite({ method }: Operation): boolean {
  return method === 'GET' || method === 'PUT' || method === 'DELETE' || method === 'PATCH';
}

/** The nearest collection whose item is a prefix of this path. */
function findParent(
  collection: string,
  known: ReadonlyMap<string, Resource>,
): Resource | undefined {
  const segments = toSegments(collection).map((segment) => segment.replace(/\{[^{}]*\}/g, '{}'));
  for (let length = segments.length - 1; length > 1; length--) {
    if (!isNameSegment(segments[length - 1])) continue;
    const parent = known.get(`/${segments.slice(0, length - 1).join('/')}`);
    if (parent) return parent;
  }
  return undefined;
}

function toListShape(operation: Operation, name: string) {
  const schema = getReplySchema(operation, [200]);
  return schema && findList(operation.document, schema, `${name}s`);
}

function bindCollection(operation: Operation, resource: Resource | undefined): Binding {
  if (!resource) return toStatic(operation, 'It answers no list, and no path names an item of it.');
  const override = readBehaviour(operation);
  if (override === 'static') return toStatic(operation, 'The overlay says so.');
  if (operation.method === 'GET') {
    const shape = toListShape(operation, resource.name);
    if (!shape) return toStatic(operation, 'Its reply holds no list.');
    const list = readListParameters(operation, viewSchema(operation.document, shape.items));
    const why = `GET of the collection; ${toListReason(shape.path, list)}`;
    return {
      operation,
      behaviour: 'list',
      resource,
      replyPath: shape.path,
      requestPath: [],
      list,
      why,
    };
  }
  if (operation.method !== 'POST') return toStatic(operation, 'No behaviour for this method here.');
  const body = getRequestSchema(operation);
  const request = body && findItem(operation.document, body, resource.name);
  if (!request) return toStatic(operation, 'POST without an object as its body.');
  const replyPath = toReplyPath(operation, resource, [201, 200]);
  if (!replyPath) return toStatic(operation, 'POST whose reply is no item of the collection.');
  const why = 'POST to the collection makes an item.';
  return { operation, behaviour: 'create', resource, replyPath, requestPath: request.path, why };
}

const itemBehaviours: Readonly<Record<string, { name: BehaviourName; why: string }>> = {
  GET: { name: 'read', why: 'GET of an item.' },
  PUT: { name: 'replace', why: 'PUT of an item replaces it.' },
  PATCH: { name: 'merge', why: 'PATCH of an item merges into it (RFC 7396).' },
  DELETE: { name: 'remove', why: 'DELETE of an item removes it and what hangs below it.' },
};

function bindItem(operation: Operation, resource: Resource | undefined): Binding {
  const behaviour = itemBehaviours[operation.method];
  if (!resource || !behaviour)
    return toStatic(operation, 'No behaviour for this method on an item.');
  if (readBehaviour(operation) === 'static') return toStatic(operation, 'The overlay says so.');
  const replyPath = toReplyPath(operation, resource, [200, 201]);
  if (!replyPath) return toStatic(operation, 'Its reply is no item of the collection.');
  const body = getRequestSchema(operation);
  const request = body ? findItem(operation.document, body, resource.name) : undefined;
  const writes = behaviour.name === 'replace' || behaviour.name === 'merge';
  if (writes && !request) return toStatic(operation, 'It takes no object as its body.');
  const { name, why } = behaviour;
  return { operation, behaviour: name, resource, replyPath, requestPath: request?.path ?? [], why };
}

/** Where the item stands in the reply; [] for a reply without a body; undefined: it is no item. */
function toReplyPath(
  operation: Operation,
  resource: Resource,
  preferred: readonly number[],
): readonly string[] | undefined {
  const schema = getReplySchema(operation, preferred);
  if (!schema) return [];
  return findItem(operation.document, schema, resource.name)?.path;
}

function readBehaviour(operation: Operation): string | undefined {
  const { behaviour } = operation.extension;
  return typeof behaviour === 'string' ? behaviour : undefined;
}

function toStatic(operation: Operation, why: string): Binding {
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

interface Verdict {
  readonly draft: ResourceDraft;
  readonly identity: { readonly property?: string; readonly type: string };
  readonly exists: Resource['exists'];
  readonly lists: boolean;
  readonly parent: Resource | undefined;
}

function explain({ draft, identity, exists, lists, parent }: Verdict): string[] {
  const kinds = [
    lists && `GET ${draft.collection} answers a list`,
    draft.itemOperations[0] && `${draft.itemOperations[0].path} names an item`,
  ].filter((kind) => typeof kind === 'string');
  const origin =
    kinds.length > 0
      ? `${kinds.join(', ')}.`
      : 'Other paths lie below its items; it has no operations.';
  const carrier = identity.property
    ? `The property "${identity.property}" (${identity.type}) tells items apart.`
    : 'No property tells items apart; only the path does.';
  const existence =
    exists === 'declared'
      ? 'An item exists when the state has it; anything else is not found.'
      : 'Every identity is taken to exist, because nothing can make or show one.';
  return [origin, carrier, existence, ...(parent ? [`It lives below ${parent.collection}.`] : [])];
}
