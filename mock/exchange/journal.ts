import type { Finding } from '../../kernel/finding.ts';
import { type HttpRequest, type HttpResponse, noBody } from '../../kernel/http.ts';
import type { Problem } from '../../kernel/problem.ts';
import { Packed } from './_packed.ts';

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

const nothing: Exchange = {
  request: { method: '', target: '', fields: {}, body: noBody },
  response: { status: 0, fields: [] },
  ...{ findings: [], session: '', at: 0, milliseconds: 0 },
};

/** A place for an exchange. Places are used again: what is thrown away at once costs no collection. */
class Slot {
  request = nothing.request;
  response = nothing.response;
  operationId: string | undefined;
  findings: readonly Finding[] = nothing.findings;
  problem: Problem | undefined;
  session = '';
  scenario: string | undefined;
  // No whole numbers, so that V8 makes room for others, which then are written in place.
  at = Number.NaN;
  milliseconds = Number.NaN;
  size = 0;
  #packed: Packed | undefined;

  put(exchange: Exchange, size: number, mayPack = false): void {
    const { request, response } = exchange;
    this.#packed?.clear();
    const isPacked = mayPack && this.#pack(request, response);
    this.request = isPacked ? nothing.request : request;
    this.response = isPacked ? nothing.response : response;
    this.operationId = exchange.operationId;
    this.findings = exchange.findings;
    this.problem = exchange.problem;
    this.session = exchange.session;
    this.scenario = exchange.scenario;
    this.at = exchange.at;
    this.milliseconds = exchange.milliseconds;
    this.size = size;
  }

  /** What others hold too, such as a response that was given before, is no garbage. */
  #pack(request: HttpRequest, response: HttpResponse): boolean {
    if (request.body === noBody || Object.isFrozen(response)) return false;
    this.#packed ??= new Packed();
    return this.#packed.put(request, response);
  }

  toExchange(): Exchange {
    const { size: _size, ...exchange } = this;
    return { ...exchange, ...this.#packed?.get() };
  }
}

/** The last exchanges, oldest first: bounded in number and in bytes. */
export class Journal {
  readonly #capacity: number;
  readonly #slots: Slot[] = [];
  /** Where the oldest stands; the others follow, round the end. */
  #first = 0;
  #count = 0;
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
    this.#total += 1;
    if (this.#capacity < 1) return;
    const kept = trim(exchange);
    const size = getSize(kept);
    if (this.#count === this.#capacity) this.#forget();
    // The places of these may not be used again for long: what they hold must not wait for that.
    while (this.#count > 0 && this.#bytes + size > keptBytes) this.#forget().put(nothing, 0);
    const place = (this.#first + this.#count) % this.#capacity;
    const used = this.#slots[place];
    const slot = used ?? new Slot();
    this.#slots[place] = slot;
    // As long as nothing is thrown away nothing is garbage: most sessions are over before that.
    slot.put(kept, size, used !== undefined);
    this.#count += 1;
    this.#bytes += size;
  }

  list(): readonly Exchange[] {
    return Array.from({ length: this.#count }, (_, index) =>
      this.#at(this.#first + index).toExchange(),
    );
  }

  clear(): void {
    this.#slots.length = 0;
    this.#first = 0;
    this.#count = 0;
    this.#bytes = 0;
    this.#total = 0;
  }

  /** The oldest makes room; its place still holds it. */
  #forget(): Slot {
    const slot = this.#at(this.#first);
    this.#bytes -= slot.size;
    this.#first = (this.#first + 1) % this.#capacity;
    this.#count -= 1;
    return slot;
  }

  #at(index: number): Slot {
    const slot = this.#slots[index % this.#capacity];
    if (!slot) throw new RangeError(`nothing at ${index} of the journal`);
    return slot;
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
