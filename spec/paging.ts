import { toNameKey } from '../kernel/words.ts';
import type { OpenApiDocument } from './document.ts';
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

const offsetNames = ['offset', 'skip', 'start', 'startindex', 'from', 'startat'];
const limitNames = ['limit', 'size', 'perpage', 'pagesize', 'pagelimit', 'count', 'max', 'take'];
const moreLimitNames = [
  'maxresults',
  'maxitems',
  'top',
  'first',
  'rows',
  'pagecount',
  'resultsperpage',
];
const pageNames = ['page', 'pagenumber', 'pageno', 'pagenum', 'pageindex', 'currentpage'];
const cursorNames = ['cursor', 'after', 'pagetoken', 'nexttoken', 'startingafter', 'marker'];
const moreCursorNames = [
  'continuationtoken',
  'nextcursor',
  'nextpagetoken',
  'pagecursor',
  'aftercursor',
];

/** Reads the query parameters of a list operation against the properties of its items. */
export function readListParameters(operation: Operation, item: SchemaView): ListParameters {
  const { document } = operation;
  const query = operation.parameters.filter((parameter) => parameter.in === 'query');
  const find = (names: readonly string[], test: (view: SchemaView) => boolean) =>
    query.find(
      (parameter) => names.includes(keyOf(parameter)) && test(viewOf(document, parameter)),
    );
  const offset = find(offsetNames, isNumeric);
  const limit = find([...limitNames, ...moreLimitNames], isNumeric);
  const page = find(pageNames, isNumeric);
  const cursor = find([...cursorNames, ...moreCursorNames], (view) => !isNumeric(view));
  const roles = new Set([offset, limit, page, cursor]);
  const rest = query.filter((parameter) => !roles.has(parameter));
  const filters = rest.flatMap((parameter) => toFilter(document, parameter, item) ?? []);
  const filtering = new Set(filters.map((filter) => filter.parameter));
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
    if (typeof node === 'object' && node !== null && 'default' in node) {
      return typeof node.default === 'number' ? node.default : undefined;
    }
  }
  return parameter.required ? view.minimum : undefined;
}

function toFilter(document: OpenApiDocument, parameter: Parameter, item: SchemaView) {
  const key = keyOf(parameter);
  for (const [property, places] of item.properties) {
    if (toNameKey(property) === key && isScalar(viewSchema(document, places))) {
      return { parameter: parameter.name, property };
    }
  }
  return undefined;
}
