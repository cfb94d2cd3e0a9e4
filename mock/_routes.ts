import { splitTarget } from '../kernel/http.ts';
import { toCanonical, toSegments } from '../spec/path-template.ts';
import type { Route } from '../spec/router.ts';
import { createServerPaths } from '../spec/servers.ts';
import type { Api, CompiledOperation } from './exchange/model.ts';

/** What the documents answer, told apart from each other. */
export interface RouteTable {
  readonly routes: readonly Route<CompiledOperation>[];
  /**
   * The shortest prefix of an operation's path template under which it is reached; undefined when
   * others answer everywhere it would be.
   */
  prefixOf(compiled: CompiledOperation): string | undefined;
}

/**
 * Paths as the document writes them, below its base when it has one, and, as clients of the real
 * server know them, below the paths of its `servers`. Where two operations want one path, a base
 * beats a path as it is written, that beats a server's, and then the first named has it.
 */
export function toRouteTable(apis: readonly Api[]): RouteTable {
  const routes: Route<CompiledOperation>[] = [];
  const taken = new Map<string, { readonly api: Api; readonly prefix: string }>();
  const prefixes = new Map<CompiledOperation, string>();
  const add = (value: CompiledOperation, prefix: string) => {
    const { method, path } = value.operation;
    const template = prefix + path;
    routes.push({ method, template, value });
    const key = `${method} ${toCanonical(template)}`;
    const holder = taken.get(key);
    // Paths of one document that differ in names alone are told apart by the values in them.
    const isReached = !holder || (holder.api === value.api && holder.prefix === prefix);
    if (isReached && !prefixes.has(value)) prefixes.set(value, prefix);
    if (!holder) taken.set(key, { api: value.api, prefix });
  };
  const isBelow = ({ document }: Api) => document.place.isBelow;
  for (const api of [...apis.filter(isBelow), ...apis.filter((one) => !isBelow(one))]) {
    const root = isBelow(api) ? api.document.place.base : '';
    for (const value of api.operations) add(value, root);
  }
  for (const api of apis) {
    const root = isBelow(api) ? api.document.place.base : '';
    const toPaths = createServerPaths(api.document);
    for (const value of api.operations) {
      for (const path of toPaths(value.operation)) add(value, root + path);
    }
  }
  return { routes, prefixOf: (compiled) => prefixes.get(compiled) };
}

/** The document that shares most leading segments with a path. */
export function findNearestApi(apis: readonly Api[], path: string): Api | undefined {
  const wanted = toSegments(splitTarget(path).path);
  const scored = apis.map((api) => ({ api, score: toScore(api, wanted) }));
  return scored.sort((a, b) => b.score - a.score)[0]?.api;
}

/** How many segments a path has in common with the document, its base included. */
function toScore({ document, operations }: Api, wanted: readonly string[]): number {
  const { base, isBelow } = document.place;
  const root = base === '' ? [] : toSegments(base);
  const isInside = root.length > 0 && countCommon(root, wanted) === root.length;
  if (!isInside && isBelow) return countCommon(root, wanted);
  const start = isInside ? root.length : 0;
  const rest = wanted.slice(start);
  let most = 0;
  for (const { operation } of operations) {
    most = Math.max(most, countCommon(toSegments(operation.path), rest));
  }
  return start + most;
}

function countCommon(segments: readonly string[], wanted: readonly string[]): number {
  const first = segments.findIndex((segment, index) => segment !== wanted[index]);
  return first < 0 ? segments.length : first;
}
