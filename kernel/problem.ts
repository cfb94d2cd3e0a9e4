import type { Finding } from './finding.ts';

/**
 * The closed catalogue of everything that can go wrong in the corridor, with the status that
 * RFC 9110 (RFC 6585 for 428 and 431) gives it. A test fails for a code that no test produces.
 */
export const problemCatalogue = {
  'path-unknown': 404,
  'method-not-allowed': 405,
  'target-too-long': 414,
  'target-malformed': 400,
  'credentials-missing': 401,
  'credentials-invalid': 401,
  'claim-missing': 403,
  'scope-missing': 403,
  'parameter-invalid': 400,
  'body-missing': 400,
  'body-malformed': 400,
  'body-invalid': 400,
  'media-type-unsupported': 415,
  'not-acceptable': 406,
  'body-too-large': 413,
  'parent-not-found': 404,
  'item-not-found': 404,
  'item-exists': 409,
  'fields-too-large': 431,
  'precondition-failed': 412,
  'precondition-required': 428,
  'idempotency-key-reused': 422,
  'message-malformed': 400,
  'request-timeout': 408,
  'upgrade-required': 426,
  'reply-impossible': 501,
  'response-invalid': 500,
  'behaviour-failed': 500,
  'preference-invalid': 400,
  'session-invalid': 400,
  'session-limit': 503,
  'connection-limit': 503,
  'fault-injected': 500,
  'origin-refused': 403,
  'name-unknown': 404,
  'state-invalid': 400,
} as const;

/** A code of the catalogue. */
export type ProblemCode = keyof typeof problemCatalogue;

/** What a stage of the corridor answers instead of a value (the idea of RFC 9457). */
export class Problem {
  readonly code: ProblemCode;
  /** The status by RFC 9110; the operation may declare a nearer one. */
  readonly status: number;
  /** Whole sentences for a person: what, where, expected, what to do. */
  readonly detail: string;
  readonly findings: readonly Finding[];
  /** Fields the status calls for, such as `Allow` or `WWW-Authenticate`. */
  readonly fields: readonly (readonly [string, string])[];
  /** Overrides the error code that the reply's body carries. */
  readonly label: string | undefined;

  constructor(code: ProblemCode, detail: string, more: ProblemDetails = {}) {
    this.code = code;
    this.status = more.status ?? problemCatalogue[code];
    this.detail = detail;
    this.findings = more.findings ?? [];
    this.fields = more.fields ?? [];
    this.label = more.label;
  }
}

/** The optional members of a problem. */
export interface ProblemDetails {
  readonly findings?: readonly Finding[];
  readonly fields?: readonly (readonly [string, string])[];
  readonly label?: string | undefined;
  /** Another status than the catalogue's, for replies that were asked for. */
  readonly status?: number | undefined;
}

/** True when a stage answered with a problem instead of its value. */
export function isProblem(value: unknown): value is Problem {
  return value instanceof Problem;
}
