import { createRandom, hash, type Random } from '../../kernel/random.ts';
import type { Delay, Fault, FaultDecision } from './fault.ts';

/** The call that may go wrong. */
export interface FaultTarget {
  /** '' when no operation matched. */
  readonly operationId: string;
  /** Such as `GET /pets/{petId}`. */
  readonly route: string;
  readonly method: string;
}

interface Entry {
  readonly fault: Fault;
  readonly random: Random;
  seen: number;
  hits: number;
}

/**
 * Decides what goes wrong. Every fault draws from a stream of its own, once for each call it
 * matches, so that one seed gives one sequence whatever other faults there are.
 */
export class FaultInjector {
  readonly #seed: string;
  #entries: readonly Entry[];

  constructor(seed: string, faults: readonly Fault[] = []) {
    this.#seed = seed;
    this.#entries = faults.map((fault) => this.#toEntry(fault));
  }

  /** The faults in the order they are tried, with how often each hit. */
  list(): readonly (Fault & { readonly hits: number })[] {
    return this.#entries.map(({ fault, hits }) => ({ ...fault, hits }));
  }

  /** Adds a fault; one of the same name is replaced, and begins anew. */
  add(fault: Fault): void {
    const others = this.#entries.filter((entry) => entry.fault.name !== fault.name);
    this.#entries = [...others, this.#toEntry(fault)];
  }

  /** True when there was one of that name. */
  remove(name: string): boolean {
    const kept = this.#entries.filter(({ fault }) => fault.name !== name);
    const isGone = kept.length < this.#entries.length;
    this.#entries = kept;
    return isGone;
  }

  clear(): void {
    this.#entries = [];
  }

  /** The same faults for another session, none of which has hit yet. */
  copy(): FaultInjector {
    const faults = this.#entries.map(({ fault }) => fault);
    return new FaultInjector(this.#seed, faults);
  }

  /** Undefined when all goes well. Delays add up; of everything else the first fault decides. */
  decide(target: FaultTarget): FaultDecision | undefined {
    if (this.#entries.length === 0) return undefined;
    const hits = this.#entries.filter((entry) => isHit(entry, target));
    if (hits.length === 0) return undefined;
    const delay = hits.reduce((sum, entry) => sum + drawDelay(entry.fault.delay, entry.random), 0);
    const effect = hits.find(({ fault }) => fault.status !== undefined || fault.kind !== undefined);
    const { status, code, retryAfter, kind } = effect?.fault ?? {};
    return {
      delay,
      names: hits.map(({ fault }) => fault.name),
      ...(status !== undefined && { status }),
      ...(code !== undefined && { code }),
      ...(retryAfter !== undefined && { retryAfter }),
      ...(kind !== undefined && { kind }),
    };
  }

  #toEntry(fault: Fault): Entry {
    const random = createRandom(hash(this.#seed, 'fault', fault.name));
    return { fault, random, seen: 0, hits: 0 };
  }
}

function isHit(entry: Entry, target: FaultTarget): boolean {
  const { fault, random } = entry;
  if (!isMatch(fault, target)) return false;
  entry.seen += 1;
  // Drawn before anything else is asked, or a count would shift the sequence.
  const isDrawn = random.next() < (fault.probability ?? 1);
  if (!isDrawn || entry.seen <= (fault.skip ?? 0)) return false;
  if (fault.times !== undefined && entry.hits >= fault.times) return false;
  entry.hits += 1;
  return true;
}

function isMatch({ operation, method }: Fault, target: FaultTarget): boolean {
  if (method !== undefined && method.toUpperCase() !== target.method) return false;
  return operation === undefined || operation === target.operationId || operation === target.route;
}

function drawDelay(delay: Delay | undefined, random: Random): number {
  if (delay === undefined) return 0;
  if (typeof delay === 'number') return delay;
  if ('uniform' in delay) {
    const [least, most] = delay.uniform;
    return least + random.next() * (most - least);
  }
  const { median, sigma } = delay.lognormal;
  return median * Math.exp(sigma * drawNormal(random));
}

/** A standard normal number (Box–Muller). */
function drawNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}
