import type { Scenario } from '../fixtures/scenario.ts';
import type { Clock } from '../kernel/clock.ts';
import { type HttpRequest, type HttpResponse, splitTarget } from '../kernel/http.ts';
import type { Problem } from '../kernel/problem.ts';
import type { OpenApiDocument } from '../spec/document.ts';
import { toSegments } from '../spec/path-template.ts';
import { compileRouter, type Route, type Router } from '../spec/router.ts';
import { readBasePath } from '../spec/servers.ts';
import { type Behaviours, compileApi } from './compile.ts';
import type { Authority } from './exchange/authorise.ts';
import { type Corridor, type Counters, exchange, refuse } from './exchange/corridor.ts';
import { type Exchange, Journal } from './exchange/journal.ts';
import type { Api, CompiledOperation } from './exchange/model.ts';
import { createSeeds } from './seeds.ts';
import { Session } from './state/session.ts';

/** What an engine is made of. */
export interface EngineOptions {
  readonly documents: readonly OpenApiDocument[];
  readonly scenario?: Scenario;
  readonly seed: string;
  readonly clock: Clock;
  readonly cors: boolean;
  readonly authority: Authority;
  readonly journalSize: number;
  readonly behaviours?: Behaviours;
  readonly onExchange?: (exchange: Exchange) => void;
}

/** Documents, compiled, with one session: everything but the socket. */
export interface Engine {
  readonly apis: readonly Api[];
  readonly session: Session;
  readonly journal: Journal;
  readonly counters: Readonly<Counters>;
  readonly router: Router<CompiledOperation>;
  exchange(request: HttpRequest): HttpResponse;
  refuse(problem: Problem): HttpResponse;
}

/** Compiles documents into an engine; `before` hands on the state of the engine it replaces. */
export function createEngine(options: EngineOptions, before?: Engine): Engine {
  const apis = options.documents.map((document) => compileApi(document, options.behaviours));
  const { seed, scenario, clock, cors, authority } = options;
  const seeds = createSeeds({ apis, seed, ...(scenario && { scenario }) });
  const resources = apis.flatMap((api) => [...api.resources]);
  const state = before && { state: before.session.state };
  const session = new Session({ seeds, resources, ...state });
  const router = compileRouter(toRoutes(apis));
  const journal = before?.journal ?? new Journal(options.journalSize);
  const counters = { validated: 0, sent: 0 };
  const findApi = (path: string) => findNearestApi(apis, path);
  const corridor: Corridor = {
    ...{ router, findApi, authority, clock, seed, cors, counters },
    record: (finished) => {
      journal.add(finished);
      tell(options.onExchange, finished);
    },
  };
  return {
    ...{ apis, session, journal, counters, router },
    exchange: (request) => exchange(corridor, session, request),
    refuse: (problem) => refuse(corridor, problem),
  };
}

/** An observer that throws does so outside, as with Node's `EventTarget`: the reply goes out. */
function tell(onExchange: EngineOptions['onExchange'], finished: Exchange): void {
  try {
    onExchange?.(finished);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/**
 * Paths as the document writes them and, as clients of the real server know them, below the path
 * of its first `servers` entry. Where two documents want one path, the first named has it.
 */
function* toRoutes(apis: readonly Api[]): Generator<Route<CompiledOperation>> {
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
function findNearestApi(apis: readonly Api[], path: string): Api | undefined {
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
