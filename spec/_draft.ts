import { getOwn, toObject, toText } from '../kernel/json.ts';
import { toNameKey, toSingular, toWords } from '../kernel/words.ts';
import { collectProperties } from './choice.ts';
import type { Located, OpenApiDocument } from './document.ts';
import type { Operation } from './model.ts';
import { isNameSegment, toCanonical, toSegments } from './path-template.ts';
import type { Identity, Plan, Resource } from './resource.ts';
import { viewSchema } from './schema.ts';

/** A collection path and the operations at it and at its items, before the verdict. */
export interface ResourceDraft {
  readonly id: string;
  readonly collection: string;
  readonly operations: Operation[];
  readonly itemOperations: Operation[];
  /** True when a path leads on below an item. */
  isParent: boolean;
}

/** Groups operations by collection; every `/literal/{name}` prefix of a path makes a parent. */
export function draftResources(operations: readonly Operation[]): Map<string, ResourceDraft> {
  const drafts = new Map<string, ResourceDraft>();
  const get = (collection: string): ResourceDraft => {
    const id = toCanonical(collection);
    const fresh = { id, collection, operations: [], itemOperations: [], isParent: false };
    const draft = drafts.get(id) ?? fresh;
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
      else draft.isParent = true;
    }
    if (isLiteral(segments.at(-1))) get(operation.path).operations.push(operation);
  }
  return drafts;
}

function isLiteral(segment: string | undefined): boolean {
  return segment !== undefined && segment !== '' && !segment.includes('{');
}

/** What the path calls the collection: its last literal. */
export function toPlural(collection: string): string {
  return toSegments(collection).at(-1) ?? '';
}

/** The singular of the last literal: `/orders/{id}/line-items` holds a `line item`. */
export function toResourceName(collection: string): string {
  const words = toWords(toPlural(collection));
  const last = words.pop() ?? 'item';
  return [...words, toSingular(last)].join(' ');
}

/** The schema of an item: from its own reply, the list, a create's or replace's reply or body. */
export function findItemSchema(plans: readonly Plan[]): Located | undefined {
  const of = (behaviour: Plan['behaviour']) => plans.find((plan) => plan.behaviour === behaviour);
  return (
    of('read')?.replyItem ??
    of('list')?.replyItem ??
    of('create')?.replyItem ??
    of('replace')?.replyItem ??
    of('create')?.requestItem ??
    of('replace')?.requestItem
  );
}

const usual = ['_id', 'uuid', 'key', 'slug', 'code', 'name'];

interface IdentityFacts {
  readonly name: string;
  readonly schema: Located | undefined;
  /** The property that the overlay names. */
  readonly property: string | undefined;
}

/** Which property carries the identity: the item parameter's own name, `id`, `petId`, `name` … */
export function findIdentity(draft: ResourceDraft, facts: IdentityFacts): Identity {
  const [operation] = draft.itemOperations;
  const parameter = operation && toSegments(operation.path).at(-1)?.slice(1, -1);
  const declared = operation?.parameters.find((one) => one.in === 'path' && one.name === parameter);
  const schemas = declared?.schema ? [declared.schema] : [];
  const { schema, property: named } = facts;
  const document = schema && (operation ?? draft.operations[0])?.document;
  if (!document) return { type: 'string', schemas };
  const properties = collectProperties(document, schema);
  const property = named ?? findProperty([...properties.keys()], facts.name, parameter);
  const places = property === undefined ? undefined : properties.get(property);
  const both = [...(places ?? []), ...schemas];
  return {
    ...(property !== undefined && { property }),
    type: toIdentityType(document, places ?? schemas),
    schemas: places && viewSchema(document, both).never ? places : both,
  };
}

function findProperty(properties: readonly string[], name: string, parameter = '') {
  // A parameter that says "id" does not mean the name that people gave the thing.
  const others = /id$/i.test(parameter) ? usual.filter((candidate) => candidate !== 'name') : usual;
  for (const candidate of [parameter, 'id', `${name} id`, ...others]) {
    const found = properties.find(
      (property) => property === candidate || toNameKey(property) === toNameKey(candidate),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function toIdentityType(document: OpenApiDocument, places: readonly Located[]): Identity['type'] {
  const { types } = viewSchema(document, places);
  const isNumber = types?.has('integer') === true || types?.has('number') === true;
  return isNumber && !types.has('string') ? 'integer' : 'string';
}

/** The overlay's word on a collection: `exists`, `notFound`, `name` and `identity`. */
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

/** By path, whatever the names of its parameters. */
function getOverride(document: OpenApiDocument, id: string) {
  const resources = toObject(document.extension(document.root).resources);
  for (const [path, override] of Object.entries(resources)) {
    if (toCanonical(path) === id) return toObject(override);
  }
  return {};
}
