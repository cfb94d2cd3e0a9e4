/**
 * What was made of objects lately: at least the last `least` of them as `weigh` counts, and at most
 * twice as many. For what is dear to make, grows with the data, and can be made again.
 */
export class Recent<Key extends object, Made> {
  readonly #make: (key: Key) => Made;
  readonly #weigh: (made: Made) => number;
  readonly #least: number;
  #young = new WeakMap<Key, Made>();
  #old = new WeakMap<Key, Made>();
  #weight = 0;

  constructor(options: {
    readonly make: (key: Key) => Made;
    readonly weigh: (made: Made) => number;
    readonly least: number;
  }) {
    this.#make = options.make;
    this.#weigh = options.weigh;
    this.#least = options.least;
  }

  get(key: Key): Made {
    const known = this.#young.get(key);
    return known === undefined ? this.#renew(key) : known;
  }

  #renew(key: Key): Made {
    const made = this.#old.get(key) ?? this.#make(key);
    this.#weight += this.#weigh(made);
    if (this.#weight > this.#least) {
      this.#old = this.#young;
      this.#young = new WeakMap();
      this.#weight = 0;
    }
    this.#young.set(key, made);
    return made;
  }
}
