import { getOwn, isJsonObject, type Json, toText } from '../../kernel/json.ts';
import { readDiscriminator } from '../discriminator.ts';
import type { Located, OpenApiDocument } from '../document.ts';
import { leadsTo } from '../in-place.ts';
import { isSound } from '../keyword-shapes.ts';
import { type Direction, getForeign, isForeign } from './_access.ts';
import { isExtending, toConditions } from './_dispatch.ts';
import { memberKeywords } from './_judge-members.ts';
import { toNullable } from './_nullable.ts';
import { addDependent, addPlain, addRequired, isPlain } from './_plain.ts';
import type { Reading } from './_reading.ts';
import { isRecursive } from './_recursion.ts';
import { listBranches } from './_twins.ts';
import { fresh, hasPassed, toWay, type Way, withOmitted, withPassed } from './_way.ts';

/** A schema of the 2020-12 dialect for ajv; every object in it remembers where it came from. */
export type LoweredSchema = boolean | { readonly [keyword: string]: unknown };

/** What lowering one schema needs to know and whom it tells about references. */
export interface Lowering {
  readonly document: OpenApiDocument;
  readonly direction: Direction;
  readonly reading: Reading;
  readonly way: Way;
  /** Gives the `$id` under which a referenced schema will be compiled. */
  readonly refer: (target: Located, way: Way) => string;
  /** Names the judge of a keyword, or of the schema in it, that ajv does not do as it should be done. */
  readonly defer: (at: Located, keyword: string, way: Way) => string;
  /** Remembers the place of a lowered object, for messages. */
  readonly remember: (lowered: object, at: Located) => void;
}

/**
 * Rewrites one schema for ajv: references to ids, OpenAPI 3.0 to 2020-12, the discriminator of a
 * base to conditions, and required-ness by direction. A property marked for the other direction is
 * not asked for; in a request its value is not looked at, in a reply it must not appear. A schema
 * that the way has passed before, for the same value, adds only what it says itself: what leads
 * back to it would never end.
 */
export function lowerSchema(at: Located, lowering: Lowering): LoweredSchema {
  const { way, document } = lowering;
  const passed = hasPassed(way, at) ? at : undefined;
  return lower(at, { ...lowering, way: withPassed(way, document, at), passed });
}

interface Task extends Lowering {
  /** The schema around it: a part that stands elsewhere may have that one in it. */
  readonly around?: Located;
  /** The schema itself, when it applies to the same value for the second time. */
  readonly passed?: Located | undefined;
}

type Draft = Record<string, unknown>;

function isInside(around: Located, { source, pointer }: Located): boolean {
  return source === around.source && pointer.startsWith(`${around.pointer}/`);
}

function lower(at: Located, task: Task): LoweredSchema {
  if (task.around && !isInside(task.around, at)) return { $ref: toId(at, task) };
  if (typeof at.node === 'boolean') return at.node;
  if (!isJsonObject(at.node)) return true;
  const lowered = lowerObject(at, task);
  task.remember(lowered, at);
  const nullable = toNullable(lowered, at, task);
  if (nullable !== lowered) task.remember(nullable, at);
  return nullable;
}

function lowerObject(at: Located, task: Task): Draft {
  const { document, reading } = task;
  const ref = toText(getOwn(at.node, '$ref'));
  if (ref !== undefined && document.isLegacyDialect) {
    if (task.passed) return {};
    const lowered: Draft = {};
    addReference(lowered, ref, at, task);
    return lowered;
  }
  // Ajv refuses an empty list of values; nothing can be one of them.
  const listed = getOwn(at.node, 'enum');
  if (Array.isArray(listed) && listed.length === 0) return { not: {} };
  const inner = { ...task, around: at, way: withOmitted(task.way, getForeign(at, task)) };
  const lowered: Draft = {};
  for (const name of Object.keys(at.node ?? {})) {
    const member = document.child(at, name);
    if (!member) continue;
    if (isPlain(name)) addPlain(lowered, name, { at, document, reading });
    else if (name === 'required') addRequired(lowered, member.node, inner.way.omit);
    else addSchemas(lowered, { keyword: name, at, member }, inner);
  }
  if (!task.passed) addReferences(lowered, at, inner);
  return lowered;
}

/** A keyword with schemas in it. */
interface Keyword {
  readonly keyword: string;
  readonly at: Located;
  readonly member: Located;
}

const single = new Set(['additionalProperties', 'items', 'contains', 'propertyNames']);
const remaining = new Set(['unevaluatedItems', 'unevaluatedProperties']);
const inPlace = new Set(['not', 'if', 'then', 'else']);

function addSchemas(into: Draft, { keyword, at, member }: Keyword, task: Task): void {
  if (!isSound(keyword, member.node)) return;
  const below = { ...task, way: fresh, passed: undefined };
  if (keyword === 'properties') into.properties = lowerProperties(member, below);
  else if (isByMember(keyword, member.node)) addByMember(into, { keyword, at, member }, task);
  else if (single.has(keyword)) into[keyword] = lower(member, below);
  else if (remaining.has(keyword)) {
    if (member.node !== true) addJudge(into, { keyword, at }, task);
  } else if (keyword === 'prefixItems') addList(into, keyword, getMembers(member, below));
  else if (keyword === 'allOf') addList(into, keyword, getExtended(at, member, task));
  else if (!task.passed) addBranches(into, { keyword, at, member }, task);
}

function isByMember(keyword: string, node: Json): boolean {
  return (memberKeywords.has(keyword) || keyword === 'contains') && typeof node === 'object';
}

/** Without what they stand in: the value of a member is its own. */
function addByMember(into: Draft, keyword: Keyword, task: Task): void {
  addJudge(into, keyword, { ...task, way: fresh });
  // `additionalProperties: false` is ajv's own, and asks for the patterns of declared names.
  if (keyword.keyword !== 'patternProperties') return;
  const { document } = task;
  into.patternProperties = toMap(
    document.children(keyword.member).map(({ name }) => [name, true] as const),
  );
}

function addJudge(into: Draft, { keyword, at }: Pick<Keyword, 'keyword' | 'at'>, task: Task): void {
  const known: readonly unknown[] = Array.isArray(into.judges) ? into.judges : [];
  into.judges = [...known, task.defer(at, keyword, task.way)];
}

/** What applies to the same value and may lead back: left out when a schema is passed again. */
function addBranches(into: Draft, { keyword, at, member }: Keyword, task: Task): void {
  if (inPlace.has(keyword)) into[keyword] = lower(member, task);
  else if (keyword === 'oneOf' || keyword === 'anyOf') {
    const isTold = readDiscriminator(task.document, at) !== undefined;
    if (isTold && isFilled(member.node)) addJudge(into, { keyword, at }, task);
    else addList(into, keyword, getBranches(at, keyword, task));
  } else if (keyword === 'dependentSchemas') addDependents(into, member, task);
  else if (keyword === 'dependencies' && !task.document.isLegacyDialect) {
    addDependent(into, member.node);
    addDependents(into, member, task);
  }
}

function isFilled(node: Json): boolean {
  return Array.isArray(node) && node.length > 0;
}

function addList(into: Draft, keyword: string, schemas: readonly LoweredSchema[]): void {
  // Ajv refuses an empty list, which says nothing anyway.
  if (schemas.length > 0) into[keyword] = schemas;
}

function getBranches(at: Located, keyword: string, task: Task): LoweredSchema[] {
  return listBranches(at, keyword, task).map((branch) => lower(branch, task));
}

function getMembers(member: Located, task: Task): LoweredSchema[] {
  return task.document.children(member).map(({ at }) => lower(at, task));
}

function getExtended(at: Located, member: Located, task: Task): LoweredSchema[] {
  const { document, passed, way } = task;
  const inner = isExtending(at.node) ? { ...task, way: { ...way, extended: true } } : task;
  const members = document.children(member).map((child) => child.at);
  const kept = passed ? members.filter((one) => !leadsTo(document, [one], passed.node)) : members;
  return kept.map((one) => lower(one, { ...inner, passed: undefined }));
}

function addDependents(into: Draft, member: Located, task: Task): void {
  const lists = ({ at }: { readonly at: Located }) => Array.isArray(at.node);
  const schemas = task.document.children(member).filter((child) => !lists(child));
  if (schemas.length === 0) return;
  const lowered = schemas.map(({ name, at }) => [name, lower(at, task)] as const);
  into.dependentSchemas = toMap([...getEntries(into.dependentSchemas), ...lowered]);
}

function lowerProperties(member: Located, task: Task): Draft {
  const { document, direction, remember } = task;
  // A name with half of a character can stand in no text, and ajv cannot write it either.
  const known = document.children(member).filter(({ name }) => name.isWellFormed());
  const lowered = known.map(({ name, at }): readonly [string, unknown] => {
    if (!isForeign(at, task)) return [name, lower(at, task)];
    if (direction === 'request') return [name, true];
    const refused = { not: {} };
    remember(refused, at);
    return [name, refused];
  });
  return toMap(lowered);
}

/** Without a prototype, so that a property may have any name. */
function toMap(entries: readonly (readonly [string, unknown])[]): Draft {
  const map: Draft = Object.create(null);
  for (const [name, value] of entries) map[name] = value;
  return map;
}

function getEntries(known: unknown): [string, unknown][] {
  return typeof known === 'object' && known !== null ? Object.entries(known) : [];
}

/** `$ref`, `$dynamicRef`, and the subtypes that a discriminator names. */
function addReferences(into: Draft, at: Located, task: Task): void {
  const { document } = task;
  const ref = toText(getOwn(at.node, '$ref'));
  const dynamic = toText(getOwn(at.node, '$dynamicRef'));
  if (ref !== undefined) addReference(into, ref, at, task);
  const more: LoweredSchema[] = [];
  if (dynamic !== undefined) {
    const bound = { $ref: toId(document.resolveDynamic(dynamic, at), task) };
    task.remember(bound, at);
    more.push(bound);
  }
  if (!task.way.extended) {
    more.push(...toConditions(at, document, (target) => toId(target, task)));
  }
  const known: readonly unknown[] = Array.isArray(into.allOf) ? into.allOf : [];
  if (more.length > 0) into.allOf = [...known, ...more];
}

/** What contains itself is judged apart, once for each value; see `judgeTarget`. */
function addReference(into: Draft, ref: string, at: Located, task: Task): void {
  const target = task.document.resolve(ref, at);
  if (target && isApart(target, task))
    addJudge(into, { keyword: '$ref', at }, { ...task, way: fresh });
  else into.$ref = toId(target, task);
}

/** True where nothing of what led to the schema changes what it says of the value. */
function isApart(target: Located, task: Task): boolean {
  const { document, way } = task;
  const { omit, trail, extended } = toWay(way, document, target);
  if (trail.size > 0 || extended || !isRecursive(document, target)) return false;
  const own = omit.size > 0 ? getForeign(target, task) : omit;
  return [...omit].every((name) => own.has(name));
}

function toId(target: Located | undefined, { document, way, refer }: Task): string {
  // Nothing is known about a dangling reference; the check of the document has said so.
  return target ? refer(target, toWay(way, document, target)) : 'standin:anything';
}
