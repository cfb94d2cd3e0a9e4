import { isJsonArray, isJsonObject, type Json, toSnippet } from '../kernel/json.ts';
import { findNearest } from '../kernel/words.ts';
import type { Work } from '../kernel/work.ts';
import { findContradictions } from './_check-contradictions.ts';
import { isHopeless } from './_contained.ts';
import type { FaultList } from './_fault-list.ts';
import { checkOverride } from './check-override.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { findMisfit } from './formats/lengths.ts';
import { findFormat, formatNames } from './formats/registry.ts';
import {
  isSound,
  isTelling,
  isType,
  lists,
  maps,
  shapes,
  single,
  types,
} from './keyword-shapes.ts';
import { readPattern } from './pattern/pattern.ts';

/** A schema object under examination. */
interface Visit {
  readonly document: OpenApiDocument;
  readonly at: Located;
  readonly faults: FaultList;
}

/** Reports keywords that cannot mean what they say; what `$ref`s lead to is checked elsewhere. */
export function* checkSchema(
  document: OpenApiDocument,
  start: Located,
  faults: FaultList,
): Work<void> {
  const pending = [start];
  for (let at = pending.pop(); at; at = pending.pop()) {
    yield;
    if (typeof at.node === 'boolean') continue;
    if (!isJsonObject(at.node)) {
      const message = `A schema cannot be ${toSnippet(at.node)}; it rules nothing out.`;
      faults.warn(at, message, 'Write an object or a boolean.');
    } else if (faults.isNew(at.node)) {
      pending.push(...checkObject({ document, at, faults }).reverse());
    }
  }
}

/** Checks one object, and gives the schemas in it. */
function checkObject(visit: Visit): Located[] {
  const { document, at, faults } = visit;
  if (!isJsonObject(at.node)) return [];
  if (typeof at.node.$ref === 'string' && document.isLegacyDialect) {
    warnOfSiblings(visit);
    return [];
  }
  const below: Located[] = [];
  for (const [keyword, written] of Object.entries(at.node)) {
    const value = document.child(at, keyword)?.node ?? written;
    if (keyword === 'type') checkType(visit, value);
    else if (keyword === 'x-mock') checkExtension(visit);
    const shape = shapes.get(keyword);
    if (shape && !shape.test(value)) warnOfShape(visit, keyword, shape.want);
    else if (keyword === 'pattern') checkPattern(visit, value);
    else if (keyword === 'format') checkFormat(visit, value);
    else if (keyword === 'nullable') checkNullable(visit);
    else if (/^exclusiveM/.test(keyword)) checkExclusive(visit, keyword, value);
    below.push(...getMembers(visit, keyword));
  }
  checkLengths(visit);
  checkBranches(visit);
  for (const { keyword, message } of findContradictions(document, at)) {
    const mend = 'Mend one of them; until then nothing is generated for it.';
    faults.warn(document.child(at, keyword) ?? at, `Nothing can satisfy this: ${message}.`, mend);
  }
  return below;
}

function getMembers({ document, at }: Visit, keyword: string): Located[] {
  const isSingle = single.has(keyword);
  const isMany = lists.has(keyword) || maps.has(keyword);
  const holder = isSingle || isMany ? document.child(at, keyword) : undefined;
  if (!holder) return [];
  if (isSingle) return [holder];
  return isSound(keyword, holder.node) ? document.children(holder).map((member) => member.at) : [];
}

function warnOfSiblings({ document, at, faults }: Visit): void {
  const names = Object.keys(at.node ?? {}).filter(isTelling);
  if (names.length === 0) return;
  const list = names.map((name) => `"${name}"`).join(', ');
  const message = `Beside a "$ref" OpenAPI 3.0 ignores ${list}.`;
  faults.warn(document.child(at, '$ref') ?? at, message, 'Put the "$ref" into an "allOf".');
}

function checkType({ document, at, faults }: Visit, value: Json): void {
  const names: readonly Json[] = isJsonArray(value) ? value : [value];
  for (const name of names) {
    if (isType(name)) continue;
    const nearest = typeof name === 'string' ? findNearest(name, types) : undefined;
    const mend = nearest ? `Did you mean "${nearest}"?` : `Types are ${types.join(', ')}.`;
    const holder = document.child(at, 'type') ?? at;
    const message = `${toSnippet(name)} is no type of JSON Schema; it rules nothing out.`;
    faults.warn(holder, message, mend);
  }
}

function warnOfShape({ document, at, faults }: Visit, keyword: string, want: string): void {
  const holder = document.child(at, keyword);
  if (!holder) return;
  // `required: true` beside a property is a relic of JSON Schema draft 3.
  const isRelic = keyword === 'required' && typeof holder.node === 'boolean';
  const mend = isRelic ? 'List the name in "required" of the object around it.' : `Write ${want}.`;
  faults.warn(holder, `"${keyword}" is ${toSnippet(holder.node)}, not ${want}.`, mend);
}

function checkPattern({ document, at, faults }: Visit, pattern: Json): void {
  if (typeof pattern !== 'string' || compiles(pattern, 'u') || compiles(pattern, '')) return;
  const isCaseless = readPattern(pattern).flavour === 'caseless';
  const mend = isCaseless
    ? 'ECMA-262 has no "(?i)"; this pattern is read without regard to case.'
    : 'Write a regular expression of ECMA-262; until then this pattern rules nothing out.';
  const message = `The pattern ${toSnippet(pattern)} does not compile.`;
  faults.warn(document.child(at, 'pattern') ?? at, message, mend);
}

function compiles(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false;
  }
}

function checkBranches({ document, at, faults }: Visit): void {
  if (!isHopeless(document, at)) return;
  const message =
    'Nothing can satisfy this by the letter: what matches one branch of "oneOf" always matches another.';
  const mend =
    'Give each a property that must have a value of its own; until then a discriminator decides.';
  faults.warn(document.child(at, 'oneOf') ?? at, message, mend);
}

/** A format that contradicts the lengths beside it. */
function checkLengths({ document, at, faults }: Visit): void {
  const misfit = findMisfit(at.node);
  if (!misfit) return;
  const mend = 'Mend one of them; until then requests go by the lengths.';
  faults.warn(document.child(at, 'format') ?? at, `Nothing can satisfy this: ${misfit}.`, mend);
}

/** Told once for each name: documents with formats of their own use them everywhere. */
function checkFormat({ document, at, faults }: Visit, format: Json): void {
  if (typeof format !== 'string' || findFormat(format) || !faults.isFirst(`format ${format}`))
    return;
  const nearest = findNearest(format, formatNames);
  const mend = nearest
    ? `Did you mean "${nearest}"?`
    : 'If it is one of your own, add a "pattern" for what it allows.';
  const message = `The format ${toSnippet(format)} is not known; it rules nothing out.`;
  faults.warn(document.child(at, 'format') ?? at, message, mend);
}

function checkNullable({ document, at, faults }: Visit): void {
  if (!document.isLegacyDialect) {
    const message = '"nullable" means nothing since OpenAPI 3.1.';
    const mend = 'Add "null" to the list of types.';
    faults.warn(document.child(at, 'nullable') ?? at, message, mend);
  }
}

function checkExclusive({ document, at, faults }: Visit, keyword: string, value: Json): void {
  if (typeof value !== 'boolean' || document.isLegacyDialect) return;
  const message = `"${keyword}" is ${value}, which means nothing since OpenAPI 3.1.`;
  faults.warn(document.child(at, keyword) ?? at, message, 'Write the limit itself.');
}

function checkExtension({ document, at, faults }: Visit): void {
  const holder = document.child(at, 'x-mock');
  if (!holder) return;
  for (const fault of checkOverride({ place: 'schema', value: holder.node, collections: [] })) {
    const place = { ...holder, pointer: holder.pointer + fault.pointer };
    faults.warn(place, fault.message, fault.mend);
  }
}
