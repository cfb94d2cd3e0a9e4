import { isJsonObject, type Json } from '../../kernel/json.ts';
import type { Located } from '../document.ts';
import { methods } from '../model.ts';
import { levelBody } from './_bodies.ts';
import { type Levelling, readMediaTypes, without } from './_levelling.ts';
import { overrideForms, type SortedParameters, sortParameters } from './_parameters.ts';
import { levelResponses } from './_responses.ts';

/** The Paths Object. What is no path item stays as it is: the check of the document tells of it. */
export function levelPaths(levelling: Levelling, paths: Located): Json {
  if (!isJsonObject(paths.node)) return paths.node;
  const { document, origins } = levelling;
  const members = document.children(paths).map(({ name, at }): [string, Json] => {
    const item = name.startsWith('/') ? document.follow(at) : undefined;
    return [name, item && isJsonObject(item.node) ? levelItem(levelling, item) : at.node];
  });
  return origins.make(paths, Object.fromEntries(members));
}

function levelItem(levelling: Levelling, item: Located): Json {
  const { document, origins } = levelling;
  const list = document.child(item, 'parameters');
  const shared = sortParameters(levelling, list);
  const members = document.children(item).map(({ name, at }): [string, Json] => {
    if (name === 'parameters') return [name, toList(levelling, at, shared)];
    const operation = methods.includes(name) ? document.follow(at) : undefined;
    const isOperation = operation && isJsonObject(operation.node);
    return [name, isOperation ? levelOperation(levelling, operation, shared) : at.node];
  });
  return origins.make(item, Object.fromEntries(members));
}

const replaced = new Set(['parameters', 'responses', 'consumes', 'produces', 'schemes']);

function levelOperation(levelling: Levelling, at: Located, shared: SortedParameters): Json {
  const { document, origins } = levelling;
  const list = document.child(at, 'parameters');
  const own = sortParameters(levelling, list);
  const responses = document.child(at, 'responses');
  const parts = {
    at: list ?? at,
    bodies: own.bodies.length > 0 ? own.bodies : shared.bodies,
    forms: overrideForms(own.forms, shared.forms),
    consumes: readMediaTypes(levelling, inherit(levelling, at, 'consumes')),
  };
  const requestBody = levelBody(levelling, parts);
  const produces = readMediaTypes(levelling, inherit(levelling, at, 'produces'));
  return origins.make(at, {
    ...without(at.node, replaced),
    ...(list && { parameters: toList(levelling, list, own) }),
    ...(requestBody !== undefined && { requestBody }),
    ...(responses && { responses: levelResponses(levelling, responses, produces) }),
  });
}

/** The operation's own list, which replaces the document's, be it empty (Swagger 2.0, Operation). */
function inherit({ document }: Levelling, at: Located, name: string): Located | undefined {
  return document.child(at, name) ?? document.child(document.root, name);
}

function toList({ origins }: Levelling, list: Located, { plain }: SortedParameters): Json {
  return Array.isArray(list.node) ? origins.make(list, plain) : list.node;
}
