import { findNearest } from '../kernel/words.ts';
import type { DocumentInfo, OperationInfo, ResourceInfo } from '../mock/index.ts';
import { compileRouter } from '../spec/router.ts';

/** What of a document is explained. */
export interface Explained {
  readonly document: DocumentInfo;
  readonly resources: readonly ResourceInfo[];
  readonly operations: readonly OperationInfo[];
}

/**
 * What a text means in a document: the operation of that id, else those that a method and a path
 * name, be it a template or a request's, else everything that has the text in it. Without a text
 * everything.
 */
export function findExplained(document: DocumentInfo, text: string): Explained {
  const { operations, resources } = document;
  if (text === '') return { document, operations, resources };
  const exact = operations.filter(({ id }) => id === text);
  const named = exact.length > 0 ? exact : findByRoute(operations, text);
  const found = named.length > 0 ? named : operations.filter((one) => hasText(one, text));
  const collections = new Set(found.map(({ resource }) => resource));
  const own = resources.filter(
    ({ collection, name }) =>
      collections.has(collection) ||
      (named.length === 0 && includes(`${collection} ${name}`, text)),
  );
  return { document, operations: found, resources: own };
}

/** `GET /pets/{id}`, `get /pets/7`, or the path alone. */
function findByRoute(operations: readonly OperationInfo[], text: string): OperationInfo[] {
  const [, method, path = ''] = /^(?:([A-Za-z]+)\s+)?(\/\S*)$/.exec(text) ?? [];
  if (path === '') return [];
  const routes = operations.flatMap((value) => {
    const templates = new Set([value.path, value.base + value.path]);
    return [...templates].map((template) => ({ method: value.method, template, value }));
  });
  const methods = compileRouter(routes).find(path.replace(/\?.*$/, ''))?.methods;
  const found = [...(methods?.values() ?? [])].flatMap(({ value, rivals = [] }) => [
    ...new Set([value, ...rivals.map((rival) => rival.value)]),
  ]);
  return method === undefined ? found : found.filter((one) => one.method === method.toUpperCase());
}

function hasText({ id, method, path, summary, behaviour }: OperationInfo, text: string): boolean {
  return includes(`${id} ${method} ${path} ${summary}`, text) || behaviour === text;
}

function includes(whole: string, text: string): boolean {
  return whole.toLowerCase().includes(text.toLowerCase());
}

/** What a text that is nowhere was probably meant to be. */
export function suggest(documents: readonly DocumentInfo[], text: string): string | undefined {
  const operations = documents.flatMap((document) => document.operations);
  const isRoute = /\s*\//.test(text);
  return findNearest(
    text,
    operations.flatMap(({ id, method, path }) => (isRoute ? [`${method} ${path}`, path] : [id])),
  );
}
