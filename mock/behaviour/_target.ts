import type { Finding } from '../../kernel/finding.ts';
import { type Json, toSnippet } from '../../kernel/json.ts';
import { Problem } from '../../kernel/problem.ts';
import { toLabel } from '../../kernel/words.ts';
import { toLocation } from '../../spec/document.ts';
import { readKey } from '../../spec/identity.ts';
import type { ParameterValues } from '../../spec/parameters/decode.ts';
import { encodePercent } from '../../spec/parameters/percent.ts';
import { levelOf, namesOf } from '../../spec/path-template.ts';
import { toLink } from '../../spec/relations.ts';
import type { Binding, View } from '../../spec/resource.ts';
import type { Call } from '../exchange/model.ts';
import { type CollectionRef, toItemRef } from '../state/state.ts';
import type { Transaction } from '../state/transaction.ts';
import { getRequestItem } from './_request.ts';

/** What a call is about: a collection, and for an item's path the item's key. */
export interface Target {
  readonly ref: CollectionRef;
  /** '' for the path of a collection. */
  readonly key: string;
  /** The item below whose path the call sees a part of the collection, and what links with it. */
  readonly link?: Link;
}

/** A view of a collection below an item. */
export interface Link {
  readonly view: View;
  readonly ref: CollectionRef;
  readonly key: string;
  /** The same among the links of an item. */
  readonly text: string;
}

/**
 * Reads the target off the path parameters, in the order of the path template. Requests of one head
 * have one target, unless the body has a part of it.
 */
export function toTarget(call: Call): Target {
  const { binding } = call.compiled;
  if (binding.isKeyed) return readTarget(call);
  const known = targets.get(call.parameters);
  if (known?.binding === binding) return known.target;
  const target = readTarget(call);
  targets.set(call.parameters, { binding, target });
  return target;
}

const targets = new WeakMap<
  ParameterValues,
  { readonly binding: Binding; readonly target: Target }
>();

function readTarget(call: Call): Target {
  const { operation, binding } = call.compiled;
  const { resource, view, isKeyed, keys, behaviour } = binding;
  if (!resource) throw new Error(`${operation.id} is bound to no resource`);
  const values = readValues(call);
  const parents = values.slice(0, levelOf(resource));
  const ref = { resource, parents };
  if (view?.parent) {
    const above = toItemRef(view.parent, values);
    const text = toLink(resource, values);
    return { ref, key: '', ...(above && { link: { view, text, ...above } }) };
  }
  if (keys !== undefined && behaviour === 'read') {
    return { ref, key: toText(call.parameters.query[keys]) };
  }
  if (isKeyed) return { ref, key: readKey(resource.identity, getRequestItem(call)) ?? '' };
  return { ref, key: (view ? undefined : toItemRef(resource, values)?.key) ?? '' };
}

function readValues(call: Call): string[] {
  const { path } = call.parameters;
  return namesOf(call.compiled.operation).map((name) => toText(path[name]));
}

function toText(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A problem when an ancestor in the path does not exist. */
export function checkParents(
  call: Call,
  { ref, link }: Target,
  transaction: Transaction,
): Problem | undefined {
  const below = link && transaction.findMissing(link.ref, link.key);
  const missing = transaction.findMissingParent(ref) ?? below;
  if (!missing) return undefined;
  const { resource, key } = missing;
  const parents = readValues(call).slice(0, levelOf(resource));
  return toNotFound(
    call,
    { ref: { resource, parents }, key },
    { code: 'parent-not-found', transaction },
  );
}

/** The item that a static operation's path leads through, when it leads through one. */
export function toOwnerTarget(call: Call): Target | undefined {
  const { owner } = call.compiled.binding;
  return owner && toItemRef(owner, readValues(call));
}

/** A problem when a static operation's path leads through an item that does not exist. */
export function checkOwner(call: Call, transaction: Transaction): Problem | undefined {
  const target = toOwnerTarget(call);
  if (!target) return undefined;
  const missing = checkParents(call, target, transaction);
  const { ref, key } = target;
  if (missing || transaction.get(ref, key) || transaction.isSupposed(ref, key)) return missing;
  return toNotFound(call, target, { code: 'item-not-found', transaction });
}

/** The problem of an item that is not there, naming some that are. */
export function toNotFound(
  call: Call,
  { ref, key }: Target,
  { code, transaction }: { code: 'parent-not-found' | 'item-not-found'; transaction: Transaction },
): Problem {
  const { resource } = ref;
  const { operation } = call.compiled;
  const name = namesOf(operation)[ref.parents.length] ?? 'id';
  const parameter = operation.parameters.find((candidate) => candidate.name === name);
  const place = toPath(ref);
  const known = transaction.collection(ref).list({ offset: 0, limit: 3 }).entities;
  const hint =
    known.length > 0
      ? ` Known there: ${known.map((entity) => entity.key).join(', ')}.`
      : resource.isSingle
        ? ''
        : ' Nothing is there at all: is the part of the path before it right?';
  const message = resource.isSingle
    ? `There is no ${resource.name} at ${place}.`
    : `The path parameter ${name} names the ${resource.name} ${toSnippet(key)}, but there is no such ${resource.name} in ${place}.`;
  const finding: Finding = {
    part: 'path',
    name,
    instanceLocation: '',
    keywordLocation: parameter ? toLocation(parameter.at) : '',
    rule: 'exists',
    value: toSnippet(key),
    message,
  };
  const label = resource.notFound ?? toLabel(`${resource.name} not found`);
  return new Problem(code, message + hint, { findings: [finding], label });
}

/** The concrete path of a collection; what a client made too long for a message is cut. */
function toPath({ resource, parents }: CollectionRef): string {
  let next = 0;
  const path = resource.id
    .replace(/#$/, '')
    .replace(/\{\}/g, () => encodePercent(parents[next++] ?? ''));
  return path.length > 200 ? `${path.slice(0, 199)}…` : path;
}
