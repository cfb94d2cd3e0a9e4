import { getOwn, isJsonObject, toText } from '../kernel/json.ts';
import { findMediaTypes } from './_content-keys.ts';
import { LazyOperation, type OperationPlace } from './_operation.ts';
import { readSecurity } from './_security.ts';
import type { Located, OpenApiDocument } from './document.ts';
import type {
  Content,
  HeaderSpec,
  Operation,
  Parameter,
  ParameterLocation,
  ParameterStyle,
  RequestBodySpec,
  ResponseSpec,
} from './model.ts';
import { listOperations, toPath } from './path-item.ts';
import { getTemplateNames } from './path-template.ts';

/**
 * Every operation of a document, in document order, its parts read on first use. Nothing is refused
 * here: what is not understood is left out, and `checkDocument` says so.
 */
export function readOperations(document: OpenApiDocument): Operation[] {
  const paths = document.child(document.root, 'paths');
  if (!paths) return [];
  return document.children(paths).flatMap(({ name, at }) => {
    const path = toPath(name);
    const item = name.startsWith('x-') ? undefined : document.follow(at);
    if (!item) return [];
    return listOperations(document, item).flatMap(({ method, at: operation }) =>
      isJsonObject(operation.node)
        ? [new LazyOperation(document, { path, method, item, at: operation }, readers)]
        : [],
    );
  });
}

const readers = {
  parameters: readParameters,
  requestBody: readRequestBody,
  responses: readResponses,
  security: readSecurity,
};

/** The path item's parameters, overridden by the operation's of the same name and place. */
function readParameters(document: OpenApiDocument, place: OperationPlace): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const owner of [place.item, place.at]) {
    const list = document.child(owner, 'parameters');
    if (!list) continue;
    for (const at of listParameters(document, list)) {
      const parameter = readParameter(document, at);
      if (parameter) found.set(`${parameter.in} ${parameter.name}`, parameter);
    }
  }
  for (const name of getTemplateNames(place.path)) {
    const key = `path ${name}`;
    if (!found.has(key)) found.set(key, toUndeclared(name, place.at));
  }
  return [...found.values()];
}

/** A list among the parameters, such as one that a reference leads to, stands for what it lists. */
export function listParameters(document: OpenApiDocument, list: Located): Located[] {
  return document.children(list).flatMap(({ at }) => {
    const end = document.follow(at);
    return Array.isArray(end?.node) ? document.children(end).map((one) => one.at) : [at];
  });
}

/** A name in the path template that no parameter declares still is one: any text. */
function toUndeclared(name: string, at: Located): Parameter {
  const common = { required: true, explode: false, allowEmptyValue: false } as const;
  return { name, in: 'path', style: 'simple', ...common, at };
}

const defaultStyles: Readonly<Record<ParameterLocation, ParameterStyle>> = {
  path: 'simple',
  header: 'simple',
  query: 'form',
  cookie: 'form',
};

const styles: Readonly<Record<string, ParameterStyle>> = {
  matrix: 'matrix',
  label: 'label',
  simple: 'simple',
  form: 'form',
  spaceDelimited: 'spaceDelimited',
  pipeDelimited: 'pipeDelimited',
  tabDelimited: 'tabDelimited',
  deepObject: 'deepObject',
  cookie: 'cookie',
};

function readParameter(document: OpenApiDocument, reference: Located): Parameter | undefined {
  const at = document.follow(reference);
  const place = toText(getOwn(at?.node, 'in'));
  const name = toText(getOwn(at?.node, 'name')) ?? (place === 'querystring' ? place : undefined);
  const location = toParameterLocation(place);
  if (!at || name === undefined || !location) return undefined;
  // OpenAPI 3.1 §4.8.12.1: header parameters of these names are ignored.
  if (location === 'header' && /^(accept|content-type|authorization)$/i.test(name))
    return undefined;
  const style = styles[toText(getOwn(at.node, 'style')) ?? ''] ?? defaultStyles[location];
  const explode = getOwn(at.node, 'explode');
  const content = document.child(at, 'content');
  const written = content && readContent(document, content)[0];
  const schema = written ? written.schema : document.child(at, 'schema');
  return {
    name,
    in: location,
    required: location === 'path' || getOwn(at.node, 'required') === true,
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form' || style === 'cookie',
    allowEmptyValue: getOwn(at.node, 'allowEmptyValue') === true,
    ...(schema && { schema }),
    ...(written && { mediaType: written.mediaType }),
    ...(place === 'querystring' && written && { isWhole: true }),
    at,
  };
}

function toParameterLocation(text: string | undefined): ParameterLocation | undefined {
  if (text === 'querystring') return 'query';
  if (text === 'path' || text === 'query' || text === 'header' || text === 'cookie') return text;
  return undefined;
}

function readRequestBody(
  document: OpenApiDocument,
  reference: Located | undefined,
): RequestBodySpec | undefined {
  const at = reference && document.follow(reference);
  if (!at) return undefined;
  const content = document.child(at, 'content');
  return {
    required: getOwn(at.node, 'required') === true,
    content: content ? readContent(document, content) : [],
    at,
  };
}

function readContent(document: OpenApiDocument, content: Located): Content[] {
  const all = document.children(content);
  const known = findMediaTypes(all.map(({ name }) => name));
  return all.flatMap(({ name, at }) => {
    if (!known.has(name)) return [];
    const followed = document.follow(at) ?? at;
    const schema = document.child(followed, 'schema');
    return [{ mediaType: name, ...(schema && { schema }), at: followed }];
  });
}

function readResponses(document: OpenApiDocument, responses: Located | undefined): ResponseSpec[] {
  if (!responses) return [];
  return document
    .children(responses)
    .filter(({ name }) => /^([1-5](\d\d|XX)|default)$/i.test(name))
    .map(({ name, at: reference }) => {
      const at = document.follow(reference) ?? reference;
      const content = document.child(at, 'content');
      return {
        key: name === 'default' ? name : name.toUpperCase(),
        description: toText(getOwn(at.node, 'description')) ?? '',
        content: content ? readContent(document, content) : [],
        headers: readHeaders(document, document.child(at, 'headers')),
        at,
      };
    });
}

/** The Header Objects of a map of them, Content-Type left out. */
export function readHeaders(document: OpenApiDocument, headers: Located | undefined): HeaderSpec[] {
  if (!headers) return [];
  return document.children(headers).flatMap(({ name, at: reference }) => {
    const at = document.follow(reference);
    // OpenAPI 3.1 §4.8.17.1: a response header named Content-Type is ignored.
    if (!at || /^content-type$/i.test(name)) return [];
    const content = document.child(at, 'content');
    const written = content && readContent(document, content)[0];
    const schema = written ? written.schema : document.child(at, 'schema');
    const mediaType = written && { mediaType: written.mediaType };
    const required = getOwn(at.node, 'required') === true;
    const explode = getOwn(at.node, 'explode') === true;
    return [{ name, required, explode, ...(schema && { schema }), ...mediaType, at }];
  });
}
