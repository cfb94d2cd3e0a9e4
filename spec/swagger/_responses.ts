import { getOwn, isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { toMediaType } from '../../kernel/media-type.ts';
import type { Located } from '../document.ts';
import { embed, type Levelling, pick, toExtensions } from './_levelling.ts';
import { levelValue } from './_values.ts';

/** The Responses Object; every media type of `produces` gets the one schema that 2.0 knows. */
export function levelResponses(
  levelling: Levelling,
  responses: Located,
  produces: readonly string[],
): Json {
  if (!isJsonObject(responses.node)) return responses.node;
  const { document, origins } = levelling;
  const members = document.children(responses).map(({ name, at }): [string, Json] => {
    if (name.startsWith('x-')) return [name, at.node];
    return [name, levelResponse(levelling, document.follow(at) ?? at, produces)];
  });
  return origins.make(responses, Object.fromEntries(members));
}

function levelResponse(levelling: Levelling, at: Located, produces: readonly string[]): Json {
  // A reference that leads nowhere stays one: the check of references tells of it.
  if (!isJsonObject(at.node)) return at.node;
  if (getOwn(at.node, '$ref') !== undefined) return levelling.origins.make(at, { ...at.node });
  const content = levelContent(levelling, at, produces);
  const headers = levelling.document.child(at, 'headers');
  return levelling.origins.make(at, {
    ...pick(at.node, ['description']),
    ...(headers && { headers: levelHeaders(levelling, headers) }),
    ...(Object.keys(content).length > 0 && { content }),
    ...toExtensions(at.node),
  });
}

function levelContent(levelling: Levelling, at: Located, produces: readonly string[]): JsonObject {
  const { document, origins } = levelling;
  const schema = document.child(at, 'schema');
  const examples = document.child(at, 'examples') ?? document.child(at, 'x-examples');
  const shown = examples ? document.children(examples).filter(({ name }) => toMediaType(name)) : [];
  const types = schema ? toTypes(schema, produces, shown.length > 0) : [];
  const names = [...new Set([...types, ...shown.map(({ name }) => name)])];
  const plain = origins.make(at, schema ? { schema: embed(levelling, schema) } : {});
  const members = names.map((type): [string, Json] => {
    const example = shown.find(({ name }) => name === type)?.at;
    if (!example) return [type, plain];
    return [type, origins.make(at, { ...plain, example: origins.keep(example.node, example) })];
  });
  return origins.make(at, Object.fromEntries(members));
}

/** Swagger 2.0 leaves open what a reply is when nothing says what is produced. */
function toTypes(
  schema: Located,
  produces: readonly string[],
  isShown: boolean,
): readonly string[] {
  if (produces.length > 0) return produces;
  if (isShown) return [];
  const isFile = getOwn(schema.node, 'format') === 'binary';
  return [isFile ? 'application/octet-stream' : 'application/json'];
}

function levelHeaders(levelling: Levelling, headers: Located): Json {
  const { document, origins } = levelling;
  const members = document.children(headers).map(({ name, at }): [string, Json] => {
    if (!isJsonObject(at.node)) return [name, at.node];
    const { schema } = levelValue(levelling, at, 'header');
    const header = { ...pick(at.node, ['description']), schema, ...toExtensions(at.node) };
    return [name, origins.make(at, header)];
  });
  return origins.make(headers, Object.fromEntries(members));
}
