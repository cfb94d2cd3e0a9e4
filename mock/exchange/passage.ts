import type { KeyObject } from 'node:crypto';
import type { Finding } from '../../kernel/finding.ts';
import type { HttpRequest, HttpResponse } from '../../kernel/http.ts';
import { Lately } from '../../kernel/lately.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Session } from '../session/session.ts';
import type { KnownReads } from '../state/transaction.ts';
import type { Damage } from './decide.ts';
import type { Exchange } from './journal.ts';
import type { Api, Reply } from './model.ts';
import type { Preferences } from './prefer.ts';
import type { Route } from './route.ts';

/** Everything a request meets on its way. */
export interface Corridor {
  readonly toRoute: (request: HttpRequest) => Route;
  /** What was answered lately, by route. */
  readonly answered: Lately<Route, Answered>;
  /** The document an unmatched request was probably meant for. */
  readonly findApi: (path: string) => Api | undefined;
  /** Refuses a request before anything else is asked. */
  readonly guard?: (request: HttpRequest) => Problem | undefined;
  /** The key that bearer tokens must be signed with. */
  readonly key?: KeyObject | undefined;
  readonly seed: string;
  readonly cors: boolean;
  readonly counters: Counters;
  /** Milliseconds of a clock that only goes on, for measuring. */
  readonly timer: () => number;
  /** True when the faults of sessions are none of its business. */
  readonly isExempt?: boolean;
  /** Takes every finished exchange. */
  readonly record: (session: Session, exchange: Exchange) => void;
}

/** Every response that is sent was validated: the two are always equal. */
export interface Counters {
  validated: number;
  sent: number;
}

/** A request on its way, and what is to happen to it beyond its operation. */
export interface Passage {
  readonly request: HttpRequest;
  readonly session: Session;
  readonly route: Route;
  /** Milliseconds since 1970, by the session's clock. */
  readonly now: number;
  readonly preferences: Preferences;
  readonly damage: Damage;
  /** What stops the call before the operation is asked. */
  readonly stop: Problem | undefined;
}

/** A response that was proven, and what is to be said of it. */
export interface Finished {
  readonly response: HttpResponse;
  /** What the response tells of; set for every error. */
  readonly problem: Problem | undefined;
  readonly findings: readonly Finding[];
  /** True when it tells the time: then it is another one at another time. */
  readonly isTimed: boolean;
}

/** An outcome that will be the same again, and the response that was made of it. */
export interface Answered extends Finished {
  readonly outcome: Reply | Problem;
  /** Where it was looked for; absent when the route alone decides. */
  readonly reads?: KnownReads | undefined;
}

/** How many characters of bodies are remembered at least. */
const remembered = 4_000_000;

/** Nothing was answered yet. */
export function createAnswered(): Corridor['answered'] {
  return new Lately<Route, Answered>({
    createStore: () => new WeakMap(),
    weigh: ({ response }) => 1000 + (response.body?.length ?? 0),
    least: remembered,
  });
}
