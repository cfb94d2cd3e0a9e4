import type { Resource } from '../../spec/resource.ts';
import { createState, type Seeds, type State } from './state.ts';
import { Transaction } from './transaction.ts';

/** One isolated copy of the state: a pointer to an immutable value. */
export class Session {
  readonly #seeds: Seeds;
  readonly #resources: readonly Resource[];
  #state: State;

  constructor(options: {
    readonly seeds: Seeds;
    readonly resources: readonly Resource[];
    readonly state?: State;
  }) {
    this.#seeds = options.seeds;
    this.#resources = options.resources;
    this.#state = options.state ?? createState();
  }

  get state(): State {
    return this.#state;
  }

  begin(): Transaction {
    return new Transaction({ state: this.#state, seeds: this.#seeds, resources: this.#resources });
  }

  /** The one place where state changes. */
  commit(transaction: Transaction): void {
    this.#state = transaction.state;
  }

  /** Back to the seeds. */
  reset(): void {
    this.#state = createState();
  }
}
