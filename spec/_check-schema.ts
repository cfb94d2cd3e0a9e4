import {
  getOwn,
  isJsonArray,
  isJsonObject,
  type Json,
  toArray,
  toSnippet,
} from '../kernel/json.ts';
import { findNearest } from '../kernel/words.ts';
import type { FaultList } from './_fault-list.ts';
import { checkOverride } from './check-override.ts';
import type { Located, OpenApiDocument } from './document.ts';

const types = ['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'];
const single = [
  'items',
  'additionalProperties',
  'not',
  'contains',
  'propertyNames',
  'if',
  'then',
  'else',
];
const lists = ['allOf', 'oneOf', 'anyOf', 'prefixItems'];
const maps = ['properties', 'patternProperties', '$defs'];

/** Reports keywords that cannot mean what they say; `$ref`s are checked elsewhere. */
export function checkSchema(document: OpenApiDocument, at: Located, faults: FaultList): void {
  if (!faults.isNew(at) || typeof at.node === 'boolean') return;
  if (!isJsonObject(at.node)) {
    faults.error(at, `A schema cannot be ${toSnippet(at.node)}.`, 'Write an object or a boolean.');
    return;
  }
  checkType(document, at, faults);
  checkShapes(document, at, faults);
  checkPattern(document, at, faults);
  checkExtension(document, at, faults);
  for (const { at: member } of getSubschemas(document, at)) checkSchema(document, member, faults);
}

function getSubschemas(document: OpenApiDocument, at: Located) {
  const below = [...lists, ...maps].flatMap((keyword) => {
    const holder = document.child(at, keyword);
    return holder ? document.children(holder) : [];
  });
  const alone = single.flatMap((keyword) => {
    const member = document.child(at, keyword);
    return member ? [{ name: keyword, at: member }] : [];
  });
  return [...below, ...alone];
}

function checkExtension(document: OpenApiDocument, schema: Located, faults: FaultList): void {
  const at = document.child(schema, 'x-mock');
  if (!at) return;
  for (const fault of checkOverride({ place: 'schema', value: at.node, collections: [] })) {
    faults.warn({ ...at, pointer: at.pointer + fault.pointer }, fault.message, fault.mend);
  }
}

function checkType(document: OpenApiDocument, at: Located, faults: FaultList): void {
  const holder = document.child(at, 'type');
  if (!holder) return;
  const names: readonly Json[] = isJsonArray(holder.node) ? holder.node : [holder.node];
  for (const name of names) {
    if (typeof name === 'string' && types.includes(name)) continue;
    const nearest = typeof name === 'string' ? findNearest(name, types) : undefined;
    const mend = nearest ? `Did you mean "${nearest}"?` : `Types are ${types.join(', ')}.`;
    faults.error(holder, `${toSnippet(name)} is no type of JSON Schema.`, mend);
  }
}

const shapes: readonly (readonly [
  keyword: string,
  test: (value: Json) => boolean,
  want: string,
])[] = [
  ['required', isListOfTexts, 'a list of property names'],
  ['enum', isJsonArray, 'a list of values'],
  ['properties', isJsonObject, 'an object with a schema for each name'],
  ['allOf', isJsonArray, 'a list of schemas'],
  ['oneOf', isJsonArray, 'a list of schemas'],
  ['anyOf', isJsonArray, 'a list of schemas'],
  ['minimum', isNumber, 'a number'],
  ['maximum', isNumber, 'a number'],
  ['minLength', isCount, 'a whole number from 0'],
  ['maxLength', isCount, 'a whole number from 0'],
  ['minItems', isCount, 'a whole number from 0'],
  ['maxItems', isCount, 'a whole number from 0'],
  ['pattern', (value) => typeof value === 'string', 'a regular expression as text'],
  ['format', (value) => typeof value === 'string', 'the name of a format'],
];

function checkShapes(document: OpenApiDocument, at: Located, faults: FaultList): void {
  for (const [keyword, test, want] of shapes) {
    const holder = document.child(at, keyword);
    if (!holder || test(holder.node)) continue;
    // `required: true` beside a property is a relic of JSON Schema draft 3, and harmless.
    const isRelic = keyword === 'required' && typeof holder.node === 'boolean';
    const message = `"${keyword}" is ${toSnippet(holder.node)}, not ${want}.`;
    if (isRelic)
      faults.warn(holder, message, 'List the name in "required" of the object around it.');
    else faults.error(holder, message, `Write ${want}.`);
  }
}

function isListOfTexts(value: Json): boolean {
  return isJsonArray(value) && toArray(value).every((name) => typeof name === 'string');
}

function isNumber(value: Json): boolean {
  return typeof value === 'number';
}

function isCount(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function checkPattern(document: OpenApiDocument, at: Located, faults: FaultList): void {
  const pattern = getOwn(at.node, 'pattern');
  if (typeof pattern !== 'string' || compiles(pattern, 'u') || compiles(pattern, '')) return;
  const holder = document.child(at, 'pattern') ?? at;
  const mend = 'Write a regular expression of ECMA-262; until then this pattern rules nothing out.';
  faults.warn(holder, `The pattern ${toSnippet(pattern)} does not compile.`, mend);
}

function compiles(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false;
  }
}
