import { getOwn, toObject, toText } from '../kernel/json.ts';
import { toNameKey, toSingular, toWords } from '../kernel/words.ts';
import type { Located, OpenApiDocument } from './document.ts';
import type { Operation } from './model.ts';
import { isNameSegment, toCanonical, toSegments } from './path-template.ts';
import type { Identity, Resource } from './resource.ts';
import { findResponse, pickSuccess } from './responses.ts';
import { viewSchema } from './schema.ts';
import { findItem, findList } from './shape.ts';

/** A collection path and the operations at it and at its items, before the verdict. */
export interface ResourceDraft {
  readonly id: string;
  readonly collection: string;
  readonly operations: Operation[];
  readonly itemOperations: Operation[];
}

/** Groups operations by collection; every `/literal/{name}` prefix of a path makes a parent. */
export function draftResources(operations: readonly Operation[]): Map<string, ResourceDraft> {
  const drafts = new Map<string, ResourceDraft>();
  const get = (collection: string): ResourceDraft => {
    const id = toCanonical(collection);
    const draft = drafts.get(id) ?? { id, collection, operations: [], itemOperations: [] };
    drafts.set(id, draft);
    return draft;
  };
  for (const operation of operations) {
    const segments = toSegments(operation.path);
    for (let length = 1; length <= segments.length; length++) {
      const isItem = isNameSegment(segments[length - 1]) && isLiteral(segments[length - 2]);
      if (!isItem) continue;
      const draft = get(`/${segments.slice(0, length - 1).join('/')}`);
      if (length === segments.length) draft.itemOperations.push(operation);
    }
    if (isLiteral(segments.at(-1))) get(operation.path).operations.push(operation);
  }
  return drafts;
}

function isLiteral(segment: string | undefined): boolean {
  return segment !== undefined && segment !== '' && !segment.includes('{');
}

/** The singular of the last literal: `/orders/{id}/line-items` holds a `line item`. */
export function toResourceName(collection: string): string {
  const words = toWords(toSegments(collection).at(-1) ?? '');
  const last = words.pop() ?? 'item';
  return [...words, toSingular(last)].join(' ');
}

/** The overlay's word on a collection, by path whatever the names of its parameters. */
export function getOverride(document: OpenApiDocument, id: string) {
  const resources = toObject(document.extension(document.root).resources);
  for (const [path, override] of Object.entries(resources)) {
    if (toCanonical(path) === id) return toObject(override);
  }
  return {};
}

/** The schema of the success reply's JSON body. */
export function getReplySchema(
  operation: Operation | undefined,
  preferred: readonly number[],
): Located | undefined {
  if (!operation) return undefined;
  const response = findResponse(operation, pickSuccess(operation, preferred));
  return response?.content.find(({ mediaType }) => /json/i.test(mediaType))?.schema;
}

/** The schema of the request's JSON body. */
export function getRequestSchema(operation: Operation | undefined): Located | undefined {
  return operation?.requestBody?.content.find(({ mediaType }) => /json/i.test(mediaType))?.schema;
}

/** The schema of an item: from its own reply, the list, a create's or replace's reply or body. */
export function findItemSchema(draft: ResourceDraft, name: string): Located | undefined {
  const [anyone] = [...draft.operations, ...draft.itemOperations];
  if (!anyone) return undefined;
  const { document } = anyone;
  const at = (list: readonly Operation[], method: string) =>
    list.find((operation) => operation.method === method);
  const list = getReplySchema(at(draft.operations, 'GET'), [200]);
  const bodies = [
    getReplySchema(at(draft.itemOperations, 'GET'), [200]),
    list && findList(document, list, `${name}s`)?.items,
    getReplySchema(at(draft.operations, 'POST'), [201, 200]),
    getReplySchema(at(draft.itemOperations, 'PUT'), [200, 201]),
    getRequestSchema(at(draft.operations, 'POST')),
    getRequestSchema(at(draft.itemOperations, 'PUT')),
  ];
  for (const body of bodies) {
    const found = body && findItem(document, body, name);
    if (found) return found.item;
  }
  return undefined;
}

/** Which property carries the identity: the item parameter's own name, `id`, `petId`, `name` … */
export function findIdentity(draft: ResourceDraft, name: string, schema?: Located): Identity {
  const [operation] = draft.itemOperations;
  const parameter = operation && toSegments(operation.path).at(-1)?.slice(1, -1);
  const view = operation && schema ? viewSchema(operation.document, schema) : undefined;
  const document = operation?.document ?? draft.operations[0]?.document;
  if (!document || !schema) return { type: 'string' };
  const properties = (view ?? viewSchema(document, schema)).properties;
  const wanted = [
    parameter ?? '',
    'id',
    `${name} id`,
    '_id',
    'uuid',
    'key',
    'slug',
    'code',
    'name',
  ];
  for (const candidate of wanted) {
    for (const [property, places] of properties) {
      if (property !== candidate && toNameKey(property) !== toNameKey(candidate)) continue;
      const types = viewSchema(document, places).types;
      const isInteger = types?.has('integer') === true || types?.has('number') === true;
      return { property, type: isInteger ? 'integer' : 'string' };
    }
  }
  return { type: 'string' };
}

/** `exists` and `notFound` and `name` as the overlay says. */
export function readOverride(draft: ResourceDraft, document: OpenApiDocument) {
  const override = getOverride(document, draft.id);
  const exists = toText(getOwn(override, 'exists'));
  const verdict: Resource['exists'] | undefined =
    exists === 'declared' || exists === 'always' ? exists : undefined;
  return {
    name: toText(getOwn(override, 'name')),
    notFound: toText(getOwn(override, 'notFound')),
    identity: toText(getOwn(override, 'identity')),
    exists: verdict,
  };
}
