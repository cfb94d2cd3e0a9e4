import { getDefault } from '../../fixtures/complete.ts';
import { toDateTime } from '../../kernel/clock.ts';
import { toDigest } from '../../kernel/entity-tag.ts';
import type { Json } from '../../kernel/json.ts';
import { toNameKey, toWords } from '../../kernel/words.ts';
import { admitsNull, collectProperties, isReadOnly } from '../../spec/choice.ts';
import type { Located, OpenApiDocument } from '../../spec/document.ts';
import type { Binding, Resource } from '../../spec/resource.ts';
import { type SchemaView, viewSchema } from '../../spec/schema.ts';
import { readSpellings } from '../../spec/spellings.ts';
import type { Actor, Api, Assignment } from '../exchange/model.ts';

/**
 * The server-assigned properties of the resource an operation writes: those the overlay names
 * (`x-mock.assign`), every readOnly one (OpenAPI 3.1 §4.8.24.2), and those that replies declare and
 * this operation's request does not.
 */
export function compileAssignments(binding: Binding): Assignment[] {
  const { resource, requestItem, copies } = binding;
  if (!resource?.schema) return [];
  const { document, schema, identity } = resource;
  // What a copy is not told anew it has from its original.
  const asked = requestItem && !copies ? collectAsked(document, requestItem) : undefined;
  const respelled = new Set(readSpellings(binding).values());
  const { required } = viewSchema(document, schema);
  const assignments: Assignment[] = [];
  for (const [property, places] of collectProperties(document, schema)) {
    const view = viewSchema(document, places);
    const isRequired = required.has(property);
    const isAsked = !asked || asked.has(property) || respelled.has(property);
    const isMarked = view.readOnly && isReadOnly(document, schema, property);
    const verdict =
      readOverlay(view, property === identity.property) ??
      (isMarked || !isAsked ? infer(resource, { property, view, isRequired }) : undefined);
    const yields = isTold(document, view, asked?.get(property));
    if (!verdict) continue;
    assignments.push({ property, ...verdict, ...(yields && { yields }), schema: places });
  }
  return assignments;
}

/** True for a property that only replies call readOnly, and that nobody else assigns. */
function isTold(document: OpenApiDocument, view: SchemaView, told?: readonly Located[]): boolean {
  if (!view.readOnly || view.extension.assign !== undefined) return false;
  return told !== undefined && !viewSchema(document, told).readOnly;
}

/** The properties a request may name; undefined when it may name any. */
function collectAsked(document: OpenApiDocument, request: Located) {
  const declared = collectProperties(document, request);
  const { additional } = viewSchema(document, request);
  return additional || declared.size === 0 ? undefined : declared;
}

type Verdict = Pick<Assignment, 'source' | 'on'>;

interface Property {
  readonly property: string;
  readonly view: SchemaView;
  readonly isRequired: boolean;
}

function readOverlay(view: SchemaView, isIdentity: boolean): Verdict | undefined {
  const { assign, on } = view.extension;
  const when = on === 'write' ? 'write' : 'create';
  if (assign === 'uuid') return { source: isIdentity ? 'identity' : 'generated', on: when };
  if (assign === 'now' || assign === 'user' || assign === 'system')
    return { source: assign, on: when };
  return undefined;
}

function infer({ identity }: Resource, { property, view, isRequired }: Property): Verdict {
  if (property === identity.property) return { source: 'identity', on: 'create' };
  if (isTag(property, view)) return { source: 'revision', on: 'write' };
  const words = toWords(property);
  const isInstant = view.format === 'date-time' || view.format === 'date' || isEpoch(view, words);
  if (isInstant && words.some((word) => /^(updat|modif|chang|edit)/.test(word)))
    return { source: 'now', on: 'write' };
  if (isInstant && words.some((word) => /^(creat|insert|add|regist|join)/.test(word)))
    return { source: 'now', on: 'create' };
  if (!isInstant) return { source: view.readOnly ? 'generated' : 'kept', on: 'create' };
  // Another instant, such as when something was sent, has not come yet, if it need not be there.
  const isNeeded = isRequired && !view.types?.has('null') && !words.some(isLater);
  return { source: isNeeded ? 'now' : 'kept', on: 'create' };
}

/** The entity tag that an item says of itself: another one after every change. */
function isTag(property: string, { types, format, patterns, values, maxLength }: SchemaView) {
  if (!/^(odata|item|entity)?etag$/.test(toNameKey(property))) return false;
  const isPlain = format === undefined && patterns.length === 0 && values === undefined;
  const isText = !types || types.has('string') || types.has('integer');
  return isPlain && isText && (maxLength ?? 16) >= 16;
}

function isLater(word: string): boolean {
  return /^(expir|due|until|end|valid|deadline|next|renew)/.test(word);
}

function isEpoch({ types }: SchemaView, words: readonly string[]): boolean {
  const isNumber = types?.has('integer') === true || types?.has('number') === true;
  return isNumber && /^(at|on|time|timestamp|date)$/.test(words.at(-1) ?? '');
}

/** Where assigned values come from. */
export interface AssignmentSources {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly actor: Actor;
  readonly key: string;
  /** The property as it was; absent when the item is new. */
  readonly before?: Json | undefined;
  readonly generate: (schema: readonly Located[], path: string) => Json | undefined;
}

/** The value of one assignment; undefined when there is none yet. */
export function toAssigned(
  api: Api,
  assignment: Assignment,
  sources: AssignmentSources,
): Json | undefined {
  const { document } = api;
  const view = viewSchema(document, assignment.schema);
  switch (assignment.source) {
    case 'identity':
      return toIdentityValue(view, sources.key);
    case 'now':
      return toInstant(view, sources.now);
    case 'user':
      return sources.actor.user;
    case 'system':
      return sources.actor.system;
    case 'generated':
      return (
        getDefault(view, api.replies) ??
        sources.generate(assignment.schema, `/${assignment.property}`)
      );
    case 'revision':
      return toRevision(view, sources);
    case 'kept':
      return (
        getDefault(view, api.replies) ??
        (admitsNull(document, assignment.schema) ? null : undefined)
      );
  }
}

/** The next number where revisions are numbers, else a text that no other change would make. */
function toRevision({ types }: SchemaView, { before, key, now }: AssignmentSources): Json {
  const isNumber = types?.has('integer') === true && !types.has('string');
  const number = /^\d{1,15}$/.test(String(before ?? '')) ? Number(before) + 1 : undefined;
  if (isNumber) return number ?? 1;
  return number === undefined ? toDigest([key, before ?? null, now]) : String(number);
}

/** The identity as the schema writes it: a number where it is one. */
function toIdentityValue(view: SchemaView, key: string): Json {
  const isNumber = view.types?.has('integer') === true || view.types?.has('number') === true;
  return isNumber && view.types?.has('string') !== true ? Number(key) : key;
}

function toInstant(view: SchemaView, now: number): Json {
  if (view.types?.has('integer') || view.types?.has('number')) return Math.floor(now / 1000);
  return view.format === 'date' ? toDateTime(now).slice(0, 10) : toDateTime(now);
}
