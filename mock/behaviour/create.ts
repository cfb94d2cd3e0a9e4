import { splitTarget } from '../../kernel/http.ts';
import { type JsonObject, toSnippet } from '../../kernel/json.ts';
import { isProblem, Problem } from '../../kernel/problem.ts';
import { fromKey } from '../../spec/identity.ts';
import { withoutFormat } from '../../spec/path-template.ts';
import type { Behaviour, Call } from '../exchange/model.ts';
import { declaresLocation, toLocationText } from '../protocol/told-fields.ts';
import type { Transaction } from '../state/transaction.ts';
import { toReply } from './_body.ts';
import { withoutServerAssigned } from './_item.ts';
import { toNewKey } from './_key.ts';
import { makeItem } from './_make.ts';
import { getRequestItem } from './_request.ts';
import { checkParents, type Target, toNotFound, toTarget } from './_target.ts';
import { withToldKey } from './_told-key.ts';
import { noteBegun } from './job.ts';

/** POST to a collection, or below what it is a part of: appends an item. */
export const create: Behaviour = {
  name: 'create',
  run(call, transaction) {
    const place = toTarget(call);
    const missing = checkParents(call, place, transaction);
    if (missing) return missing;
    const copied = findCopied(call, place, transaction);
    if (isProblem(copied)) return copied;
    const sent = getRequestItem(call);
    const own = withoutServerAssigned(call, sent);
    const given = copied === nothing ? own : { ...copied, ...own };
    const collection = transaction.collection(place.ref);
    const key = toNewKey(call, place, { given, collection });
    const target: Target = { ...place, key };
    const known = collection.get(key);
    // A seed that nobody asked for, such as the document's own example, makes room.
    const makesRoom = transaction.isOpen && known?.origin === 'seed';
    if (known && !makesRoom) return toConflict(target);
    if (known) transaction.remove(target.ref, key);
    const value = makeItem(call, transaction, { target, given, sent });
    if (isPending(call)) noteBegun(transaction, target.ref, key);
    const fields = toLocationField(call, target);
    return withToldKey(call, toReply(call, value, { fields, keys: [key], isNew: true }), target);
  },
};

/** True where the document has a status for what is there already. */
export function declaresConflict({ compiled }: Call): boolean {
  return compiled.operation.responses.some(({ key }) => /^(409|422|4XX)$/i.test(key));
}

/** 202: the item is not finished yet (RFC 9110 §15.3.3). */
function isPending({ compiled }: Call): boolean {
  return compiled.success === 202 && compiled.binding.job === undefined;
}

const nothing: JsonObject = {};

/** What a new item begins as: the item of the path for a copy, nothing for any other. */
function findCopied(
  call: Call,
  { ref, key }: Target,
  transaction: Transaction,
): JsonObject | Problem {
  const { copies, resource } = call.compiled.binding;
  if (key === '') return nothing;
  const entity = transaction.get(ref, key);
  if (!entity) return toNotFound(call, { ref, key }, { code: 'item-not-found', transaction });
  if (!copies) return nothing;
  const own = new Set(resource?.identity.parts.flatMap(({ path }) => path?.[0] ?? []));
  const members = Object.entries(withoutServerAssigned(call, entity.value));
  return Object.fromEntries(members.filter(([name]) => !own.has(name)));
}

/** The problem of an identity that the client chose and that is taken. */
export function toConflict({ ref, key }: Target): Problem {
  const { name, identity } = ref.resource;
  const carrier = identity.parts.at(-1)?.path?.join('/') ?? '';
  const message = `The ${name} ${toSnippet(key)} exists already. Choose another ${carrier || 'identity'}, or change the one that exists.`;
  const place = { part: 'body', instanceLocation: `/${carrier}` } as const;
  const finding = { ...place, keywordLocation: '', rule: 'unique', value: toSnippet(key), message };
  return new Problem('item-exists', message, { findings: [finding] });
}

/** 201 and 303 (RFC 9110 §15.3.2, §15.4.4), and whoever declares it, say where the item can be read. */
function toLocationField(call: Call, target: Target): [string, string][] {
  const { success } = call.compiled;
  const path = toItemPath(call, target);
  const isMeant = success === 201 || success === 303 || declaresLocation(call.compiled, success);
  if (!isMeant || path === undefined) return [];
  const text = toLocationText(call.compiled, call.request, { status: success, path });
  return text === undefined ? [] : [['Location', text]];
}

/** The path where the item can be read, as the client would go on from the path of the request. */
function toItemPath({ compiled, request }: Call, { ref, key, link }: Target): string | undefined {
  const bindings = compiled.api.inference.bindingsOf(ref.resource);
  const read = bindings.find(({ behaviour, isLatest }) => behaviour === 'read' && !isLatest);
  if (!read) return undefined;
  const { path } = splitTarget(request.target);
  const { operation, view } = compiled.binding;
  const isPlain = operation.path.replace(/\/$/, '') === withoutFormat(ref.resource.collection);
  const isBeside = !view && !link && isPlain;
  if (isBeside) return `${path.replace(/\/$/, '')}/${encodeURIComponent(key)}`;
  return toReadPath(read.operation.path, { ref, key, prefix: toPrefix(path, operation.path) });
}

interface ReadPlace extends Pick<Target, 'ref' | 'key'> {
  /** What stands before the path that the document writes. */
  readonly prefix: string;
}

function toReadPath(template: string, { ref, key, prefix }: ReadPlace): string {
  const values = [...ref.parents, ...fromKey(key, ref.resource.arity)];
  let next = 0;
  return prefix + template.replace(/\{[^{}]*\}/g, () => encodeURIComponent(values[next++] ?? ''));
}

function toPrefix(path: string, template: string): string {
  const count = template.split('/').length - 1;
  return path.split('/').slice(0, -count).join('/');
}
