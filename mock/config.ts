import type { MockLimits } from './options.ts';
import type { DocumentOverrides } from './overrides.ts';

/** What a configuration file says of one document. */
export interface DocumentConfig extends DocumentOverrides {
  /** A path or an http(s) address. */
  readonly document: string;
  /** The path prefix it is served below, such as `/shop`. */
  readonly base?: string;
  /** Overlay files for this document. */
  readonly overlays?: readonly string[];
  /** Fields such as `Authorization` for fetching it, sent to its own server only. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is told while a server runs. */
export interface LogConfig {
  readonly level?: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly format?: 'pretty' | 'json';
}

/**
 * What a configuration file says: `standin.config.yaml`, `.json`, `.mjs`, `.js` or, where Node runs
 * TypeScript, `.ts`. Paths are taken from its folder. Everything may be left out.
 */
export interface StandinConfig {
  /** Where the JSON Schema is, for editors. */
  readonly $schema?: string;
  /** Without any, the two that ship. */
  readonly documents?: string | readonly (string | DocumentConfig)[];
  /** Overlay files for every document, beyond the one that stands beside each. */
  readonly overlays?: readonly string[];
  /** Hosts from which `$ref`s may bring in files beyond the server of their own document. */
  readonly allowRemoteRefs?: boolean | readonly string[];
  /** Paths of scenario files, or names of those that ship. */
  readonly scenario?: string | readonly string[];
  /** The same seed gives the same data. */
  readonly seed?: string | number;
  /** Whether, without a scenario too, an item that nobody made is not found. Default false. */
  readonly strictIds?: boolean;
  /** 0 takes a free one. Default 4010. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Whether pages of other origins are let in. Default true. */
  readonly cors?: boolean;
  /** The path of a public key (PEM) that bearer tokens must be signed with (RS256). */
  readonly jwtKey?: string;
  /** Whether the control API is served. Default true. */
  readonly admin?: boolean;
  readonly adminToken?: string;
  readonly limits?: Partial<MockLimits>;
  readonly log?: LogConfig;
  /** Whether files are read again when they change. Default false. */
  readonly watch?: boolean;
}

/** The configuration itself: for editors and compilers, which then know its type. */
export function defineConfig(config: StandinConfig): StandinConfig {
  return config;
}
