import { toSingular, toWords } from '../kernel/words.ts';
import { toCollectionMethod, toItemMethod } from './_rpc.ts';
import type { Operation } from './model.ts';
import {
  isNameSegment,
  partsOf,
  toCanonical,
  toFormat,
  toParts,
  toSegments,
} from './path-template.ts';

/** An operation, and the method that its path and its own method come to. */
export interface Asked {
  readonly operation: Operation;
  /** Another than the operation's where the path ends in a verb: `POST /pets/{id}/delete`. */
  readonly method: string;
}

/** A collection path and the operations at it and at its items, before the verdict. */
export interface ResourceDraft {
  /** Canonical, without a slash at the end; '/' for items at the root. */
  readonly id: string;
  /** As the document first writes it, with the extension it is first asked for with. */
  collection: string;
  /** How many names of the path tell items apart: 2 for `/repos/{owner}/{repo}`. */
  readonly arity: number;
  readonly operations: Asked[];
  readonly itemOperations: Asked[];
  /** True when a path leads on below an item. */
  isParent: boolean;
}

/** Groups operations by collection; names after a literal make items of it, or a parent. */
export function draftResources(operations: readonly Operation[]): Map<string, ResourceDraft> {
  const arities = readArities(operations);
  const drafts = new Map<string, ResourceDraft>();
  const get = (parts: readonly string[]): ResourceDraft => {
    const collection = `/${parts.join('/')}`;
    const id = toCanonical(collection);
    const arity = arities.get(id) ?? 1;
    const fresh = { id, collection, arity, operations: [], itemOperations: [], isParent: false };
    const draft = drafts.get(id) ?? fresh;
    drafts.set(id, draft);
    return draft;
  };
  const told: Told[] = [];
  for (const operation of operations) {
    const parts = partsOf(operation);
    const asked = toAsked(operation);
    const place = toTold(asked);
    if (place) told.push(place);
    for (const end of findItemEnds(parts, arities)) {
      const draft = get(parts.slice(0, end.start));
      if (end.end < parts.length) draft.isParent = true;
      else if (!place) draft.itemOperations.push(asked);
    }
    const isRoot = parts.length === 0 && arities.has('/');
    if (!place && (isLiteral(parts.at(-1)) || isRoot)) addAsked(get(parts), asked);
  }
  for (const draft of [...drafts.values()]) foldVerb(draft, drafts);
  // What the overlay puts somewhere comes last: the paths of the others tell what items are.
  for (const { parts, asked, isItem } of told) {
    const draft = get(parts);
    (isItem ? draft.itemOperations : draft.operations).push(asked);
  }
  return drafts;
}

/** Gives a draft an operation at its own path. */
function addAsked(draft: ResourceDraft, asked: Asked): void {
  if (draft.operations.length === 0) draft.collection += toFormat(asked.operation.path);
  draft.operations.push(asked);
}

/** An operation that the overlay gives to a collection. */
interface Told {
  readonly parts: readonly string[];
  readonly asked: Asked;
  /** True when it is about an item. */
  readonly isItem: boolean;
}

const methodOf: Readonly<Record<string, string>> = {
  list: 'GET',
  read: 'GET',
  create: 'POST',
  replace: 'PUT',
  merge: 'PATCH',
  remove: 'DELETE',
};

/** The overlay's word on what an operation does stands for a method. */
function toAsked(operation: Operation): Asked {
  const told = methodOf[String(operation.extension.behaviour)];
  return { operation, method: told ?? operation.method };
}

function toTold(asked: Asked): Told | undefined {
  const { resource, behaviour } = asked.operation.extension;
  if (typeof resource !== 'string') return undefined;
  const isWhole = behaviour === 'list' || behaviour === 'create';
  const hasNames = asked.operation.path.includes('{');
  const isItem = behaviour === undefined ? hasNames : !isWhole && !other.has(String(behaviour));
  return { parts: toParts(resource), asked, isItem };
}

/** What is done to a collection, or below an item, whatever the method says. */
const other = new Set(['count', 'bulk', 'static']);

/** Where the names begin and end that name an item. */
interface ItemEnd {
  readonly start: number;
  readonly end: number;
}

function findItemEnds(parts: readonly string[], arities: ReadonlyMap<string, number>): ItemEnd[] {
  return findRuns(parts).flatMap(({ start, end }) => {
    const arity = arities.get(toCanonical(`/${parts.slice(0, start).join('/')}`));
    return arity !== undefined && start + arity <= end ? [{ start, end: start + arity }] : [];
  });
}

/** Every run of names that follows a literal, or that the path begins with. */
function findRuns(parts: readonly string[]): ItemEnd[] {
  const runs: ItemEnd[] = [];
  for (let start = 0; start < parts.length; start++) {
    if (!isNameSegment(parts[start])) continue;
    let end = start;
    while (isNameSegment(parts[end])) end++;
    if (start === 0 || isLiteral(parts[start - 1])) runs.push({ start, end });
    start = end;
  }
  return runs;
}

/** How many names an item's path has, by collection: the fewest that follow it anywhere. */
function readArities(operations: readonly Operation[]): Map<string, number> {
  const arities = new Map<string, number>();
  const hasRoot = operations.some(({ path }) => path === '/');
  for (const operation of operations) {
    const parts = partsOf(operation);
    for (const { start, end } of findRuns(parts)) {
      if (start === 0 && !hasRoot) continue;
      const id = toCanonical(`/${parts.slice(0, start).join('/')}`);
      arities.set(id, Math.min(end - start, arities.get(id) ?? end - start));
    }
  }
  return arities;
}

/** A verb as the last segment belongs to what is before it, when nothing there says the same. */
function foldVerb(draft: ResourceDraft, drafts: Map<string, ResourceDraft>): void {
  if (draft.itemOperations.length > 0 || draft.isParent) return;
  const segments = toSegments(draft.id);
  const verb = segments.at(-1) ?? '';
  const isBelowItem = segments.at(-2) === '{}';
  const above = isBelowItem ? findItemDraft(segments, drafts) : drafts.get(toAbove(draft.id));
  if (!above || (!isBelowItem && !isCollection(above))) return;
  const taken = isBelowItem ? above.itemOperations : above.operations;
  const toMethod = isBelowItem ? toItemMethod : toCollectionMethod;
  for (const asked of [...draft.operations]) {
    const method = toMethod(verb, asked.method);
    if (method === undefined || taken.some((one) => one.method === method)) continue;
    taken.push({ ...asked, method });
    draft.operations.splice(draft.operations.indexOf(asked), 1);
  }
  if (draft.operations.length === 0) drafts.delete(draft.id);
}

function isCollection({ itemOperations, isParent }: ResourceDraft): boolean {
  return itemOperations.length > 0 || isParent;
}

function toAbove(id: string): string {
  return id.slice(0, id.lastIndexOf('/'));
}

/** The draft whose item a path one literal further on is about. */
function findItemDraft(segments: readonly string[], drafts: Map<string, ResourceDraft>) {
  let start = segments.length - 1;
  while (segments[start - 1] === '{}') start--;
  const draft = drafts.get(`/${segments.slice(0, start).join('/')}`);
  return draft?.arity === segments.length - 1 - start ? draft : undefined;
}

function isLiteral(segment: string | undefined): boolean {
  return segment !== undefined && segment !== '' && !segment.includes('{');
}

/** What the path calls the collection: its last literal. */
export function toPlural(collection: string): string {
  return toParts(collection).at(-1) ?? '';
}

/** The singular of the last literal: `/orders/{id}/line-items` holds a `line item`. */
export function toResourceName(collection: string): string {
  const words = toWords(toPlural(collection));
  const last = words.pop() ?? 'item';
  return [...words, toSingular(last)].join(' ');
}
