import { readDiscriminator } from '../discriminator.ts';
import type { Located, OpenApiDocument } from '../document.ts';
import { isLooping } from '../in-place.ts';

/** How a schema comes to apply to a value. What is lowered depends on it, so it names the copy. */
export interface Way {
  /** Names `required` must not ask for, because another branch marks them for the other direction. */
  readonly omit: ReadonlySet<string>;
  /** Schemas that apply to the same value already and lead back to themselves. */
  readonly trail: ReadonlySet<string>;
  /** True when a subtype extends the schema: then its discriminator has nothing more to decide. */
  readonly extended: boolean;
}

const nothing: ReadonlySet<string> = new Set();

/** The way to a value of its own: a property, an item, a body. */
export const fresh: Way = { omit: nothing, trail: nothing, extended: false };

/** The way with these names left out as well. */
export function withOmitted(way: Way, names: ReadonlySet<string>): Way {
  return names.size === 0 ? way : { ...way, omit: new Set([...way.omit, ...names]) };
}

/** The way through a schema, remembered when it could lead there again. */
export function withPassed(way: Way, document: OpenApiDocument, at: Located): Way {
  if (!isLooping(document, at)) return way.trail.size === 0 ? way : { ...way, trail: nothing };
  return { ...way, trail: new Set([...way.trail, toKey(at)]) };
}

/** The way through a reference: what makes no difference to the schema it leads to is forgotten. */
export function toWay(way: Way, document: OpenApiDocument, target: Located): Way {
  const { omit, trail, extended } = way;
  if (trail.size === 0 && !extended) return way;
  return {
    omit,
    trail: trail.size > 0 && isLooping(document, target) ? trail : nothing,
    extended: extended && isDeciding(document, target),
  };
}

/** True when a discriminator in the schema, or in what it extends, names subtypes. */
function isDeciding(document: OpenApiDocument, at: Located): boolean {
  return readDiscriminator(document, at)?.form === 'base' || isLooping(document, at);
}

/** True when the way has passed through the schema. */
export function hasPassed({ trail }: Way, at: Located): boolean {
  return trail.size > 0 && trail.has(toKey(at));
}

/** Names a place together with what its dynamic references are bound to. */
function toKey({ source, pointer, scope }: Located): string {
  return scope ? `${source.uri}#${pointer} ${scope.key}` : `${source.uri}#${pointer}`;
}

/** A name for the copy of a schema that is lowered for this way. */
export function toCopyKey(at: Located, { omit, trail, extended }: Way): string {
  if (omit.size === 0 && trail.size === 0 && !extended) return toKey(at);
  return JSON.stringify([toKey(at), [...omit].sort(), [...trail].sort(), extended]);
}
