/** Where what was made is kept: a `Map`, or a `WeakMap` that lets go of it with its key. */
export interface Store<Key, Made> {
  get(key: Key): Made | undefined;
  set(key: Key, made: Made): unknown;
}

/** What is remembered, and how much of it. */
export interface LatelyOptions<Key, Made> {
  readonly createStore: () => Store<Key, Made>;
  readonly weigh: (made: Made) => number;
  /** How much is kept at least, as `weigh` counts; twice as much at most. */
  readonly least: number;
}

/** What was kept or looked up lately. For what is dear to make and can be made again. */
export class Lately<Key, Made> {
  readonly #options: LatelyOptions<Key, Made>;
  #young: Store<Key, Made>;
  #old: Store<Key, Made>;
  #weight = 0;

  constructor(options: LatelyOptions<Key, Made>) {
    this.#options = options;
    this.#young = options.createStore();
    this.#old = options.createStore();
  }

  /** What is still remembered of a key. */
  find(key: Key): Made | undefined {
    const known = this.#young.get(key);
    if (known !== undefined) return known;
    const old = this.#old.get(key);
    return old === undefined ? undefined : this.keep(key, old);
  }

  /** Remembers something of a key, in the place of what was remembered before. */
  keep(key: Key, made: Made): Made {
    this.#weight += this.#options.weigh(made);
    if (this.#weight > this.#options.least) {
      this.#old = this.#young;
      this.#young = this.#options.createStore();
      this.#weight = 0;
    }
    this.#young.set(key, made);
    return made;
  }
}
