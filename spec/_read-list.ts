import { collectProperties } from './choice.ts';
import type { Located } from './document.ts';
import type { ListParameters } from './list-parameters.ts';
import type { Operation } from './model.ts';
import { readListParameters } from './paging.ts';
import { mergeProperties, type Properties } from './property-keys.ts';

const noProperties: Properties = new Map();

/** What the query of an operation means to items of these schemas. */
export function readList(operation: Operation, schemas: readonly Located[]): ListParameters {
  const { document } = operation;
  const [first, ...more] = schemas.map((schema) => collectProperties(document, schema));
  const properties = more.reduce(mergeProperties, first ?? noProperties);
  return readListParameters(operation, properties);
}
