import { toSegments } from '../../spec/path-template.ts';
import type { Router } from '../../spec/router.ts';
import type { CompiledOperation } from '../exchange/model.ts';

/** An operation that a request came near, and what kept it away. */
export interface NearMiss {
  readonly operation: string;
  readonly why: string;
}

/** The nearest operations and, for each, the first thing that is different. */
export function explainMisses(
  router: Router<CompiledOperation>,
  method: string,
  path: string,
): NearMiss[] {
  const found = router.find(path);
  if (found) {
    const allowed = [...found.methods.keys()].join(', ');
    return [...found.methods.values()].map(({ value }) => ({
      operation: value.operation.id,
      why: `The path fits, but the method is ${method}; declared are ${allowed}.`,
    }));
  }
  return router.nearest(path).flatMap((template) => {
    const why = explainPath(template, path);
    // A template leads where a path of that form leads.
    const methods = router.find(template)?.methods;
    const same = methods?.get(method);
    const near = same ? [same] : [...(methods?.values() ?? [])];
    return near.map(({ value }) => ({ operation: value.operation.id, why }));
  });
}

function explainPath(template: string, path: string): string {
  const wanted = toSegments(template);
  const given = toSegments(path);
  const index = wanted.findIndex((segment, at) => !segment.includes('{') && segment !== given[at]);
  if (index >= 0) {
    const found = given[index];
    const shown = found === undefined ? 'nothing' : JSON.stringify(found);
    return `Segment ${index + 1} of the path is ${shown}, not ${JSON.stringify(wanted[index])}.`;
  }
  return `The path has ${given.length} segments, not ${wanted.length}.`;
}
