import { toNameKey } from '../kernel/words.ts';
import { collectProperties } from './choice.ts';
import type { Located, OpenApiDocument } from './document.ts';
import type { Operation } from './model.ts';
import { type SchemaView, viewSchema } from './schema.ts';
import { isObject } from './shape.ts';

/** One thing that a caller may want of a list: a query parameter, or a member of a body. */
export interface Input {
  /** As it is written; what stands in an object is `filter.status`. */
  readonly name: string;
  /** Spelling-independent, of the innermost name. */
  readonly key: string;
  readonly view: SchemaView;
  readonly schema: readonly Located[];
  readonly isRequired: boolean;
}

/** Objects that hold what a caller wants. */
const holders =
  /^(filters?|where|query|search|criteria|conditions?|page|paging|pagination|options|params)$/;

/** What the query of an operation, or the body of a search, may want. */
export function readInputs(operation: Operation, body: Located | undefined): Input[] {
  const { document } = operation;
  const query = operation.parameters.filter((one) => one.in === 'query' && !one.isWhole);
  const plain = query.map(({ name, schema, required }): Input => {
    const places = schema ? [schema] : [];
    const view = viewSchema(document, places);
    return { name, key: toNameKey(name), view, schema: places, isRequired: required };
  });
  const members = body ? readMembers(document, [body], '') : [];
  return [...plain, ...members].flatMap((input) => openHolder(document, input));
}

function readMembers(
  document: OpenApiDocument,
  places: readonly Located[],
  prefix: string,
): Input[] {
  const { required } = viewSchema(document, places);
  return [...collectProperties(document, places)].map(([name, schema]) => ({
    name: prefix + name,
    key: toNameKey(name),
    view: viewSchema(document, schema),
    schema,
    isRequired: required.has(name),
  }));
}

function openHolder(document: OpenApiDocument, input: Input): Input[] {
  if (!isObject(input.view) || !holders.test(input.key)) return [input];
  const inner = readMembers(document, input.schema, `${input.name}.`);
  return inner.length > 0 ? inner : [input];
}
