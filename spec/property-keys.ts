import { toNameKey } from '../kernel/words.ts';
import type { Located } from './document.ts';

/** Properties by name, with the places that declare them. */
export type Properties = ReadonlyMap<string, readonly Located[]>;

/** The properties by their names in any spelling; of two of one spelling, the first. */
export function readPropertyKeys(properties: Properties): ReadonlyMap<string, string> {
  const known = keys.get(properties);
  if (known) return known;
  const made = new Map<string, string>();
  for (const name of properties.keys()) {
    const key = toNameKey(name);
    if (!made.has(key)) made.set(key, name);
  }
  keys.set(properties, made);
  return made;
}

const keys = new WeakMap<Properties, ReadonlyMap<string, string>>();

/** What both know; where they differ, the second is right. The same for the same two. */
export function mergeProperties(one: Properties, other: Properties): Properties {
  const inner = merged.get(one) ?? new WeakMap<Properties, Properties>();
  merged.set(one, inner);
  const known = inner.get(other) ?? (one === other ? one : new Map([...one, ...other]));
  inner.set(other, known);
  return known;
}

const merged = new WeakMap<Properties, WeakMap<Properties, Properties>>();
