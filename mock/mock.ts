import type { Scalar } from '../fixtures/scenario-model.ts';
import type { DocumentFault } from '../spec/fault.ts';
import type { OperationInfo, ResourceInfo } from './describe.ts';
import type { DocumentInfo } from './describe-documents.ts';
import type { Exchange } from './exchange/journal.ts';
import type { Fault } from './fault/fault.ts';
import type { Middleware } from './http/middleware.ts';
import type { ListenOptions, MockOptions } from './options.ts';
import type { SessionClock } from './session/clock.ts';

/** Values for a scenario's parameters. */
export type Parameters = Readonly<Record<string, Scalar>>;

/** What can be done to the base and to every session alike. */
export interface Controls {
  /** Answers a request without a socket. Rejects where a fault takes the connection away. */
  handle(request: Request): Promise<Response>;
  /** Puts state, clock and faults back to what they were at the start, and empties the journal. */
  reset(): void;
  /** Puts it into a scenario, by name. Throws `DocumentError` when that cannot be. */
  scenario(name: string, parameters?: Parameters): void;
  /** Lets something go wrong on purpose; the function it gives back ends that. */
  use(fault: Omit<Fault, 'name'> & { readonly name?: string }): () => void;
  /** The last exchanges, oldest first. */
  requests(): readonly Exchange[];
  /** The time of day: `set`, `advance` and `freeze` take milliseconds. */
  readonly clock: SessionClock;
}

/** One isolated copy of the state, with a clock, faults and a journal of its own. */
export interface MockSession extends Controls {
  readonly id: string;
  /** Sent with a request, it makes the request one of this session. */
  readonly headers: Readonly<Record<string, string>>;
  /** The base URL of the session for clients that cannot set headers; throws while not listening. */
  readonly url: string;
  /** Ends the session. */
  close(): void;
}

/** A running stand-in. */
export interface Mock extends Controls {
  /** Where it listens; throws when it does not. */
  readonly url: string;
  /** False when it was made without the control API. */
  readonly hasAdmin: boolean;
  /** What the control API asks for; undefined while only this machine can reach it. */
  readonly adminToken: string | undefined;
  /**
   * Where tokens are had, the usual path first; empty when no document asks for OAuth 2.0 or OpenID
   * Connect.
   */
  readonly tokenPaths: readonly string[];
  /** What is served, document by document. */
  readonly documents: readonly DocumentInfo[];
  readonly operations: readonly OperationInfo[];
  readonly resources: readonly ResourceInfo[];
  /**
   * Odd corners of the documents that do not stop it. They are looked for when this is first read,
   * which takes a while for a large document.
   */
  readonly warnings: readonly DocumentFault[];
  /** The same, looked for in between the requests that come in. */
  findWarnings(): Promise<readonly DocumentFault[]>;
  /** The files it was made of; what was fetched is in `documents`. */
  readonly files: readonly string[];
  /** Responses validated and sent since the start or the last reload: always equal. */
  readonly counters: { readonly validated: number; readonly sent: number };
  /** Starts listening and gives the URL. */
  listen(options?: ListenOptions): Promise<string>;
  /** The session of that id, made when there is none; without an id, a new one. */
  session(id?: string): MockSession;
  /**
   * Reads the files again; with options, those from now on, save for clock, limits and the control
   * API. What requests changed in the base is kept, as is its journal; sessions, snapshots, the
   * clock, faults and a scenario that was applied meanwhile begin anew. Rejects, and goes on as
   * before, when the files are bad.
   */
  reload(options?: MockOptions): Promise<void>;
  /** Express middleware: answers what a path template matches, passes on the rest. */
  express(): Middleware;
  /** Finishes what is in flight and stops listening. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
