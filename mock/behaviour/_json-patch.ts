import {
  getOwn,
  isEqual,
  isJsonArray,
  isJsonObject,
  type Json,
  toSnippet,
  toText,
} from '../../kernel/json.ts';
import { fromPointer, getAt } from '../../kernel/pointer.ts';

/** Why a patch cannot be applied: which operation, and what is wrong with it. */
export interface PatchFault {
  /** JSON Pointer into the patch. */
  readonly pointer: string;
  readonly message: string;
}

/** The value after a JSON Patch (RFC 6902), or the first fault; the value given is left as it is. */
export function applyJsonPatch(target: Json, patch: Json): { readonly value: Json } | PatchFault {
  if (!isJsonArray(patch)) return { pointer: '', message: 'A JSON Patch is a list of operations.' };
  let value = target;
  for (const [index, operation] of patch.entries()) {
    const next = apply(value, operation);
    if (typeof next === 'string') return { pointer: `/${index}`, message: next };
    value = next.value;
  }
  return { value };
}

type Step = { readonly value: Json } | string;

function apply(target: Json, operation: Json): Step {
  const name = toText(getOwn(operation, 'op'));
  const path = toText(getOwn(operation, 'path'));
  const from = toText(getOwn(operation, 'from'));
  const value = getOwn(operation, 'value');
  if (path === undefined || !isPointer(path)) return 'The operation names no path.';
  if (name === 'remove') return edit(target, fromPointer(path), 'remove');
  if (name === 'move' || name === 'copy') {
    if (from === undefined || !isPointer(from)) return `The operation ${name} names no "from".`;
    return carry(target, { name, path, from });
  }
  if (value === undefined) return `The operation ${toSnippet(name)} names no value.`;
  if (name === 'add') return edit(target, fromPointer(path), 'add', value);
  if (name === 'replace') return edit(target, fromPointer(path), 'replace', value);
  if (name !== 'test') return `There is no operation ${toSnippet(name)}.`;
  if (isEqual(getAt(target, path), value)) return { value: target };
  return `At ${path} is ${toSnippet(getAt(target, path))}, not ${toSnippet(value)}.`;
}

interface Carrying {
  readonly name: 'move' | 'copy';
  readonly path: string;
  readonly from: string;
}

function carry(target: Json, { name, path, from }: Carrying): Step {
  const value = getAt(target, from);
  if (value === undefined) return `Nothing is at ${from}.`;
  if (name === 'copy') return edit(target, fromPointer(path), 'add', value);
  if (path.startsWith(`${from}/`)) return `${from} cannot be moved into itself.`;
  const without = edit(target, fromPointer(from), 'remove');
  return typeof without === 'string'
    ? without
    : edit(without.value, fromPointer(path), 'add', value);
}

type Change = 'add' | 'replace' | 'remove';

function edit(target: Json, tokens: readonly string[], change: Change, value: Json = null): Step {
  const [token, ...rest] = tokens;
  if (token === undefined) return change === 'remove' ? 'All of it cannot be removed.' : { value };
  if (isJsonArray(target)) return editArray(target, { token, rest, change, value });
  if (!isJsonObject(target)) return `Nothing can be at "${token}" in ${toSnippet(target)}.`;
  const before = getOwn(target, token);
  const isLast = rest.length === 0;
  if (before === undefined && !(isLast && change === 'add')) return `Nothing is at "${token}".`;
  const members = new Map<string, Json>(Object.entries(target));
  if (isLast && change === 'remove') members.delete(token);
  else {
    const next = isLast ? { value } : edit(before ?? null, rest, change, value);
    if (typeof next === 'string') return next;
    members.set(token, next.value);
  }
  return { value: Object.fromEntries(members) };
}

interface ArrayEdit {
  readonly token: string;
  readonly rest: readonly string[];
  readonly change: Change;
  readonly value: Json;
}

function editArray(target: readonly Json[], { token, rest, change, value }: ArrayEdit): Step {
  const isAdded = rest.length === 0 && change === 'add';
  const index = token === '-' && isAdded ? target.length : Number(token);
  const last = isAdded ? target.length : target.length - 1;
  if (!/^(0|[1-9]\d*|-)$/.test(token) || !(index <= last)) return `Nothing is at "${token}".`;
  if (isAdded) return { value: target.toSpliced(index, 0, value) };
  if (rest.length === 0 && change === 'remove') return { value: target.toSpliced(index, 1) };
  const next = edit(target[index] ?? null, rest, change, value);
  return typeof next === 'string' ? next : { value: target.with(index, next.value) };
}

function isPointer(text: string): boolean {
  return text === '' || text.startsWith('/');
}
