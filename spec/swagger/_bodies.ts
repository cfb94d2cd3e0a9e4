import { getOwn, isJsonObject, type Json, type JsonObject, toText } from '../../kernel/json.ts';
import { toMediaType } from '../../kernel/media-type.ts';
import type { Located } from '../document.ts';
import { embed, type Levelling, pick, toExtensions } from './_levelling.ts';
import { readExample } from './_parameters.ts';
import { levelValue } from './_values.ts';

/** Everything that travels in the body of one operation. */
export interface BodyParts {
  /** Where the operation lists its parameters, or itself. */
  readonly at: Located;
  readonly bodies: readonly Located[];
  readonly forms: readonly Located[];
  readonly consumes: readonly string[];
}

/**
 * The Request Body Object for parameters `in: body` and `in: formData`. A document that has both
 * contradicts itself (Swagger 2.0, Parameter Object); either is then taken.
 */
export function levelBody(levelling: Levelling, parts: BodyParts): Json | undefined {
  const { bodies, forms } = parts;
  const [body, second] = bodies;
  if (second) {
    const message = 'A second parameter is the body; only the first is read.';
    levelling.remarks.warn(second, message, 'Put both into one schema.');
  }
  if (body && forms.length > 0) {
    const message = 'The operation has a body and form fields; either is accepted.';
    levelling.remarks.warn(body, message, 'Keep one of them: a request has one body.');
  }
  if (!body) return forms.length > 0 ? levelForm(levelling, parts) : undefined;
  const form = forms.length > 0 ? toContent(levelForm(levelling, parts)) : {};
  const types = parts.consumes.filter((type) => forms.length === 0 || !isForm(type));
  const medium = levelMedium(levelling, body);
  const content = { ...form, ...spread(types.length > 0 ? types : ['application/json'], medium) };
  return levelling.origins.make(body, {
    ...pick(body.node, ['description']),
    required: getOwn(body.node, 'required') === true && forms.length === 0,
    content: levelling.origins.make(body, withExamples(content, body.node)),
    ...toExtensions(body.node),
  });
}

function levelMedium(levelling: Levelling, body: Located): JsonObject {
  const schema = levelling.document.child(body, 'schema');
  const example = getOwn(body.node, 'x-example');
  return levelling.origins.make(body, {
    ...(schema && { schema: embed(levelling, schema) }),
    ...(example !== undefined && { example }),
  });
}

/** `x-examples` by media type, as several tools write them. */
function withExamples(content: JsonObject, node: Json): JsonObject {
  const examples = getOwn(node, 'x-examples');
  if (!isJsonObject(examples)) return content;
  return Object.fromEntries(
    Object.entries(content).map(([type, medium]) => {
      const example = getOwn(examples, type);
      const own = isJsonObject(medium) && example !== undefined ? { ...medium, example } : medium;
      return [type, own];
    }),
  );
}

function levelForm(levelling: Levelling, parts: BodyParts): JsonObject {
  const { at, forms } = parts;
  const { origins } = levelling;
  const properties: [string, Json][] = [];
  const encoding: [string, Json][] = [];
  for (const field of forms) {
    const name = toText(getOwn(field.node, 'name')) ?? '';
    const { schema, writing } = levelValue(levelling, field, 'formData');
    properties.push([name, toProperty(levelling, field, schema)]);
    if (Object.keys(writing).length > 0) encoding.push([name, origins.make(field, { ...writing })]);
  }
  const required = forms.filter(({ node }) => getOwn(node, 'required') === true);
  const schema = origins.make(at, {
    type: 'object',
    properties: origins.make(at, Object.fromEntries(properties)),
    ...(required.length > 0 && {
      required: required.map(({ node }) => getOwn(node, 'name') ?? ''),
    }),
  });
  const medium = origins.make(at, {
    schema,
    ...(encoding.length > 0 && { encoding: origins.make(at, Object.fromEntries(encoding)) }),
  });
  const content = origins.make(at, spread(toFormTypes(parts), medium));
  return origins.make(at, { required: required.length > 0, content });
}

/** A schema of its own, so that what the field says about itself has a place. */
function toProperty({ origins }: Levelling, field: Located, schema: Json): Json {
  if (!isJsonObject(schema) || getOwn(schema, '$ref') !== undefined) return schema;
  const example = readExample(field.node);
  const own = {
    ...pick(field.node, ['description']),
    ...(example !== undefined && { example }),
    ...toExtensions(field.node),
  };
  const isEmptyable = getOwn(field.node, 'allowEmptyValue') === true && schema.type !== 'string';
  if (!isEmptyable) return origins.make(field, { ...schema, ...own });
  return origins.make(field, { anyOf: [schema, { type: 'string', enum: [''] }], ...own });
}

function toContent(body: JsonObject): JsonObject {
  return isJsonObject(body.content) ? body.content : {};
}

/** A file can only travel in multipart/form-data (Swagger 2.0, Parameter Object, `type`). */
function toFormTypes({ forms, consumes }: BodyParts): readonly string[] {
  const hasFile = forms.some(
    ({ node }) =>
      getOwn(node, 'type') === 'file' || getOwn(getOwn(node, 'items'), 'format') === 'binary',
  );
  const usable = consumes.filter((type) => (hasFile ? isMultipart(type) : isForm(type)));
  if (usable.length > 0) return usable;
  return [hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'];
}

function isForm(text: string): boolean {
  return toMediaType(text)?.subtype === 'x-www-form-urlencoded' || isMultipart(text);
}

function isMultipart(text: string): boolean {
  return toMediaType(text)?.type === 'multipart';
}

function spread(types: readonly string[], medium: Json): JsonObject {
  return Object.fromEntries(types.map((type) => [type, medium]));
}
