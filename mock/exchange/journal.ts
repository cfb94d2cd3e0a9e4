import type { Finding } from '../../kernel/finding.ts';
import type { HttpRequest, HttpResponse } from '../../kernel/http.ts';
import type { Problem } from '../../kernel/problem.ts';

/** One request and its response. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  /** Absent when no operation matched. */
  readonly operationId?: string | undefined;
  readonly findings: readonly Finding[];
  readonly problem?: Problem | undefined;
  /** The id of the session; '' for the base. */
  readonly session: string;
  /** The state the session was in: the name of its scenario. */
  readonly scenario?: string | undefined;
  /** When it came, in milliseconds since 1970 by the session's clock. */
  readonly at: number;
  /** How long it took to answer. */
  readonly milliseconds: number;
}

/** The most bytes of one body that are kept. */
const keptBody = 64 * 1024;
/** The most bytes of all bodies together. */
const keptBytes = 16 * 1024 * 1024;

/** The last exchanges, oldest first: bounded in number and in bytes. */
export class Journal {
  readonly #capacity: number;
  #exchanges: { readonly exchange: Exchange; readonly size: number }[] = [];
  #first = 0;
  #bytes = 0;
  #total = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** How many there ever were since the last clearing. */
  get total(): number {
    return this.#total;
  }

  add(exchange: Exchange): void {
    const kept = trim(exchange);
    const size = getSize(kept);
    this.#exchanges.push({ exchange: kept, size });
    this.#bytes += size;
    this.#total += 1;
    while (this.#exchanges.length - this.#first > this.#capacity || this.#bytes > keptBytes) {
      this.#bytes -= this.#exchanges[this.#first]?.size ?? 0;
      this.#first += 1;
    }
    // Cut off in blocks: shifting at every request would cost as much as the journal is long.
    if (this.#first > this.#capacity) {
      this.#exchanges = this.#exchanges.slice(this.#first);
      this.#first = 0;
    }
  }

  list(): readonly Exchange[] {
    return this.#exchanges.slice(this.#first).map(({ exchange }) => exchange);
  }

  clear(): void {
    this.#exchanges = [];
    this.#first = 0;
    this.#bytes = 0;
    this.#total = 0;
  }
}

function getSize({ request, response }: Exchange): number {
  const sent = request.body.kind === 'bytes' ? request.body.bytes.length : 0;
  return sent + (response.body?.length ?? 0);
}

/** Copies what it cuts: a view would keep the whole alive. */
function trim(exchange: Exchange): Exchange {
  const { request, response } = exchange;
  const { body } = request;
  const sent = body.kind === 'bytes' && body.bytes.length > keptBody;
  const answered = response.body !== undefined && response.body.length > keptBody;
  if (!sent && !answered) return exchange;
  const cut = sent ? Uint8Array.prototype.slice.call(body.bytes, 0, keptBody) : undefined;
  const text = answered
    ? Buffer.from(response.body).subarray(0, keptBody).toString('utf8')
    : undefined;
  return {
    ...exchange,
    request: cut ? { ...request, body: { kind: 'bytes', bytes: cut } } : request,
    response: text === undefined ? response : { ...response, body: text },
  };
}
