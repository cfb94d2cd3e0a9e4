import { getOwn } from '../kernel/json.ts';
import { toNameKey } from '../kernel/words.ts';
import type { Located, OpenApiDocument } from './document.ts';
import type { Operation, Parameter } from './model.ts';
import { type SchemaView, viewSchema } from './schema.ts';
import { isScalar } from './shape.ts';

/** What the query parameters of a list operation mean. What is not named here never filters. */
export interface ListParameters {
  readonly offset?: string;
  readonly limit?: { readonly name: string; readonly default?: number; readonly maximum?: number };
  /** `first` is the number of the first page. */
  readonly page?: { readonly name: string; readonly first: number };
  readonly cursor?: string;
  /** Equality filters. */
  readonly filters: readonly { readonly parameter: string; readonly property: string }[];
  /** Query parameters that were not understood. */
  readonly unknown: readonly string[];
}

/** What parameters of a role are called; the first are never the name of a property. */
const offsetNames = ['offset', 'skip', 'startindex', 'startat', 'start', 'from'];
const limitNames = [
  ...['limit', 'perpage', 'pagesize', 'pagelimit', 'maxresults', 'maxitems', 'resultsperpage'],
  ...['size', 'take', 'top', 'first', 'rows', 'count', 'max', 'pagecount'],
];
const pageNames = ['page', 'pagenumber', 'pageno', 'pagenum', 'pageindex', 'currentpage'];
const cursorNames = [
  ...['cursor', 'pagetoken', 'nexttoken', 'startingafter', 'continuationtoken', 'nextcursor'],
  ...['nextpagetoken', 'pagecursor', 'aftercursor', 'after', 'marker'],
];
const plain: ReadonlySet<string> = new Set(['offset', 'limit', 'page', 'cursor', 'perpage']);

type Properties = ReadonlyMap<string, readonly Located[]>;

/** Reads the query parameters of a list operation against the properties of its items. */
export function readListParameters(operation: Operation, properties: Properties): ListParameters {
  const { document } = operation;
  const query = operation.parameters.filter((one) => one.in === 'query' && !one.isWhole);
  const namesakes = query.flatMap((parameter) => toFilter(document, parameter, properties) ?? []);
  const isNamesake = ({ name }: Parameter) => namesakes.some(({ parameter }) => parameter === name);
  const find = (names: readonly string[], test: (view: SchemaView) => boolean) =>
    names
      .flatMap((name) => query.find((parameter) => keyOf(parameter) === name) ?? [])
      .filter((parameter) => test(viewOf(document, parameter)));
  const findRole = (names: readonly string[], test: (view: SchemaView) => boolean) =>
    find(names, test).find((parameter) => !isNamesake(parameter));
  const offset = findRole(offsetNames, isNumeric);
  const page = findRole(pageNames, isNumeric);
  const cursor = findRole(cursorNames, isOpaque);
  // Beside a page, a size is the size of the page even if the items have one too.
  const isPaged = offset !== undefined || page !== undefined || cursor !== undefined;
  const [anyLimit] = isPaged ? find(limitNames, isNumeric) : [];
  const limit = findRole(limitNames, isNumeric) ?? anyLimit;
  const roles = new Set([offset, limit, page, cursor]);
  const rest = query.filter((parameter) => !roles.has(parameter));
  const filters = namesakes.filter(({ parameter }) => rest.some(({ name }) => name === parameter));
  const filtering = new Set(filters.map(({ parameter }) => parameter));
  return {
    ...(offset && { offset: offset.name }),
    ...(limit && { limit: toLimit(document, limit) }),
    ...(page && { page: { name: page.name, first: toFirstPage(document, page) } }),
    ...(cursor && { cursor: cursor.name }),
    filters,
    unknown: rest.map(({ name }) => name).filter((name) => !filtering.has(name)),
  };
}

function keyOf(parameter: Parameter): string {
  return toNameKey(parameter.name);
}

function viewOf(document: OpenApiDocument, parameter: Parameter): SchemaView {
  return viewSchema(document, parameter.schema ?? []);
}

function isNumeric(view: SchemaView): boolean {
  return view.types !== undefined && (view.types.has('integer') || view.types.has('number'));
}

/** A text without a format; `after` with one is a date. */
function isOpaque({ types, format }: SchemaView): boolean {
  return (!types || types.has('string')) && format === undefined;
}

function toLimit(document: OpenApiDocument, parameter: Parameter) {
  const view = viewOf(document, parameter);
  const fallback = getDefault(parameter, view);
  return {
    name: parameter.name,
    ...(fallback !== undefined && { default: fallback }),
    ...(view.maximum !== undefined && { maximum: view.maximum }),
  };
}

function toFirstPage(document: OpenApiDocument, parameter: Parameter): number {
  const view = viewOf(document, parameter);
  return view.minimum === 0 || getDefault(parameter, view) === 0 ? 0 : 1;
}

function getDefault(parameter: Parameter, view: SchemaView): number | undefined {
  for (const { node } of view.sources) {
    const value = getOwn(node, 'default');
    if (value !== undefined) return typeof value === 'number' ? value : undefined;
  }
  return parameter.required ? view.minimum : undefined;
}

/** A parameter filters by the property of its name when a value of the one can equal the other's. */
function toFilter(document: OpenApiDocument, parameter: Parameter, properties: Properties) {
  const key = toNameKey(parameter.name.replace(/^filters?\[([^[\]]*)\]$/i, '$1'));
  if (plain.has(key)) return undefined;
  for (const [property, places] of properties) {
    if (toNameKey(property) !== key) continue;
    const views = places.map((place) => viewSchema(document, place));
    const wanted = viewOf(document, parameter);
    const item = wanted.types?.has('array') && wanted.items;
    const single = item ? viewSchema(document, item) : wanted;
    if (views.every(isScalar) && views.some((view) => canEqual(view, single))) {
      return { parameter: parameter.name, property };
    }
  }
  return undefined;
}

function canEqual(one: SchemaView, other: SchemaView): boolean {
  if (!one.types || !other.types) return true;
  const isNumber = (types: ReadonlySet<string>) => types.has('integer') || types.has('number');
  const shared = [...one.types].some((type) => type !== 'null' && other.types?.has(type));
  return shared || (isNumber(one.types) && isNumber(other.types));
}
