import { getOwn, isJsonArray, isJsonObject, toSnippet, toText } from '../kernel/json.ts';
import { toDeclaredTypes, toMediaText, toMediaType } from '../kernel/media-type.ts';
import { findNearest } from '../kernel/words.ts';
import { checkOverrides } from './_check-overrides.ts';
import { checkReferences } from './_check-references.ts';
import { checkSchema } from './_check-schema.ts';
import { checkSecurity } from './_check-security.ts';
import { FaultList } from './_fault-list.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { DocumentError, type DocumentFault } from './fault.ts';
import { methods } from './model.ts';
import { listOperations } from './path-item.ts';
import { getTemplateNames, toCanonical } from './path-template.ts';

/**
 * Holds a document against what serving it needs. Throws `DocumentError` with every error, each
 * with its place and how to mend it; gives back the warnings: odd corners that do not stop anything.
 */
export function checkDocument(document: OpenApiDocument): readonly DocumentFault[] {
  const faults = new FaultList();
  checkRoot(document, faults);
  const paths = document.child(document.root, 'paths');
  if (paths && isJsonObject(paths.node)) checkPaths(document, paths, faults);
  checkComponents(document, faults);
  checkSecurity(document, faults);
  checkReferences(document, faults);
  checkOverrides(document, faults);
  const errors = faults.all.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new DocumentError(errors);
  const remarks = [...document.sources.values()].flatMap((source) => source.remarks ?? []);
  return [...remarks, ...faults.all];
}

function checkRoot(document: OpenApiDocument, faults: FaultList): void {
  const { root } = document;
  if (!isJsonObject(root.node)) {
    faults.error(
      root,
      'The file holds no object.',
      'An OpenAPI document begins with "openapi: 3.1.0".',
    );
    return;
  }
  if (getOwn(root.node, 'swagger') !== undefined) {
    const message = `Swagger ${toSnippet(getOwn(root.node, 'swagger'))} is not read.`;
    const mend = 'Read are Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2.';
    faults.error(document.child(root, 'swagger') ?? root, message, mend);
    return;
  }
  const version = document.child(root, 'openapi');
  if (!version) {
    const mend = 'Begin the file with "openapi: 3.1.0"; is this an OpenAPI document at all?';
    faults.error(root, 'The field "openapi" is missing.', mend);
  } else if (!/^3\.[012](\.|$)/.test(document.version)) {
    faults.error(
      version,
      `The version ${document.version} is not read.`,
      'Read are 3.0, 3.1 and 3.2.',
    );
  }
  const paths = document.child(root, 'paths');
  if (!paths || !isJsonObject(paths.node)) {
    const mend = 'Add at least one path, such as "/pets:".';
    faults.error(paths ?? root, 'There are no "paths", so there is nothing to serve.', mend);
  }
}

function checkPaths(document: OpenApiDocument, paths: Located, faults: FaultList): void {
  const seen = new Map<string, string>();
  for (const { name: path, at } of document.children(paths)) {
    if (path.startsWith('x-')) continue;
    if (!path.startsWith('/')) {
      faults.error(at, `The path "${path}" does not begin with a slash.`, `Write "/${path}".`);
      continue;
    }
    const canonical = toCanonical(path);
    const twin = seen.get(canonical);
    if (twin !== undefined) {
      const mend = 'Keep one of them; OpenAPI forbids two paths that differ in names only.';
      faults.warn(at, `The path is the same as "${twin}" but for names.`, mend);
    }
    seen.set(canonical, path);
    checkTemplate(path, at, faults);
    const item = document.follow(at);
    if (item && isJsonObject(item.node)) checkPathItem(document, { path, item }, faults);
    else if (item) faults.error(item, 'The path item is not an object.', 'Put methods below it.');
  }
}

function checkTemplate(path: string, at: Located, faults: FaultList): void {
  const rest = path.replace(/\{[^{}/]*\}/g, '');
  if (/[{}]/.test(rest)) {
    const mend = 'Write each parameter as one {name} within one segment.';
    faults.error(at, `The braces in the path "${path}" do not match.`, mend);
  }
  if (/[?#]/.test(path)) {
    const mend = 'Leave out what stands behind it; OpenAPI has no words for it.';
    faults.warn(at, `No request reaches the path "${path}": it ends before the ? or #.`, mend);
  }
  const names = getTemplateNames(path);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    faults.error(at, `The path names {${twice}} twice.`, 'Give each parameter a name of its own.');
  }
}

const itemFields = '$ref summary description servers parameters additionalOperations'.split(' ');

interface PathPlace {
  readonly path: string;
  readonly item: Located;
}

function checkPathItem(document: OpenApiDocument, place: PathPlace, faults: FaultList): void {
  for (const { name, at } of document.children(place.item)) {
    if (!name.startsWith('x-') && !methods.includes(name) && !itemFields.includes(name)) {
      const nearest = findNearest(name.toLowerCase(), methods);
      const mend = nearest ? `Did you mean "${nearest}"?` : `Methods are ${methods.join(', ')}.`;
      faults.warn(at, `"${name}" is no method and no field of a path item.`, mend);
    }
  }
  for (const { at } of listOperations(document, place.item)) {
    checkOperation(document, { ...place, item: at }, faults);
  }
  checkParameters(document, place, faults);
}

function checkOperation(document: OpenApiDocument, place: PathPlace, faults: FaultList): void {
  const { item: at } = place;
  if (!isJsonObject(at.node)) {
    faults.error(at, 'The operation is not an object.', 'Give it at least "responses".');
    return;
  }
  const responses = document.child(at, 'responses');
  if (!responses || !isJsonObject(responses.node)) {
    const mend = 'Add a response, such as "200: { description: OK }".';
    if (responses) faults.error(responses, 'The "responses" are not an object.', mend);
    else faults.warn(at, 'The operation declares no responses.', mend);
  } else checkResponses(document, responses, faults);
  checkParameters(document, place, faults);
  const body = document.child(at, 'requestBody');
  const followed = body && document.follow(body);
  if (followed) checkContent(document, followed, faults);
}

function checkResponses(document: OpenApiDocument, responses: Located, faults: FaultList): void {
  for (const { name, at } of document.children(responses)) {
    if (name.startsWith('x-')) continue;
    if (!/^([1-5](\d\d|XX)|default)$/i.test(name)) {
      const mend = 'Write a status such as 200, a range such as 4XX, or default.';
      faults.error(at, `"${name}" is no status.`, mend);
      continue;
    }
    const response = document.follow(at);
    if (response) checkContent(document, response, faults);
  }
}

function checkContent(document: OpenApiDocument, holder: Located, faults: FaultList): void {
  const content = document.child(holder, 'content');
  if (!content) return;
  for (const { name, at } of document.children(content)) {
    if (!toMediaType(name)) {
      const meant = toDeclaredTypes(name).map(toMediaText).join(' and ');
      const message = `"${name}" is no media type; it is read as ${meant}.`;
      faults.warn(at, message, 'Write one such as "application/json".');
    }
    const medium = document.follow(at) ?? at;
    for (const name of ['schema', 'itemSchema']) {
      const schema = document.child(medium, name);
      if (schema) checkSchema(document, schema, faults);
    }
  }
}

const locations = ['path', 'query', 'querystring', 'header', 'cookie'];

function checkParameters(
  document: OpenApiDocument,
  { path, item }: PathPlace,
  faults: FaultList,
): void {
  const list = document.child(item, 'parameters');
  if (!list) return;
  if (!isJsonArray(list.node)) {
    faults.error(list, 'The "parameters" are not a list.', 'Begin each parameter with a dash.');
    return;
  }
  for (const { at: reference } of document.children(list)) {
    const at = document.follow(reference);
    if (!at) continue;
    const place = toText(getOwn(at.node, 'in'));
    const name = toText(getOwn(at.node, 'name')) ?? (place === 'querystring' ? '' : undefined);
    if (name === undefined || place === undefined || !locations.includes(place)) {
      const mend = `Give it a "name" and an "in" that is one of ${locations.join(', ')}.`;
      faults.error(at, 'The parameter does not say what it is.', mend);
      continue;
    }
    if (place === 'path' && !getTemplateNames(path).includes(name)) {
      const nearest = findNearest(name, getTemplateNames(path));
      const mend = nearest ? `Did you mean "${nearest}"?` : `Put {${name}} into the path.`;
      faults.warn(at, `The path "${path}" has no {${name}}.`, mend);
    }
    const schema = document.child(at, 'schema');
    if (schema) checkSchema(document, schema, faults);
  }
}

function checkComponents(document: OpenApiDocument, faults: FaultList): void {
  const components = document.child(document.root, 'components');
  const schemas = components && document.child(components, 'schemas');
  if (!schemas) return;
  for (const { at } of document.children(schemas)) checkSchema(document, at, faults);
}
