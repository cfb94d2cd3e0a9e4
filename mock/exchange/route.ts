import type { HttpRequest, RequestHead } from '../../kernel/http.ts';
import { memoise } from '../../kernel/memo.ts';
import { once } from '../../kernel/once.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { Router } from '../../spec/router.ts';
import { isPreflight } from './cors.ts';
import { type Match, matchOperation } from './match.ts';
import type { CompiledOperation } from './model.ts';
import { noPreferences, type Preferences, readPreferences, withoutTwins } from './prefer.ts';
import { type ReadHead, readHead } from './read-head.ts';

/** Where a request leads, as its head says: the same whoever asks, and whenever. */
export interface Route {
  readonly asked: Preferences | Problem;
  /** The target without what only we read of it. */
  readonly target: string;
  readonly match: Guided | Problem;
  /** Absent when no operation is asked. */
  readonly compiled: CompiledOperation | undefined;
}

/** A match; that of an operation reads and validates the head when it is first asked to. */
export type Guided =
  | Exclude<Match, { kind: 'operation' }>
  | { readonly kind: 'preflight' }
  | (Extract<Match, { kind: 'operation' }> & { readonly read: () => ReadHead });

/** Finds routes, and remembers them for as long as somebody remembers the heads of requests. */
export function compileRoutes(
  router: Router<CompiledOperation>,
  { cors }: { readonly cors: boolean },
): (request: HttpRequest) => Route {
  const find = (head: RequestHead): Route => {
    const target = withoutTwins(head.target);
    if (cors && isPreflight(head)) {
      const match = { kind: 'preflight' } as const;
      return { asked: noPreferences, target, match, compiled: undefined };
    }
    const plain = target === head.target ? head : { ...head, target };
    const match = toGuided(matchOperation(router, plain), plain);
    const isOperation = !isProblem(match) && match.kind === 'operation';
    const compiled = isOperation ? match.compiled : undefined;
    return { asked: readPreferences(head), target, match, compiled };
  };
  const recall = memoise(find);
  return (request) => (request.head ? recall(request.head) : find(request));
}

function toGuided(match: Match | Problem, head: RequestHead): Guided | Problem {
  if (isProblem(match) || match.kind !== 'operation') return match;
  const { compiled, path } = match;
  return { ...match, read: once(() => readHead(compiled, head, path)) };
}
