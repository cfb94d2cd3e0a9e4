import { toNameKey, toSingular } from '../kernel/words.ts';
import type { Input } from './_inputs.ts';
import { collectProperties } from './choice.ts';
import type { OpenApiDocument } from './document.ts';
import { type Properties, readPropertyKeys } from './property-keys.ts';
import { type SchemaView, viewSchema } from './schema.ts';
import { isArray, isObject, isScalar } from './shape.ts';

/** A parameter that leaves out the items whose property does not pass its test. */
export interface Filter {
  readonly parameter: string;
  readonly property: string;
  /** Where in the property the value stands, when not at its top: the `id` of an `owner`. */
  readonly path?: readonly string[];
  /**
   * `has`: the property is a list with the value in it. `after` and `before` exclude the value
   * itself, `from` and `to` do not. Absent: the property is equal to the value, or to one of several.
   */
  readonly test?: 'has' | 'after' | 'from' | 'before' | 'to';
  /** True when one text holds several values, with commas between them. */
  readonly isSplit?: true;
  /** True when the values are texts that the property has as numbers. */
  readonly isNumber?: true;
}

interface Search {
  readonly document: OpenApiDocument;
  readonly properties: Properties;
  readonly keys: ReadonlyMap<string, string>;
}

/** The parameters that are certain to filter. */
export function readFilters(
  document: OpenApiDocument,
  inputs: readonly Input[],
  properties: Properties,
): Filter[] {
  if (inputs.length === 0 || properties.size === 0) return [];
  const search = { document, properties, keys: readPropertyKeys(properties) };
  return inputs.flatMap((input) => toFilter(search, input) ?? []);
}

const bracketed = /^(?:filters?|where)(?:\[([^[\]]*)\]|[._](.+))$/i;
const operator =
  /^(.+?)(?:\[\$?(eq|in|gte?|lte?|min|max|from|to|after|before|since|until)\]|(?:__|\.)(eq|exact|in|gte?|lte?))$/i;

function toFilter(search: Search, input: Input): Filter | undefined {
  const match = bracketed.exec(input.name);
  const plain = match?.[1] ?? match?.[2] ?? input.name;
  const operated = operator.exec(plain);
  if (operated?.[1] !== undefined) {
    const test = tests[(operated[2] ?? operated[3] ?? '').toLowerCase()];
    const key = toNameKey(operated[1].split('.').at(-1) ?? '');
    return test ? toRange(search, input, { key, test }) : toEqual(search, input, key);
  }
  const key = match ? toNameKey(plain) : input.key;
  return toEqual(search, input, key) ?? toNamedRange(search, input, key);
}

type Test = NonNullable<Filter['test']>;

const tests: Readonly<Record<string, Test>> = {
  ...{ gt: 'after', gte: 'from', lt: 'before', lte: 'to', min: 'from', max: 'to', from: 'from' },
  ...{ to: 'to', after: 'after', before: 'before', since: 'from', until: 'to' },
};

/** A parameter filters by the property of its name when a value of the one can equal the other's. */
function toEqual(search: Search, input: Input, key: string): Filter | undefined {
  const { name, view } = input;
  const ids = key === 'ids' ? ['gid', 'uid', 'uuid', 'guid'] : [];
  for (const candidate of [key, key.replace(/^is/, ''), toSingular(key), ...ids]) {
    const property = search.keys.get(candidate);
    if (property === undefined) continue;
    const isFlag = candidate !== key && key.startsWith('is') && candidate === key.slice(2);
    const found = toMatch(search, input, property);
    if (!found || (isFlag && !view.types?.has('boolean'))) continue;
    const isSeveral = candidate !== key && !isFlag && !isArray(view);
    return { parameter: name, property, ...found, ...(isSeveral && { isSplit: true as const }) };
  }
  return toNested(search, input, key);
}

type Match = Pick<Filter, 'path' | 'test' | 'isNumber'>;

function toMatch(search: Search, input: Input, property: string): Match | undefined {
  const { document } = search;
  const wanted = toSingle(document, input.view);
  const places = search.properties.get(property) ?? [];
  const views = places.map((place) => viewSchema(document, place));
  if (views.length > 0 && views.every(isScalar)) {
    if (views.some((view) => canEqual(view, wanted))) return {};
    return views.every(isNumeric) && isId(property) && wanted.types?.has('string')
      ? { isNumber: true }
      : undefined;
  }
  const view = viewSchema(document, places);
  if (!isArray(view) || !view.items) return undefined;
  const item = viewSchema(document, view.items);
  return isScalar(item) && canEqual(item, wanted) ? { test: 'has' } : undefined;
}

function toSingle(document: OpenApiDocument, view: SchemaView): SchemaView {
  return isArray(view) && view.items ? viewSchema(document, view.items) : view;
}

const identities = ['id', 'gid', 'uid', 'uuid', 'guid', 'key', 'slug', 'code', 'login', 'username'];

/** `owner` and `owner_id` mean what tells the object `owner`. */
function toNested(search: Search, { name, view }: Input, key: string): Filter | undefined {
  const { document, keys, properties } = search;
  const match = /^(.+?)(g?id|uuid|uid)$/.exec(key);
  const property = keys.get(key) ?? (match?.[1] === undefined ? undefined : keys.get(match[1]));
  if (property === undefined) return undefined;
  const places = properties.get(property) ?? [];
  if (!isObject(viewSchema(document, places))) return undefined;
  const members = collectProperties(document, places);
  const wanted = toSingle(document, view);
  for (const id of match?.[2] && !keys.has(key) ? [match[2], ...identities] : identities) {
    const member = members.get(id);
    const own = member && viewSchema(document, member);
    if (own && isScalar(own) && canEqual(own, wanted))
      return { parameter: name, property, path: [id] };
  }
  return undefined;
}

const ranged: readonly (readonly [pattern: RegExp, test: Test])[] = [
  [/^(.+)(?:after|gt)$/, 'after'],
  [/^(.+)(?:before|lt)$/, 'before'],
  [/^(.+)(?:since|from|gte|min|start)$/, 'from'],
  [/^(.+)(?:until|till|to|lte|max|end)$/, 'to'],
  [/^(?:after)(.+)$/, 'after'],
  [/^(?:before)(.+)$/, 'before'],
  [/^(?:since|from|min|minimum|start)(.+)$/, 'from'],
  [/^(?:until|till|to|max|maximum|end)(.+)$/, 'to'],
];

/** `created_after`, `min_price`, `updatedSince`: the rest of the name is that of a property. */
function toNamedRange(search: Search, input: Input, key: string): Filter | undefined {
  for (const [pattern, test] of ranged) {
    const rest = pattern.exec(key)?.[1];
    const found = rest === undefined ? undefined : toRange(search, input, { key: rest, test });
    if (found) return found;
  }
  return undefined;
}

const suffixes = ['', 'at', 'on', 'date', 'time', 'datetime', 'timestamp'];

function toRange(
  { document, keys, properties }: Search,
  { name, view }: Input,
  { key, test }: { readonly key: string; readonly test: Test },
): Filter | undefined {
  const stem = key.replace(/(at|on|date|time)$/, '');
  for (const candidate of [key, ...suffixes.map((suffix) => stem + suffix)]) {
    const property = keys.get(candidate);
    const own =
      property === undefined ? undefined : viewSchema(document, properties.get(property) ?? []);
    if (property === undefined || !own || !canCompare(own, view)) continue;
    return { parameter: name, property, test };
  }
  return undefined;
}

/** Numbers with numbers, dates with dates. */
function canCompare(own: SchemaView, wanted: SchemaView): boolean {
  if (isNumeric(own)) return isNumeric(wanted);
  return (
    /^date(-time)?$/.test(own.format ?? '') &&
    wanted.types?.has('string') !== false &&
    !isArray(wanted)
  );
}

function isNumeric({ types }: SchemaView): boolean {
  return types?.has('integer') === true || types?.has('number') === true;
}

function isId(property: string): boolean {
  return /(^|_)id$|Id$|ID$/.test(property);
}

function canEqual(one: SchemaView, other: SchemaView): boolean {
  if (!one.types || !other.types) return true;
  const shared = [...one.types].some((type) => type !== 'null' && other.types?.has(type));
  return shared || (isNumeric(one) && isNumeric(other));
}
