import {
  getOwn,
  isJsonArray,
  isJsonObject,
  type Json,
  toArray,
  toObject,
} from '../../kernel/json.ts';
import type { Located, OpenApiDocument } from '../document.ts';
import { findMisfit } from '../formats/lengths.ts';
import { findFormat } from '../formats/registry.ts';
import type { Reading } from './_reading.ts';

type Test = (value: Json) => boolean;

const isAny: Test = () => true;
const isNumber: Test = (value) => typeof value === 'number';
const isCount: Test = (value) => typeof value === 'number' && value >= 0;
const isText: Test = (value) => typeof value === 'string';
const isLimit: Test = (value) => typeof value === 'number' || typeof value === 'boolean';

/** Keywords whose values are no schemas, and what they must be: anything else rules nothing out. */
const plain: ReadonlyMap<string, Test> = new Map([
  ...['type', 'const', 'dependentRequired'].map((name) => [name, isAny] as const),
  ...['minimum', 'maximum'].map((name) => [name, isNumber] as const),
  ...['exclusiveMinimum', 'exclusiveMaximum'].map((name) => [name, isLimit] as const),
  ...['minLength', 'maxLength', 'minItems', 'maxItems'].map((name) => [name, isCount] as const),
  ...['minProperties', 'maxProperties'].map((name) => [name, isCount] as const),
  ...['minContains', 'maxContains'].map((name) => [name, isCount] as const),
  ['pattern', isText],
  // An unknown format says nothing.
  ['format', (value) => typeof value === 'string' && findFormat(value) !== undefined],
  ['enum', (value) => isJsonArray(value)],
  ['multipleOf', (value) => typeof value === 'number' && value > 0],
  ['uniqueItems', (value) => typeof value === 'boolean'],
]);

/** True for a keyword that `addPlain` knows. */
export function isPlain(keyword: string): boolean {
  return plain.has(keyword);
}

/** The schema that a keyword stands in, and how it is read. */
interface Rule {
  readonly at: Located;
  readonly document: OpenApiDocument;
  readonly reading: Reading;
}

/** Copies a keyword without schemas, rewritten for the 2020-12 dialect where OpenAPI 3.0 differs. */
export function addPlain(
  into: Record<string, unknown>,
  keyword: string,
  { at, document, reading }: Rule,
): void {
  const value = toObject(at.node)[keyword];
  if (value === undefined || !plain.get(keyword)?.(value)) return;
  if (keyword === 'format' && reading === 'lenient' && findMisfit(at.node)) return;
  if (keyword === 'type') addType(into, value);
  else if (keyword === 'enum') into.enum = [...toArray(value)];
  else if (keyword === 'dependentRequired') addDependent(into, value);
  else if (typeof value !== 'boolean' || !keyword.startsWith('exclusive')) into[keyword] = value;
  else if (value && document.isLegacyDialect) {
    const bound = keyword === 'exclusiveMinimum' ? 'minimum' : 'maximum';
    const limit = getOwn(at.node, bound);
    if (typeof limit === 'number') into[keyword] = limit;
  }
}

const jsonTypes = new Set(['null', 'boolean', 'object', 'array', 'number', 'string', 'integer']);

function addType(into: Record<string, unknown>, value: Json): void {
  const names = typeof value === 'string' ? [value] : toArray(value);
  const known = names.filter((name) => typeof name === 'string' && jsonTypes.has(name));
  if (known.length > 0) into.type = known.length === 1 ? known[0] : [...new Set(known)];
}

/** Names that a name asks for; of the older `dependencies` those entries that list names. */
export function addDependent(into: Record<string, unknown>, value: Json): void {
  if (!isJsonObject(value)) return;
  const lists = Object.entries(value).flatMap(([name, asked]) => {
    const names = toArray(asked).filter((one) => typeof one === 'string');
    return Array.isArray(asked) ? [[name, [...new Set(names)]] as const] : [];
  });
  into.dependentRequired = { ...toDependent(into.dependentRequired), ...Object.fromEntries(lists) };
}

function toDependent(known: unknown): object {
  return typeof known === 'object' && known !== null ? known : {};
}

/** What `required` asks for, without the names that are left out. */
export function addRequired(
  into: Record<string, unknown>,
  names: Json,
  omit: ReadonlySet<string>,
): void {
  const kept = toArray(names).filter((name) => typeof name === 'string' && !omit.has(name));
  if (kept.length > 0) into.required = [...new Set(kept)];
}
