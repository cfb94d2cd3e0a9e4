import { prepareLazySeeds } from '../fixtures/lazy-seeds.ts';
import type { SeedOptions } from '../fixtures/seed-model.ts';
import { once } from '../kernel/once.ts';
import { toCanonicalText } from './state/canonical-text.ts';
import { Collection } from './state/collection.ts';
import { EntitySource } from './state/entity-source.ts';
import {
  type CollectionRef,
  type SeedProgress,
  toCollectionKey,
  toLookups,
  toPath,
} from './state/state.ts';

/** From so many generated entities on, each is made when somebody looks at it. */
export const fewestLarge = 500;

/** So many are made before anybody asks: more than most pages have, so that the rest comes quickly. */
const mostAhead = 2000;
/** So many entities the known collections have together; of the oldest beyond, all is made again. */
const mostKnown = 2_000_000;
/** After so many it is asked whether others wait. */
const batch = 16;

/** A large collection. */
export interface Large {
  readonly collection: Collection;
  /** The keys in the order of creation. */
  readonly keys: () => readonly string[];
}

/** The large ones among the collections, each made ready once. */
export class LargeSeeds {
  readonly #known = new Map<string, Large | undefined>();
  #count = 0;
  readonly #toOptions: (ref: CollectionRef) => SeedOptions | undefined;

  /** `toOptions` answers undefined for a collection that is not large. */
  constructor(toOptions: (ref: CollectionRef) => SeedOptions | undefined) {
    this.#toOptions = toOptions;
  }

  /** Undefined for a collection whose entities are to be made all at once. */
  find(ref: CollectionRef): Large | undefined {
    const key = toCollectionKey(ref);
    if (this.#known.has(key)) return this.#known.get(key);
    const steps = this.prepare(ref);
    while (!steps.next().done);
    return this.#known.get(key);
  }

  /** Makes a collection ready in short steps, each of which tells how far it is. */
  *prepare(ref: CollectionRef): Generator<SeedProgress, void> {
    const key = toCollectionKey(ref);
    const options = this.#known.has(key) ? undefined : this.#toOptions(ref);
    if (!options) return;
    const { generate, entities } = options.plan;
    const total = generate + entities.length;
    const steps = prepareLarge(options, toLookups(ref.resource).indexes);
    for (;;) {
      const step = steps.next();
      // Whoever could not wait may have made it meanwhile.
      if (step.done && !this.#known.has(key)) this.#keep(key, step.value);
      if (step.done) return;
      yield { collection: toPath(ref), done: step.value, total };
    }
  }

  /** Who varies the path of a large collection must not fill the memory. */
  #keep(key: string, large: Large | undefined): void {
    this.#known.set(key, large);
    this.#count += large?.collection.size ?? 0;
    for (const [oldest, known] of this.#known) {
      if (this.#count <= mostKnown || oldest === key) return;
      this.#known.delete(oldest);
      this.#count -= known?.collection.size ?? 0;
    }
  }

  /** Makes the first entities of each in short steps, by turns. */
  *makeAhead(refs: readonly CollectionRef[]): Generator<SeedProgress, void> {
    const all = refs.flatMap((ref) => {
      const { collection } = this.find(ref) ?? {};
      return collection ? [{ ref, collection, size: collection.size }] : [];
    });
    for (let offset = 0; offset < mostAhead; offset += batch) {
      for (const { ref, collection, size } of all) {
        if (offset >= size) continue;
        collection.list({ offset, limit: batch });
        yield { collection: toPath(ref), done: size, total: size };
      }
    }
  }
}

/** Tells now and then how many entities it has gone through. */
function* prepareLarge(
  options: SeedOptions,
  names: readonly string[],
): Generator<number, Large | undefined> {
  const seeds = yield* prepareLazySeeds(options, { names, toText: toCanonicalText });
  if (!seeds) return undefined;
  const { size, largestNumber } = seeds;
  const source = new EntitySource({
    size,
    largestNumber,
    placeOf: seeds.placeOf,
    at: (place) => {
      const { key, value } = seeds.at(place);
      return { key, value, sequence: place + 1, origin: 'seed' };
    },
  });
  return {
    collection: Collection.createLazy({ source, texts: seeds.texts }),
    keys: once(() => Array.from({ length: size }, (_, place) => seeds.keyAt(place))),
  };
}
