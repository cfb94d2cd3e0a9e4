import type { Clock } from '../../kernel/clock.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Session } from './session.ts';

/** What bounds sessions. */
export interface SessionLimits {
  /** How many there may be beside the base. */
  readonly sessions: number;
  /** How long one lives after its last request, in milliseconds. */
  readonly sessionLifetime: number;
}

/** A session and how long it is kept. */
export interface Lease {
  readonly session: Session;
  /** Milliseconds since 1970, by the server's clock. */
  readonly created: number;
  expires: number;
}

const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The sessions by id; the first request that names one makes it. */
export class Sessions {
  readonly base: Session;
  readonly #make: (id: string) => Session;
  readonly #clock: Clock;
  readonly #limits: SessionLimits;
  readonly #leases = new Map<string, Lease>();

  constructor(options: {
    readonly base: Session;
    readonly make: (id: string) => Session;
    readonly clock: Clock;
    readonly limits: SessionLimits;
  }) {
    this.base = options.base;
    this.#make = options.make;
    this.#clock = options.clock;
    this.#limits = options.limits;
  }

  /** The session of that id, made when there is none; a problem when it cannot be. */
  open(id: string): Session | Problem {
    const now = this.#clock.now();
    const known = this.#leases.get(id);
    if (known && known.expires > now) {
      known.expires = now + this.#limits.sessionLifetime;
      return known.session;
    }
    if (!idPattern.test(id)) return refuse('session-invalid', toInvalid(id));
    this.#expire(now);
    if (this.#leases.size >= this.#limits.sessions) {
      return refuse('session-limit', toFull(this.#limits.sessions));
    }
    const session = this.#make(id);
    const expires = now + this.#limits.sessionLifetime;
    this.#leases.set(id, { session, created: now, expires });
    return session;
  }

  /** True when there is a session of that id. */
  has(id: string): boolean {
    const lease = this.#leases.get(id);
    return lease !== undefined && lease.expires > this.#clock.now();
  }

  /** True when there was one. */
  close(id: string): boolean {
    return this.#leases.delete(id);
  }

  /** The living ones, oldest first. */
  list(): readonly Lease[] {
    this.#expire(this.#clock.now());
    return [...this.#leases.values()];
  }

  #expire(now: number): void {
    for (const [id, lease] of this.#leases) if (lease.expires <= now) this.#leases.delete(id);
  }
}

function toInvalid(id: string): string {
  return `${JSON.stringify(id.slice(0, 80))} is no id of a session; take up to 64 letters, digits, dots, dashes and underscores.`;
}

function toFull(limit: number): string {
  return `There are ${limit} sessions already, which is the most. End some with DELETE /__admin/sessions/<id>, or wait until they expire.`;
}

function refuse(code: 'session-invalid' | 'session-limit', message: string): Problem {
  const place = {
    part: 'header',
    name: 'X-Mock-Session',
    instanceLocation: '',
    keywordLocation: '',
  } as const;
  return new Problem(code, message, { findings: [{ ...place, rule: 'session', message }] });
}
