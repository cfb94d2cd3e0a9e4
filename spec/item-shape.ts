import { toNameKey, toSingular, toWords } from '../kernel/words.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { type SchemaView, viewSchema } from './schema.ts';
import {
  hasIdentity,
  isArray,
  isNamedLike,
  isObject,
  isOnlyOne,
  isPlain,
  toNames,
} from './shape.ts';

/** One item inside a body: the property names that lead to it, and its schema. */
export interface ItemShape {
  readonly path: readonly string[];
  readonly item: Located;
}

const itemNames = ['data', 'item', 'result', 'resource', 'record', 'entry'];

/**
 * Finds the item in a body's schema: the body itself, unless it has one property that is called
 * like the item, or that alone has an identity. Undefined when the body is no object.
 */
export function findItem(
  document: OpenApiDocument,
  schema: Located,
  plural: string,
): ItemShape | undefined {
  return findWithin(document, schema, { plural, depth: 0 });
}

/** A choice within a choice is looked into so deep: schemas may be choices of themselves. */
const deepest = 4;

interface Search {
  readonly plural: string;
  /** How many choices it is inside of. */
  readonly depth: number;
}

function findWithin(
  document: OpenApiDocument,
  schema: Located,
  search: Search,
): ItemShape | undefined {
  const view = viewSchema(document, schema);
  if (isArray(view) || !isObject(view) || search.depth > deepest) return undefined;
  return (
    findWrapped(document, view, search.plural) ??
    findInChoice(document, view, search) ?? { path: [], item: schema }
  );
}

/** Of a body that is one of several envelopes, the first that holds one item. */
function findInChoice(document: OpenApiDocument, view: SchemaView, { plural, depth }: Search) {
  if (view.properties.size > 0) return undefined;
  const below = { plural, depth: depth + 1 };
  const found = view.alternatives.flat().map((branch) => findWithin(document, branch, below));
  const isWrapped = (one: ItemShape | undefined) => one !== undefined && one.path.length > 0;
  // An item that stands there by itself is one of its kinds.
  return found.some((one) => one?.path.length === 0 && !isEnvelope(document, one.item))
    ? undefined
    : found.find(isWrapped);
}

/** True when everything in it is what an envelope has, and the one thing that it holds. */
function isEnvelope(document: OpenApiDocument, schema: Located): boolean {
  const view = viewSchema(document, schema);
  return [...view.properties.keys()].some((name) => isOnlyOne(view, name));
}

/** What is known of an envelope in which something stands: of one of several, the first that has it. */
export function viewEnvelope(
  document: OpenApiDocument,
  schema: Located,
  first: string,
  depth = 0,
): SchemaView {
  const view = viewSchema(document, schema);
  if (view.properties.has(first) || depth > deepest) return view;
  const branches = view.alternatives
    .flat()
    .map((branch) => viewEnvelope(document, branch, first, depth + 1));
  return branches.find(({ properties }) => properties.has(first)) ?? view;
}

/**
 * Finds the item in a reply that shows it as a list of one, as some do: an array, or the only array
 * in an envelope, called like the collection.
 */
export function findSole(
  document: OpenApiDocument,
  schema: Located,
  plural: string,
): ItemShape | undefined {
  const view = viewSchema(document, schema);
  const whole = toItems(document, view);
  if (whole) return { path: [], item: whole };
  if (hasIdentity(view)) return undefined;
  const names = toNames(plural);
  for (const [name, places] of view.properties) {
    if (!isNamedLike(toNameKey(name), names) || !isOnlyOne(view, name)) continue;
    const item = toItems(document, viewSchema(document, places));
    if (item) return { path: [name], item };
  }
  return undefined;
}

/** What an array of objects holds. */
function toItems(document: OpenApiDocument, view: SchemaView): Located | undefined {
  const { items } = view;
  return isArray(view) && items && isObject(viewSchema(document, items)) ? items : undefined;
}

function findWrapped(
  document: OpenApiDocument,
  view: SchemaView,
  plural: string,
): ItemShape | undefined {
  const isThing = hasIdentity(view);
  const names = toNames(plural);
  for (const [name, places] of view.properties) {
    const [place] = places;
    const key = toNameKey(name);
    const isOnly = isOnlyOne(view, name);
    const isShort = isOnly && isTail(toWords(name), toWords(toSingular(plural)));
    const isNamed = isNamedLike(key, names) || itemNames.includes(key) || isShort;
    const isAlone = isOnly && (isNamed || !isThing);
    if ((!isNamed && !isAlone) || !place || isPlain(document, places)) continue;
    const member = viewSchema(document, places);
    if (isArray(member) || !isObject(member)) continue;
    const isOwner = !isThing && (hasIdentity(member) || namesItself(member, name));
    if ([isNamed, isAlone, isOwner].filter(Boolean).length > 1)
      return { path: [name], item: place };
  }
  return undefined;
}

/** `preset` is short for a `model evaluation preset`. */
function isTail(words: readonly string[], whole: readonly string[]): boolean {
  return words.length > 0 && words.join(' ') === whole.slice(-words.length).join(' ');
}

const idWords = /^(id|uid|gid|uuid|guid)$/;

/** `employee` has an `employeeID`, `statutorySickLeave` a `statutoryLeaveID`. */
function namesItself({ properties }: SchemaView, name: string): boolean {
  const own = toWords(name).at(-1);
  return [...properties.keys()].some((property) => {
    const [before, last = ''] = toWords(property).slice(-2);
    return before === own && idWords.test(last);
  });
}
