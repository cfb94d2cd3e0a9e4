import type { Transport } from './_transport.ts';
import type { Reach } from './address.ts';

/** What a document may bring in over http(s), and within which limits. */
export interface RemotePolicy {
  /**
   * Hosts (`example.com`, `localhost:8080`) that a `$ref` may name beyond the origin of its own
   * document; `true`: any public one. Without it none.
   */
  readonly allowRefs?: boolean | readonly string[];
  /** Fields such as `Authorization`, sent to the origin of the document only. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly limits?: Partial<RemoteLimits>;
  /** The addresses of a host. Default: those that the system knows. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly transport?: Transport;
}

/** Limits of one document with everything that it refers to. */
export interface RemoteLimits {
  /** Milliseconds for each file, redirects included. Default 30,000. */
  readonly time: number;
  /** Bytes of all files together, uncompressed. Default 64 MiB. */
  readonly bytes: number;
  /** Redirects of one file. Default 5. */
  readonly redirects: number;
  /** Default 1000. */
  readonly files: number;
}

export const defaultRemoteLimits: RemoteLimits = {
  time: 30_000,
  bytes: 64 * 1024 * 1024,
  redirects: 5,
  files: 1000,
};

/** Who wants something: the user, or a document that was read from somewhere. */
export interface Referrer {
  /** Undefined: the user named the address. */
  readonly uri?: string;
  /** How far the address reaches that it was read from; of a local file `public`. */
  readonly reach: Reach;
}
