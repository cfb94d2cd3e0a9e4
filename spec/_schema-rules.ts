import { getOwn, isEqual, isJsonArray, toArray, toText } from '../kernel/json.ts';
import type { SchemaDraft } from './_schema-view.ts';
import { toLeastCommonMultiple } from './decimal.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { isType } from './keyword-shapes.ts';
import { isNullable } from './nullable.ts';

/** Types, and the values that are listed. */
export function addTypes(draft: SchemaDraft, at: Located, document: OpenApiDocument): void {
  const types = toTypes(at, document);
  if (types) draft.types = draft.types ? intersect(draft.types, types) : types;
  const constant = getOwn(at.node, 'const');
  const listed = getOwn(at.node, 'enum');
  const values = constant !== undefined ? [constant] : isJsonArray(listed) ? listed : undefined;
  if (!values) return;
  const before = draft.values;
  draft.values = before
    ? values.filter((value) => before.some((known) => isEqual(known, value)))
    : values;
}

function toTypes(at: Located, document: OpenApiDocument): Set<string> | undefined {
  const type = getOwn(at.node, 'type');
  const names = typeof type === 'string' ? [type] : toArray(type);
  const types = new Set(names.filter(isType));
  if (types.size === 0) return undefined;
  if (isNullable(at, document)) types.add('null');
  return types;
}

function intersect(a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> {
  const both = new Set([...a].filter((type) => b.has(type)));
  if (a.has('integer') && b.has('number')) both.add('integer');
  if (b.has('integer') && a.has('number')) both.add('integer');
  return both;
}

const lower = ['minLength', 'minItems', 'minProperties'] as const;
const upper = ['maxLength', 'maxItems', 'maxProperties'] as const;

/** Limits, of which the tightest counts. */
export function addBounds(draft: SchemaDraft, at: Located): void {
  for (const name of lower) raise(draft, name, number(at, name));
  for (const name of upper) sink(draft, name, number(at, name));
  const minimum = number(at, 'minimum');
  const maximum = number(at, 'maximum');
  raise(
    draft,
    getOwn(at.node, 'exclusiveMinimum') === true ? 'exclusiveMinimum' : 'minimum',
    minimum,
  );
  sink(
    draft,
    getOwn(at.node, 'exclusiveMaximum') === true ? 'exclusiveMaximum' : 'maximum',
    maximum,
  );
  raise(draft, 'exclusiveMinimum', number(at, 'exclusiveMinimum'));
  sink(draft, 'exclusiveMaximum', number(at, 'exclusiveMaximum'));
  const multipleOf = number(at, 'multipleOf');
  if (multipleOf !== undefined && multipleOf > 0) {
    const { multipleOf: known = multipleOf } = draft;
    draft.multipleOf = toLeastCommonMultiple(known, multipleOf);
  }
  if (getOwn(at.node, 'uniqueItems') === true) draft.uniqueItems = true;
}

type Lower = (typeof lower)[number] | 'minimum' | 'exclusiveMinimum';
type Upper = (typeof upper)[number] | 'maximum' | 'exclusiveMaximum';

function raise(draft: SchemaDraft, name: Lower, value: number | undefined): void {
  if (value !== undefined) draft[name] = Math.max(draft[name] ?? value, value);
}

function sink(draft: SchemaDraft, name: Upper, value: number | undefined): void {
  if (value !== undefined) draft[name] = Math.min(draft[name] ?? value, value);
}

function number(at: Located, name: string): number | undefined {
  const value = getOwn(at.node, name);
  return typeof value === 'number' ? value : undefined;
}

/** What is said about a value, and its pattern and format. */
export function addAnnotations(draft: SchemaDraft, at: Located): void {
  const pattern = toText(getOwn(at.node, 'pattern'));
  if (pattern !== undefined) draft.patterns = [...draft.patterns, pattern];
  const format = toText(getOwn(at.node, 'format'));
  if (format !== undefined) draft.format ??= format;
  if (getOwn(at.node, 'readOnly') === true) draft.readOnly = true;
  if (getOwn(at.node, 'writeOnly') === true) draft.writeOnly = true;
  const examples = [getOwn(at.node, 'example'), ...toArray(getOwn(at.node, 'examples'))];
  const all = [...examples, getOwn(at.node, 'default')];
  draft.examples = [...draft.examples, ...all.filter((value) => value !== undefined)];
  const extension = getOwn(at.node, 'x-mock');
  if (typeof extension === 'object' && extension !== null && !isJsonArray(extension)) {
    draft.extension = { ...extension, ...draft.extension };
  }
}
