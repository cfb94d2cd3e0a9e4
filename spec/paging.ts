import { toObject } from '../kernel/json.ts';
import { readFilters } from './_filters.ts';
import { type Input, readInputs } from './_inputs.ts';
import {
  beforeNames,
  cursorNames,
  isNumeric,
  isOpaque,
  limitNames,
  offsetNames,
  pageNames,
  plain,
  toFirstPage,
  toLimit,
} from './_roles.ts';
import { isIgnored, readSort } from './_sort.ts';
import { withTold } from './_told-roles.ts';
import type { Located } from './document.ts';
import { isFieldName } from './field-names.ts';
import type { ListParameters } from './list-parameters.ts';
import type { Operation } from './model.ts';
import type { Properties } from './property-keys.ts';

type Test = (input: Input) => boolean;

/**
 * Reads the query parameters of a list operation, or the members of the body of a search, against
 * the properties of its items.
 */
export function readListParameters(
  operation: Operation,
  properties: Properties,
  body?: Located,
): ListParameters {
  const told = toObject(operation.extension.parameters);
  const inputs = readInputs(operation, body);
  const free = inputs.filter(({ name }) => !Object.hasOwn(told, name));
  const list = readRoles(operation, { inputs: free, properties, ...(body && { body }) });
  return Object.keys(told).length === 0
    ? list
    : withTold(list, { told, inputs, document: operation.document, properties });
}

interface Reading {
  readonly inputs: readonly Input[];
  readonly properties: Properties;
  readonly body?: Located;
}

function readRoles(operation: Operation, { inputs, properties, body }: Reading): ListParameters {
  const { document } = operation;
  const filters = readFilters(
    document,
    inputs.filter(({ key }) => !plain.has(key)),
    properties,
  );
  const isFilter = ({ name }: Input) => filters.some(({ parameter }) => parameter === name);
  const find = (names: readonly string[], test: Test) =>
    names.flatMap((name) => inputs.find(({ key }) => key === name) ?? []).filter(test);
  const findRole = (names: readonly string[], test: Test) =>
    find(names, test).find((input) => !isFilter(input));
  const offset = findRole(offsetNames, isNumeric);
  const page = findRole(pageNames, isNumeric);
  const cursor = findRole(cursorNames, isOpaque);
  const before = cursor && findRole(beforeNames, isOpaque);
  // Beside a page, a size is the size of the page even if the items have one too.
  const isPaged = offset !== undefined || page !== undefined || cursor !== undefined;
  const [anyLimit] = isPaged ? find(limitNames, isNumeric) : [];
  const limit = findRole(limitNames, isNumeric) ?? anyLimit;
  const roles = new Set([offset, limit, page, cursor, before]);
  const rest = inputs.filter((input) => !roles.has(input));
  const sort = readSort(
    rest.filter((input) => !isFilter(input)),
    { document, properties },
  );
  const sorting = new Set([sort?.parameter, sort?.direction]);
  const kept = filters.filter(({ parameter }) => rest.some(({ name }) => name === parameter));
  const left = rest.filter(
    (input) => !sorting.has(input.name) && !kept.some(({ parameter }) => parameter === input.name),
  );
  const fields = left.find(({ name }) => isFieldName(name));
  const ignored = left.filter((input) => input !== fields && isIgnored(input));
  const unknown = left.filter((input) => input !== fields && !ignored.includes(input));
  return {
    ...(body && { isBody: true as const }),
    ...(offset && { offset: offset.name }),
    ...(limit && { limit: toLimit(limit) }),
    ...(page && { page: { name: page.name, first: toFirstPage(page) } }),
    ...(cursor && { cursor: cursor.name }),
    ...(before && { before: before.name }),
    ...(sort && { sort }),
    filters: kept,
    ...(fields && { fields: fields.name }),
    ...(ignored.length > 0 && { ignored: ignored.map(({ name }) => name) }),
    unknown: unknown.map(({ name }) => name),
  };
}
