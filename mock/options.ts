import type { Clock } from '../kernel/clock.ts';
import type { Position } from '../spec/fault.ts';
import type { DocumentInput } from '../spec/load.ts';
import type { EngineLimits } from './engine.ts';
import type { Exchange } from './exchange/journal.ts';
import type { ServerLimits } from './http/server.ts';
import type { DocumentOverrides } from './overrides.ts';
import type { SeedProgress } from './state/state.ts';

/** What a mock is made of. Everything has a default. */
export interface MockOptions {
  /** Paths, `file:`, `http:` or `https:` URLs or documents as values; without any, the two that ship. */
  readonly documents?: DocumentInput | readonly (DocumentInput | DocumentEntry)[];
  /**
   * Hosts (`example.com`, `localhost:8080`) from which `$ref`s may bring in files beyond the server
   * of their own document; `true`: any public one. Without it none.
   */
  readonly allowRemoteRefs?: boolean | readonly string[];
  /** Overlay files for every document, beyond the one that stands beside each. */
  readonly overlays?: readonly string[];
  /**
   * Names of shipped scenarios or paths of scenario files; the last is where the mock starts, all
   * can be applied by name. Without one, collections get examples and generated items.
   */
  readonly scenario?: string | readonly string[];
  /** The same seed gives the same data. Default 1. */
  readonly seed?: string | number;
  /**
   * Items exist when the document's examples, the seeds or a request made them; any other identity
   * is a 404. Default false: without a scenario, whatever is asked for by its identity is there
   * until it is removed.
   */
  readonly strictIds?: boolean;
  /** The time of day: a clock, or a fixed instant as RFC 3339 text. Default: the machine's. */
  readonly clock?: Clock | string;
  /** Lets pages of other origins in. Default true. */
  readonly cors?: boolean;
  /** A public key or certificate (PEM): bearer tokens must then be JWTs signed with it (RS256). */
  readonly jwtKey?: string;
  /** Serves the control API at `/__admin`. Default true. */
  readonly admin?: boolean;
  /** The bearer token the control API asks for. Without it, one is made when `listen` leaves this machine. */
  readonly adminToken?: string;
  readonly limits?: Partial<MockLimits>;
  /** Told now and then how far the preparation of large collections is; small ones need none. */
  readonly onProgress?: (progress: SeedProgress) => void;
  /** Told of every finished exchange. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/** A document with what concerns it alone. */
export interface DocumentEntry extends DocumentOverrides {
  readonly document: DocumentInput;
  /** The path prefix it is served below, such as `/shop`; without one it is served at the root. */
  readonly base?: string;
  /** Overlay files for it, before those for every document. */
  readonly overlays?: readonly string[];
  /** Fields such as `Authorization` for fetching it, sent to its own server only. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where a member of this entry was written, by its JSON Pointer, for messages. */
  readonly positionOf?: (pointer: string) => Position;
}

/** Limits in bytes, milliseconds and pieces. */
export interface MockLimits extends ServerLimits, EngineLimits {
  /** The largest request body. Default 1 MiB. */
  readonly body: number;
}

/** Where to listen. */
export interface ListenOptions {
  /** 0 takes any free port. Default 0. */
  readonly port?: number;
  /** Default 127.0.0.1: nobody but this machine. */
  readonly host?: string;
}

export const defaultLimits: MockLimits = {
  body: 1024 * 1024,
  journal: 1000,
  sessions: 1000,
  sessionLifetime: 3_600_000,
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  headerSize: 16 * 1024,
  connections: 5000,
  // Longer than proxies keep theirs: whoever closes first may meet a request on its way.
  keepAliveTimeout: 65_000,
  closeTimeout: 10_000,
};
