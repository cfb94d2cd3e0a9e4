import type { Json, JsonObject } from '../../kernel/json.ts';
import { appendToken, fromPointer, getAt, getMember } from '../../kernel/pointer.ts';
import type { Origin, Source } from '../source.ts';

/**
 * Remembers of what was made where in the user's files it comes from. What was only carried over
 * needs no entry: it has the name it had, below something that is known.
 */
export class Origins {
  readonly #known = new Map<object, Origin>();

  /** Takes down where an object or list that was made for the levelled document comes from. */
  make<Made extends JsonObject | readonly Json[]>(at: Origin, made: Made): Made {
    this.#known.set(made, at);
    return made;
  }

  /**
   * Gives a value that is carried over to another name the place it has now. The place is looked up
   * at once: later it would lead to itself.
   */
  keep(carried: Json, at: Origin): Json {
    const origin = at.source.originOf?.(at.pointer) ?? at;
    if (typeof carried === 'object' && carried !== null) this.#known.set(carried, origin);
    return carried;
  }

  /** Where the value at a pointer into the levelled root comes from, or the nearest round it. */
  find(root: Json, pointer: string, start: Origin): Origin {
    let node: Json | undefined = root;
    let { source, pointer: place } = start;
    for (const token of fromPointer(pointer)) {
      node = node === undefined ? undefined : getMember(node, token);
      const known = typeof node === 'object' && node !== null ? this.#known.get(node) : undefined;
      if (known) ({ source, pointer: place } = known);
      else place = appendToken(place, token);
    }
    return source.originOf?.(place) ?? { source, pointer: toExisting(source.root, place) };
  }
}

/** The pointer cut back to what is there. */
function toExisting(root: Json, pointer: string): string {
  let place = pointer;
  while (place !== '' && getAt(root, place) === undefined) {
    place = place.slice(0, place.lastIndexOf('/'));
  }
  return place;
}

/** A source with another root, whose places are told as those of the source it was made of. */
export function toLevelledSource(original: Source, root: Json, origins: Origins): Source {
  const start = { source: original, pointer: '' };
  const originOf = (pointer: string) => origins.find(root, pointer, start);
  const positionOf = (pointer: string) => {
    const { source, pointer: place } = originOf(pointer);
    return source.positionOf(place);
  };
  return { ...original, root, originOf, positionOf, positionsOf: (all) => all.map(positionOf) };
}
