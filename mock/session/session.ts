import type { Journal } from '../exchange/journal.ts';
import type { FaultInjector } from '../fault/injector.ts';
import type { Collection } from '../state/collection.ts';
import {
  type CollectionRef,
  createState,
  type Seeds,
  type State,
  toCollectionKey,
} from '../state/state.ts';
import { Transaction, type TransactionBase } from '../state/transaction.ts';
import type { ClockSetting, SessionClock } from './clock.ts';

/** What a session starts from, and what `reset` brings back. */
export interface Origin {
  readonly seeds: Seeds;
  readonly state: State;
  /** The name of the scenario, when one was applied. */
  readonly scenario?: string;
  readonly clock: ClockSetting;
  readonly faults: FaultInjector;
  /** True when the scenario means to contradict the document. */
  readonly violates?: boolean;
}

/** What a session is made of. */
export interface SessionOptions {
  readonly id: string;
  readonly below: TransactionBase['below'];
  readonly origin: Origin;
  readonly clock: SessionClock;
  readonly journal: Journal;
}

/** A state to come back to. */
export interface Snapshot {
  readonly name: string;
  /** Milliseconds since 1970, by the session's clock. */
  readonly created: number;
  readonly seeds: Seeds;
  readonly state: State;
  /** True when the scenario it was in means to contradict the document. */
  readonly violates: boolean;
}

/**
 * One isolated copy: state, clock, faults and journal. The state is a pointer to an immutable
 * value, so that making a session costs the same whatever the base holds.
 */
export class Session implements TransactionBase {
  readonly id: string;
  readonly clock: SessionClock;
  readonly journal: Journal;
  readonly snapshots = new Map<string, Snapshot>();
  readonly below: TransactionBase['below'];
  #origin: Origin;
  #seeds: Seeds;
  #state: State;
  #faults: FaultInjector;
  #violates: boolean;

  constructor({ id, below, origin, clock, journal }: SessionOptions) {
    this.id = id;
    this.below = below;
    this.clock = clock;
    this.journal = journal;
    this.#origin = origin;
    this.#seeds = origin.seeds;
    this.#state = origin.state;
    this.#faults = origin.faults.copy();
    this.#violates = origin.violates === true;
  }

  get state(): State {
    return this.#state;
  }

  get seeds(): Seeds {
    return this.#seeds;
  }

  get faults(): FaultInjector {
    return this.#faults;
  }

  /** The name of the scenario it is in. */
  get scenario(): string | undefined {
    return this.#origin.scenario;
  }

  /** True when what it holds is of a scenario that means to contradict the document. */
  get violates(): boolean {
    return this.#violates;
  }

  begin(): Transaction {
    return new Transaction(this);
  }

  /** The one place where state changes. */
  commit(transaction: Transaction): void {
    this.#state = transaction.state;
  }

  /** Goes on with what was changed elsewhere; where it began stays the same. */
  take(state: State): void {
    this.#state = state;
  }

  /** Puts a whole collection in the place of another. */
  put(ref: CollectionRef, collection: Collection): void {
    this.#state = this.#state.set(toCollectionKey(ref), collection);
  }

  /** A collection as it is, or was, in another state. */
  peek({ state, seeds }: Pick<Snapshot, 'state' | 'seeds'>, ref: CollectionRef): Collection {
    return new Transaction({ state, seeds, below: this.below }).collection(ref);
  }

  /** State, clock and faults as they were when the session began; the journal is emptied. */
  reset(): void {
    this.#enter(this.#origin);
    this.journal.clear();
  }

  /** Starts again from somewhere else. The journal and the snapshots stay. */
  apply(origin: Origin): void {
    this.#origin = origin;
    this.#enter(origin);
  }

  /** What another session starts from: everything as it is now. */
  toOrigin(): Origin {
    const { scenario } = this.#origin;
    return {
      seeds: this.#seeds,
      state: this.#state,
      ...(scenario !== undefined && { scenario }),
      ...(this.#violates && { violates: true }),
      clock: this.clock.setting,
      faults: this.#faults,
    };
  }

  /** Remembers the state under a name; an older one of that name is forgotten. */
  remember(name: string): Snapshot {
    const { state, seeds, violates } = this;
    const snapshot = { name, created: this.clock.now(), state, seeds, violates };
    this.snapshots.set(name, snapshot);
    return snapshot;
  }

  restore({ seeds, state, violates }: Pick<Snapshot, 'seeds' | 'state' | 'violates'>): void {
    this.#seeds = seeds;
    this.#state = state;
    this.#violates = violates;
  }

  #enter({ seeds, state, clock, faults, violates = false }: Origin): void {
    this.#violates = violates;
    this.#seeds = seeds;
    this.#state = state;
    this.clock.restore(clock);
    this.#faults = faults.copy();
  }
}

/** A state in which nothing changed yet. */
export const untouched: State = createState();
