import type { Json, JsonObject } from '../../kernel/json.ts';
import type { OpenApiDocument } from '../../spec/document.ts';
import type { Content, Operation, Parameter, ResponseSpec } from '../../spec/model.ts';
import { readOperations } from '../../spec/operations.ts';
import { ComparableSchemas, type Sender } from './_comparable-schema.ts';

/**
 * A document in the form the comparator reads: one file, every reference but those to schemas
 * resolved, what the server assigns not required of consumers. The comparator itself knows none of
 * these, and finds fault with requests that are right.
 */
export interface Comparable {
  readonly document: JsonObject;
  readonly schemas: ComparableSchemas;
  /** The operation behind a method and a path template of `document`. */
  find(method: string, template: string): Operation | undefined;
}

/** Puts a document into the comparator's form. */
export function toComparable(document: OpenApiDocument): Comparable {
  const schemas = new ComparableSchemas(document);
  const operations = new Map<string, Operation>();
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of readOperations(document)) {
    const [method, template] = [operation.method.toLowerCase(), toTemplate(operation.path)];
    operations.set(`${method} ${template}`, operation);
    paths[template] = { ...paths[template], [method]: toOperation(operation, schemas) };
  }
  return {
    document: {
      openapi: '3.1.0',
      info: { title: document.title, version: '' },
      paths,
      components: { schemas: schemas.components, securitySchemes: toSchemes(operations.values()) },
    },
    schemas,
    find: (method, template) => operations.get(`${method.toLowerCase()} ${template}`),
  };
}

/** Names of path parameters by position: the comparator's router takes letters and digits only. */
function toTemplate(path: string): string {
  let index = 0;
  return path.replace(/\{[^{}]*\}/g, () => `{p${index++}}`);
}

function toOperation(operation: Operation, schemas: ComparableSchemas): JsonObject {
  const { requestBody: body } = operation;
  const names = [...operation.path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  const responses = operation.responses.map((one) => [one.key, toResponse(one, schemas)] as const);
  return {
    parameters: operation.parameters.map((one) => toParameter(one, names, schemas)),
    ...(body && {
      requestBody: {
        required: body.required,
        content: toContent(body.content, 'consumer', schemas),
      },
    }),
    responses: Object.fromEntries(responses),
    security: operation.security.map((clauses) =>
      Object.fromEntries(clauses.map(({ name, scopes }) => [name, scopes])),
    ),
  };
}

function toParameter(
  parameter: Parameter,
  names: readonly (string | undefined)[],
  schemas: ComparableSchemas,
): JsonObject {
  const { name, in: place, required, style, explode, schema, mediaType } = parameter;
  const isPlain = schema !== undefined && mediaType === undefined;
  return {
    name: place === 'path' ? `p${names.indexOf(name)}` : name,
    in: place,
    ...{ required, style, explode },
    schema: isPlain ? schemas.inline(schema, 'consumer') : {},
  };
}

function toContent(content: readonly Content[], sender: Sender, schemas: ComparableSchemas) {
  const entries = content.map(({ mediaType, schema }): [string, JsonObject] => [
    mediaType,
    schema ? { schema: schemas.refer(schema, sender) } : {},
  ]);
  return Object.fromEntries(entries);
}

function toResponse({ content, headers }: ResponseSpec, schemas: ComparableSchemas): JsonObject {
  const described = headers.map(({ name, schema }): [string, JsonObject] => [
    name,
    { schema: schema ? schemas.inline(schema, 'provider') : {} },
  ]);
  return {
    content: toContent(content, 'provider', schemas),
    headers: Object.fromEntries(described),
  };
}

function toSchemes(operations: Iterable<Operation>): JsonObject {
  const clauses = [...operations].flatMap(({ security }) => security.flat());
  const schemes = clauses.map(({ name, type, scheme, in: place, parameterName }) => {
    return [name, { type, scheme, in: place, name: parameterName }] as const;
  });
  return Object.fromEntries(schemes);
}
