import type { Finding } from '../../kernel/finding.ts';
import type { HttpRequest, HttpResponse } from '../../kernel/http.ts';
import type { Problem } from '../../kernel/problem.ts';

/** One request and its response. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  /** Absent when no operation matched. */
  readonly operationId?: string;
  readonly findings: readonly Finding[];
  readonly problem?: Problem;
}

/** The last exchanges, oldest first. */
export class Journal {
  readonly #capacity: number;
  readonly #exchanges: Exchange[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(exchange: Exchange): void {
    if (this.#capacity === 0) return;
    this.#exchanges.push(exchange);
    // Trimmed in blocks: shifting at every request would cost as much as the journal is long.
    if (this.#exchanges.length >= this.#capacity * 2) this.#exchanges.splice(0, this.#capacity);
  }

  list(): readonly Exchange[] {
    // Not slice(-capacity): that of 0 is everything.
    return this.#exchanges.slice(Math.max(0, this.#exchanges.length - this.#capacity));
  }

  clear(): void {
    this.#exchanges.length = 0;
  }
}
