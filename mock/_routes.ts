import { splitTarget } from '../kernel/http.ts';
import { toSegments } from '../spec/path-template.ts';
import type { Route } from '../spec/router.ts';
import { readBasePath } from '../spec/servers.ts';
import type { Api, CompiledOperation } from './exchange/model.ts';

/**
 * Paths as the document writes them and, as clients of the real server know them, below the path
 * of its first `servers` entry. Where two documents want one path, the first named has it.
 */
export function* toRoutes(apis: readonly Api[]): Generator<Route<CompiledOperation>> {
  for (const { operations } of apis) {
    for (const value of operations) {
      yield { method: value.operation.method, template: value.operation.path, value };
    }
  }
  for (const { operations, document } of apis) {
    const base = readBasePath(document);
    if (base === '') continue;
    for (const value of operations) {
      const template = base + value.operation.path;
      yield { method: value.operation.method, template, value };
    }
  }
}

/** The document that shares most leading segments with a path. */
export function findNearestApi(apis: readonly Api[], path: string): Api | undefined {
  const wanted = toSegments(splitTarget(path).path);
  const scored = apis.map((api) => ({
    api,
    score: Math.max(0, ...api.operations.map(toScore(wanted))),
  }));
  return scored.sort((a, b) => b.score - a.score)[0]?.api;
}

function toScore(wanted: readonly string[]) {
  return ({ operation }: CompiledOperation): number => {
    const segments = toSegments(operation.path);
    const first = segments.findIndex((segment, index) => segment !== wanted[index]);
    return first < 0 ? segments.length : first;
  };
}
