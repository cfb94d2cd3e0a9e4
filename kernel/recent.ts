import { Lately } from './lately.ts';

/** What is made of objects, and how much of it is remembered. */
export interface RecentOptions<Key extends object, Made> {
  readonly make: (key: Key) => Made;
  readonly weigh: (made: Made) => number;
  /** How much is kept at least, as `weigh` counts; twice as much at most. */
  readonly least: number;
}

/** What was made of objects lately; of what is forgotten it is made again. */
export class Recent<Key extends object, Made> {
  readonly #make: (key: Key) => Made;
  readonly #known: Lately<Key, Made>;

  constructor({ make, weigh, least }: RecentOptions<Key, Made>) {
    this.#make = make;
    this.#known = new Lately({ createStore: () => new WeakMap(), weigh, least });
  }

  get(key: Key): Made {
    return this.#known.find(key) ?? this.#known.keep(key, this.#make(key));
  }
}
