import type { KeyObject } from 'node:crypto';
import type { Scenario } from '../fixtures/scenario.ts';
import { toClockDifference } from '../fixtures/scenario-clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { type HttpRequest, type HttpResponse, relocate } from '../kernel/http.ts';
import { isProblem, type Problem } from '../kernel/problem.ts';
import type { OpenApiDocument } from '../spec/document.ts';
import type { Resource } from '../spec/resource.ts';
import { compileRouter, type Router } from '../spec/router.ts';
import { findNearestApi, type RouteTable, toRouteTable } from './_routes.ts';
import { type Behaviours, compileApi } from './compile.ts';
import { type Control, createControl } from './control/control.ts';
import type { ScenarioSource } from './control/target.ts';
import { exchange, refuse, reject } from './exchange/corridor.ts';
import { type Exchange, Journal } from './exchange/journal.ts';
import type { Api, CompiledOperation } from './exchange/model.ts';
import { type Corridor, type Counters, createAnswered } from './exchange/passage.ts';
import { compileRoutes } from './exchange/route.ts';
import { FaultInjector } from './fault/injector.ts';
import { createSeeds } from './seeds.ts';
import { SessionClock } from './session/clock.ts';
import { selectSession } from './session/select.ts';
import { type Origin, Session, untouched } from './session/session.ts';
import { type SessionLimits, Sessions } from './session/sessions.ts';
import { createTokenService, type TokenService } from './token/token-service.ts';

/** What bounds an engine. */
export interface EngineLimits extends SessionLimits {
  /** How many exchanges a journal keeps. */
  readonly journal: number;
}

/** What an engine is made of. */
export interface EngineOptions {
  readonly documents: readonly OpenApiDocument[];
  /** Where it starts. */
  readonly scenario?: Scenario;
  readonly seed: string;
  /** Where no scenario says what exists: an item under every identity. Default false. */
  readonly imagine?: boolean;
  readonly clock: Clock;
  readonly cors: boolean;
  /** The key that bearer tokens must be signed with. */
  readonly key?: KeyObject;
  readonly limits: EngineLimits;
  readonly behaviours?: Behaviours;
  readonly onExchange?: (exchange: Exchange) => void;
  /** Milliseconds of a clock that only goes on. */
  readonly timer?: () => number;
  /** Absent: there is no control API. */
  readonly control?: ControlOptions;
  /** Reads the document of the token service. Absent: there is none. */
  readonly tokens?: () => OpenApiDocument;
}

/** What the control API needs beyond the engine. */
export interface ControlOptions {
  readonly document: () => OpenApiDocument;
  readonly version: string;
  readonly scenarios: ScenarioSource;
  /** The bearer token to ask for; undefined while only this machine can reach the server. */
  readonly token: () => string | undefined;
}

/** Documents, compiled, with their sessions: everything but the socket. */
export interface Engine {
  readonly apis: readonly Api[];
  readonly sessions: Sessions;
  /** The base that sessions start from. */
  readonly session: Session;
  readonly counters: Readonly<Counters>;
  readonly router: Router<CompiledOperation>;
  /** Where an operation is reached; undefined when others answer in its place. */
  readonly prefixOf: RouteTable['prefixOf'];
  /** True for a path that the control API or the token service answers. */
  isControl(path: string): boolean;
  /** Where tokens are had; empty when no document asks for OAuth 2.0 or OpenID Connect. */
  readonly tokenPaths: readonly string[];
  toOrigin(scenario: Scenario | undefined): Origin;
  exchange(request: HttpRequest): HttpResponse;
  refuse(problem: Problem): HttpResponse;
}

/** Compiles documents into an engine; `before` hands on the journal of the engine it replaces. */
export function createEngine(options: EngineOptions, before?: Engine): Engine {
  const apis = options.documents.map((document) => compileApi(document, options.behaviours));
  const toOrigin = createOrigins(options, apis);
  const sessions = createSessions(options, { apis, origin: toOrigin(options.scenario) }, before);
  const { routes, prefixOf } = toRouteTable(apis);
  const router = compileRouter(routes);
  const counters = { validated: 0, sent: 0 };
  const corridor = toCorridor(options, { apis, router, counters });
  const common = { apis, sessions, counters, router, prefixOf, toOrigin };
  const control = options.control && createControl({ ...options.control, ...common }, corridor);
  const tokens = createTokens(options, { apis, router, corridor });
  return {
    ...common,
    session: sessions.base,
    isControl: (path) => [control, tokens].some((one) => one?.isOwn(path)),
    get tokenPaths() {
      return tokens?.tokenPaths ?? [];
    },
    exchange: (request) => dispatch({ corridor, sessions, others: [control, tokens] }, request),
    refuse: (problem) => refuse(corridor, sessions.base, problem),
  };
}

function createTokens(
  { tokens: document, seed, key }: EngineOptions,
  { corridor, ...parts }: Pick<Parts, 'apis' | 'router'> & { readonly corridor: Corridor },
): TokenService | undefined {
  const verification = key && { verificationKey: key };
  return document && createTokenService({ ...parts, document, seed, ...verification }, corridor);
}

interface Dispatch {
  readonly corridor: Corridor;
  readonly sessions: Sessions;
  /** Those with corridors of their own. */
  readonly others: readonly (Control | TokenService | undefined)[];
}

/** Finds the session, and which of the two corridors the request is for. */
function dispatch({ corridor, sessions, others }: Dispatch, original: HttpRequest): HttpResponse {
  const { id, request, prefix } = selectSession(original);
  const session = id === undefined ? sessions.base : sessions.open(id);
  if (isProblem(session)) return reject(corridor, sessions.base, { request, problem: session });
  const other = others.find((one) => one?.isOwn(request.target));
  return relocate(exchange(other?.corridor ?? corridor, session, request), prefix);
}

interface Parts {
  readonly apis: readonly Api[];
  readonly router: Router<CompiledOperation>;
  readonly counters: Counters;
}

function toCorridor(options: EngineOptions, { apis, router, counters }: Parts): Corridor {
  const { cors, seed, key, onExchange, timer = () => performance.now() } = options;
  return {
    ...{ seed, cors, counters, timer },
    toRoute: compileRoutes(router, { cors }),
    answered: createAnswered(),
    ...(key && { key }),
    findApi: (path) => findNearestApi(apis, path),
    record: (session, finished) => {
      session.journal.add(finished);
      tell(onExchange, finished);
    },
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

/** The starting point of a scenario; the same scenario gives the same seeds, made once. */
function createOrigins({ clock, seed, imagine = false }: EngineOptions, apis: readonly Api[]) {
  const known = new Map<string, Origin>();
  return (scenario: Scenario | undefined): Origin => {
    const key = scenario ? JSON.stringify([scenario.name, scenario.parameters]) : '';
    const before = known.get(key);
    if (before) return before;
    const origin: Origin = {
      seeds: createSeeds({ apis, seed, imagine, ...(scenario && { scenario }) }),
      state: untouched,
      clock: toClockDifference(scenario?.clock, clock.now()),
      faults: new FaultInjector(seed, scenario?.faults ?? []),
      ...(scenario && { scenario: scenario.name }),
      ...(scenario?.violates && { violates: true }),
    };
    if (known.size >= 100) known.clear();
    known.set(key, origin);
    return origin;
  };
}

function createSessions(
  { clock, limits }: EngineOptions,
  { apis, origin }: { readonly apis: readonly Api[]; readonly origin: Origin },
  before: Engine | undefined,
): Sessions {
  const below = (resource: Resource) =>
    apis.find(({ document }) => document === resource.document)?.inference.below(resource) ?? [];
  const make = (id: string, from: Origin, journal = new Journal(limits.journal)) => {
    const time = new SessionClock(clock, from.clock);
    return new Session({ id, below, origin: from, clock: time, journal });
  };
  const base = make('', origin, before?.session.journal);
  return new Sessions({ base, make: (id) => make(id, base.toOrigin()), clock, limits });
}
