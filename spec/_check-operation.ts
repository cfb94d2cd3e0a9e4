import { getOwn, isJsonObject, toText } from '../kernel/json.ts';
import { toDeclaredTypes, toMediaText, toMediaType } from '../kernel/media-type.ts';
import type { Work } from '../kernel/work.ts';
import { checkParameters, type Owner } from './_check-parameters.ts';
import { checkSchema } from './_check-schema.ts';
import { findMediaTypes, isMediaTypeField } from './_content-keys.ts';
import type { FaultList } from './_fault-list.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { viewSchema } from './schema.ts';

/** An operation: its parameters, body and responses. */
export function* checkOperation(
  document: OpenApiDocument,
  { path, owner: at }: Owner,
  faults: FaultList,
): Work<void> {
  if (!isJsonObject(at.node)) {
    const message = 'The operation is not an object; it is left out.';
    faults.warn(at, message, 'Give it at least "responses".');
    return;
  }
  const responses = document.child(at, 'responses');
  if (!responses || !isJsonObject(responses.node)) {
    const mend = 'Add a response, such as "200: { description: OK }".';
    if (responses) faults.warn(responses, 'The "responses" are not an object.', mend);
    else faults.warn(at, 'The operation declares no responses.', mend);
  } else yield* checkResponses(document, responses, faults);
  yield* checkParameters(document, { path, owner: at }, faults);
  const body = document.child(at, 'requestBody');
  const followed = body && document.follow(body);
  if (followed) yield* checkContent(document, followed, faults);
}

function* checkResponses(
  document: OpenApiDocument,
  responses: Located,
  faults: FaultList,
): Work<void> {
  for (const { name, at } of document.children(responses)) {
    if (name.startsWith('x-')) continue;
    if (!/^([1-5](\d\d|XX)|default)$/i.test(name)) {
      const mend = 'Write a status such as 200, a range such as 4XX, or default.';
      faults.warn(at, `"${name}" is no status; it is left out.`, mend);
      continue;
    }
    const response = document.follow(at);
    if (!response) continue;
    if (toText(getOwn(response.node, 'description')) === undefined) {
      const mend = 'Add one; OpenAPI asks for it, if only for "OK".';
      faults.warn(response, 'The response has no description.', mend);
    }
    yield* checkContent(document, response, faults);
  }
}

function* checkContent(document: OpenApiDocument, holder: Located, faults: FaultList): Work<void> {
  const content = document.child(holder, 'content');
  if (!content) return;
  if (!isJsonObject(content.node)) {
    const mend = 'Write a media type, such as "application/json:", and the rest below it.';
    faults.warn(content, 'The "content" is not an object; it is left out.', mend);
    return;
  }
  const all = document.children(content);
  const known = findMediaTypes(all.map(({ name }) => name));
  for (const { name, at } of all) {
    if (!known.has(name)) {
      const mend = isMediaTypeField(name)
        ? 'Put it below a media type, such as "application/json".'
        : 'Write one such as "application/json".';
      faults.warn(at, `"${name}" is no media type; it is left out.`, mend);
      continue;
    }
    if (!toMediaType(name)) {
      const meant = toDeclaredTypes(name).map(toMediaText).join(' and ');
      const message = `"${name}" is no media type; it is read as ${meant}.`;
      faults.warn(at, message, 'Write one such as "application/json".');
    }
    const medium = document.follow(at) ?? at;
    warnOfForm(document, { name, medium }, faults);
    for (const keyword of ['schema', 'itemSchema']) {
      const schema = document.child(medium, keyword);
      if (schema) yield* checkSchema(document, schema, faults);
    }
  }
}

/** What travels as named fields is an object. */
function warnOfForm(
  document: OpenApiDocument,
  { name, medium }: { readonly name: string; readonly medium: Located },
  faults: FaultList,
): void {
  const schema = document.child(medium, 'schema');
  if (!schema || !/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(name))
    return;
  const { types } = viewSchema(document, schema);
  if (!types || types.has('object')) return;
  const message = `A body of ${name} is an object, and the schema has room for ${[...types].join(' or ')} only.`;
  faults.warn(schema, message, 'Name the fields in an object, or leave this media type out.');
}
