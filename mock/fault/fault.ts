/** What can happen to a reply on its way. */
export const faultKinds = [
  'reset',
  'empty',
  'truncate',
  'garbage',
  'malformed',
  'drip',
  'break',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Milliseconds, or a distribution of them. */
export type Delay =
  | number
  | { readonly uniform: readonly [least: number, most: number] }
  | { readonly lognormal: { readonly median: number; readonly sigma: number } };

/** Something that goes wrong on purpose, and when. */
export interface Fault {
  readonly name: string;
  /** An operationId, or `GET /path/{template}`; every operation without it. */
  readonly operation?: string;
  readonly method?: string;
  /** 0 to 1; 1 without it. */
  readonly probability?: number;
  /** How many matching calls go well first. */
  readonly skip?: number;
  /** How often at most. */
  readonly times?: number;
  /** The error status to answer with. */
  readonly status?: number;
  /** The error code in the body. */
  readonly code?: string;
  /** Seconds, for the field Retry-After. */
  readonly retryAfter?: number;
  readonly delay?: Delay;
  readonly kind?: FaultKind;
}

/** What is to go wrong with one call. */
export interface FaultDecision {
  /** Milliseconds to wait before the reply. */
  readonly delay: number;
  readonly status?: number;
  readonly code?: string;
  readonly retryAfter?: number;
  readonly kind?: FaultKind;
  /** The faults that hit. */
  readonly names: readonly string[];
}
