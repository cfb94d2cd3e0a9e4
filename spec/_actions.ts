import { toNameKey, toWords } from '../kernel/words.ts';
import { findReply, findRequest, isSilent, type ReplyPlan, type RequestPlan } from './_bodies.ts';
import { toPlural } from './_draft.ts';
import { findEffects } from './_effects.ts';
import { changedBy, isTold, readEffects } from './_plan-base.ts';
import { isBuiltAlike, toOverlap } from './_same-thing.ts';
import { isStateVerb } from './_verbs.ts';
import { collectProperties } from './choice.ts';
import type { Operation } from './model.ts';
import { countNames, isNameSegment, partsOf, toParts } from './path-template.ts';
import type { Effect, Plan, Resource } from './resource.ts';
import { viewSchema } from './schema.ts';
import { isArray } from './shape.ts';

/** What an action is told from. */
export interface ActionFacts {
  /** The item below whose path it is. */
  readonly owner: Resource;
  /** The methods of its path. */
  readonly methods: ReadonlySet<string>;
}

/**
 * What an operation one or two literals below an item does to it, as `POST /orders/{id}/cancel`:
 * undefined unless it answers with the item or a property of the item can say what was done.
 */
export function planAction(operation: Operation, facts: ActionFacts): Plan | undefined {
  const { owner, methods } = facts;
  const literals = findLiterals(operation, owner);
  const literal = literals.at(-1);
  if (literal === undefined || !owner.schema || !writes.has(operation.method)) return undefined;
  const isUndone = operation.method === 'DELETE';
  if (isUndone && !methods.has('PUT') && !methods.has('POST')) return undefined;
  const words = toWords(literal);
  const told = readEffects(operation);
  const read = isVerb(words, owner) ? findEffects(owner, words, { isUndone }) : [];
  const effects = told.length > 0 ? told : read;
  const plural = toPlural(owner.collection);
  const found = findReply(operation, plural, changedBy);
  const showsItem = !isUndone && literals.length === 1 && showsIt(found, owner);
  const request = findRequest(operation, plural);
  const about = { operation, owner, words, reply: found, request, showsItem, effects };
  if (showsItem && effects.length === 0 && isMaking(about)) return toMaking(about);
  const isSure = effects.length > 0 || showsItem || isTold(operation, 'act');
  return isSure ? toChange(about) : undefined;
}

const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

interface About {
  readonly operation: Operation;
  readonly owner: Resource;
  readonly words: readonly string[];
  readonly reply: ReplyPlan;
  readonly request: RequestPlan | undefined;
  readonly showsItem: boolean;
  readonly effects: readonly Effect[];
}

/** The literals that follow the item's path; none when something else does. */
function findLiterals(operation: Operation, owner: Resource): string[] {
  const rest = partsOf(operation).slice(toParts(owner.collection).length + owner.arity);
  const isTail = rest.length > 0 && rest.length <= 2 && !rest.some(isNameSegment);
  const isOwn = countNames(operation.path) === countNames(owner.id) + owner.arity;
  return isTail && isOwn ? rest.map((part) => part.replace(/^:/, '')) : [];
}

/** One word, a verb with the name of the item, or `mark-as-paid`. */
function isVerb(words: readonly string[], { name }: Resource): boolean {
  const [first = '', ...rest] = words;
  return rest.length === 0 || rest.join(' ') === name || /^(mark|set)$/.test(first);
}

/** True when the reply is the item, or tells most of its properties and its identity. */
function showsIt({ replyItem }: ReplyPlan, { document, schema, identity }: Resource): boolean {
  if (!replyItem || !schema) return false;
  if (isBuiltAlike(document, replyItem, schema)) return true;
  const shown = collectProperties(document, replyItem);
  const isNamed = identity.property !== undefined && shown.has(identity.property);
  return isNamed && (toOverlap(document, replyItem, schema) ?? 0) >= 0.8;
}

const copying = /^(copy|duplicate|clone|fork)$/;

/** `copy` makes another item, and so does what answers 201 to what describes one. */
function isMaking({ operation, owner, words, request }: About): boolean {
  if (operation.method !== 'POST') return false;
  if (copying.test(words[0] ?? '')) return true;
  if (isStateVerb(words[0] ?? '')) return false;
  const is201 = operation.responses.some(({ key }) => key === '201');
  if (!is201 || findPart(words, owner) !== undefined || !request?.requestItem || !owner.schema)
    return false;
  return (toOverlap(owner.document, request.requestItem, owner.schema) ?? 0) >= 0.3;
}

function toMaking({ operation, reply, request, words }: About): Plan {
  const isCopy = copying.test(words[0] ?? '');
  const body = request ?? { requestPath: [] };
  const why = isCopy
    ? 'POST below an item makes a copy of it, with what the body says otherwise.'
    : 'POST below an item makes another item of the same collection.';
  return {
    operation,
    behaviour: 'create',
    ...(isCopy && { copies: true }),
    ...reply,
    ...body,
    why,
  };
}

function toChange(about: About): Plan {
  const { operation, showsItem, effects, reply, request } = about;
  const isMerging = canMerge(about);
  const shown = showsItem ? reply : { replyPath: [] };
  const body = request && isMerging ? request : { requestPath: [] };
  const why = toWhy(operation, { effects, showsItem, isMerging });
  return { operation, behaviour: 'act', effects, ...shown, ...body, why };
}

/** What is added to a list, or taken out of it, does not stand in the place of the list. */
function canMerge({ operation, owner, words, request, showsItem }: About): boolean {
  const { document, schema } = owner;
  if (!request?.requestItem || !schema || (!showsItem && !isSilent(operation, changedBy)))
    return false;
  if (/^(add|remove|delete|insert|append|unset|clear)$/.test(words[0] ?? '')) return false;
  const part = findPart(words, owner);
  const isList = part !== undefined && isArray(viewSchema(document, part));
  return (
    !(isList && operation.method === 'POST') &&
    (toOverlap(document, request.requestItem, schema) ?? 0) > 0
  );
}

/** The property of the item that is called like the literal. */
function findPart(words: readonly string[], { document, schema }: Resource) {
  const properties = schema ? collectProperties(document, schema) : new Map();
  const key = words.join('');
  const name = [...properties.keys()].find((property) => toNameKey(property) === key);
  return name === undefined ? undefined : properties.get(name);
}

interface Told {
  readonly effects: readonly Effect[];
  readonly showsItem: boolean;
  readonly isMerging: boolean;
}

function toWhy({ method }: Operation, { effects, showsItem, isMerging }: Told): string {
  const set = effects.map(
    ({ property, value }) =>
      `${property} to ${value === undefined ? 'now' : JSON.stringify(value)}`,
  );
  const does = [
    set.length > 0 && `sets ${set.join(' and ')}`,
    isMerging && 'merges what the item knows of the body',
    showsItem && 'answers with the item',
  ].filter((clause) => typeof clause === 'string');
  const rest = set.length > 0 || isMerging ? '' : ' Nothing says what it changes, so nothing is.';
  return `${method} below an item is an action: it ${does.join(', ')}.${rest}`;
}
