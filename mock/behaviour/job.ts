import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { isProblem } from '../../kernel/problem.ts';
import { toPartValue } from '../../spec/identity.ts';
import { findProgress } from '../../spec/progress.ts';
import type { Job } from '../../spec/resource.ts';
import { findResponse } from '../../spec/responses.ts';
import type { Behaviour, Call, Reply } from '../exchange/model.ts';
import { toLocationText } from '../protocol/told-fields.ts';
import type { Entity } from '../state/entity.ts';
import { type CollectionRef, toCollectionKey } from '../state/state.ts';
import type { Transaction } from '../state/transaction.ts';
import { toNewKey } from './_key.ts';

/** How many jobs are remembered as still going on. */
const most = 1000;
const book = 'jobs';

/**
 * The behaviour, and the job that its reply shows or names: it is there to be read from then on, and
 * each time it is read it is one step further.
 */
export function withJob(behaviour: Behaviour, job: Job): Behaviour {
  return {
    name: behaviour.name,
    run(call, transaction) {
      const reply = behaviour.run(call, transaction);
      if (isProblem(reply) || reply.status >= 300) return reply;
      const made = startJob(call, transaction, job);
      return made ? toJobReply(call, reply, { job, ...made }) : reply;
    },
  };
}

interface Started {
  readonly key: string;
  readonly value: JsonObject;
}

function startJob(call: Call, transaction: Transaction, { resource }: Job): Started | undefined {
  const ref: CollectionRef = { resource, parents: [] };
  const collection = transaction.collection(ref);
  const key = toNewKey(call, { ref, key: '' }, { given: {}, collection });
  const imagined = transaction.imagine(ref, key);
  if (!imagined || collection.get(key)) return undefined;
  const value = begin(call, ref, imagined);
  transaction.add(ref, { key, value });
  noteBegun(transaction, ref, key);
  return { key, value };
}

/** An item at the first step of its progress. */
function begin(call: Call, { resource }: CollectionRef, value: JsonObject): JsonObject {
  const progress = findProgress(resource);
  const [first] = progress?.steps ?? [];
  if (!progress || first === undefined) return value;
  const begun = { ...value, [progress.property]: first };
  const validate = resource.schema && call.compiled.api.replies.for(resource.schema);
  return !validate || validate(begun).length === 0 ? begun : value;
}

/** Remembers that an item goes on by being read. */
export function noteBegun(transaction: Transaction, ref: CollectionRef, key: string): void {
  transaction.note(book, { key: toCollectionKey(ref) + key, value: { step: 0 }, most });
}

/** What a read shows of an item that goes on: the next step of its progress, kept. */
export function advance(
  call: Call,
  transaction: Transaction,
  { ref, entity }: { readonly ref: CollectionRef; readonly entity: Entity },
): JsonObject {
  const name = toCollectionKey(ref) + entity.key;
  const note = transaction.findNote(book, name);
  const progress = note && findProgress(ref.resource);
  const step = Number(note?.step ?? 0) + 1;
  const next = progress?.steps[step];
  if (!progress || next === undefined) return entity.value;
  const value = { ...entity.value, [progress.property]: next };
  const { schema } = ref.resource;
  if (schema && call.compiled.api.replies.for(schema)(value).length > 0) return entity.value;
  transaction.replace(ref, { key: entity.key, value });
  transaction.note(book, { key: name, value: { step }, most });
  return value;
}

interface JobReply extends Started {
  readonly job: Job;
}

function toJobReply(call: Call, reply: Reply, { job, key, value }: JobReply): Reply {
  const { content } = reply;
  const fields = [...reply.fields, ...toPlaceFields(call, reply, { job, key, value })];
  if (!content) return { ...reply, fields };
  const shown =
    job.carrier === undefined ? value : { ...toNamed(job, key), ...toShared(job, value) };
  const isWhole = job.carrier === undefined && job.replyPath.length === 0;
  const whole = isWhole ? value : put(content.value, job.replyPath, shown);
  const response = findResponse(call.compiled.operation, reply.status);
  const schema = response?.content.find((one) => one.mediaType === content.mediaType)?.schema;
  const isFit = !schema || call.compiled.api.replies.for(schema)(whole).length === 0;
  return isFit ? { ...reply, fields, content: { ...content, value: whole } } : { ...reply, fields };
}

function toNamed({ carrier = '', resource }: Job, key: string): JsonObject {
  const [part] = resource.identity.parts;
  return { [carrier]: part ? toPartValue(part, key) : key };
}

/** What the job says of itself is told by the reply that names it, where both have the property. */
function toShared({ resource, carrier }: Job, value: JsonObject): JsonObject {
  const own = new Set(resource.identity.parts.flatMap(({ path }) => path?.[0] ?? []));
  const members = Object.entries(value).filter(([name]) => name !== carrier && !own.has(name));
  return Object.fromEntries(members);
}

/** The members that a value already has, at a place in it. */
function put(whole: Json, path: readonly string[], members: JsonObject): Json {
  if (!isJsonObject(whole)) return whole;
  const [first, ...rest] = path;
  if (first !== undefined) return { ...whole, [first]: put(whole[first] ?? null, rest, members) };
  const known = Object.entries(members).filter(([name]) => Object.hasOwn(whole, name));
  return { ...whole, ...Object.fromEntries(known) };
}

/** Where the job can be read, in the fields that the response declares for that. */
function toPlaceFields(call: Call, { status }: Reply, { job, key }: JobReply) {
  const { operation, api } = call.compiled;
  const bindings = api.inference.bindingsOf(job.resource);
  const read = bindings.find(({ behaviour, isLatest }) => behaviour === 'read' && !isLatest);
  const declared = findResponse(operation, status)?.headers ?? [];
  if (!read) return [];
  const path = read.operation.path.replace(/\{[^{}]*\}/, () => encodeURIComponent(key));
  return declared.flatMap(({ name }): [string, string][] => {
    if (!/^(operation-location|azure-asyncoperation|location)$/i.test(name)) return [];
    const text = toLocationText(call.compiled, call.request, { status, path, name });
    return text === undefined ? [] : [[name, text]];
  });
}
