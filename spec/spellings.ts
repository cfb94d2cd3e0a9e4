import { toNameKey } from '../kernel/words.ts';
import { collectProperties } from './choice.ts';
import { readPropertyKeys } from './property-keys.ts';
import type { Binding } from './resource.ts';

type Spellings = ReadonlyMap<string, string>;

const none: Spellings = new Map();
const known = new WeakMap<Binding, Spellings>();

/**
 * Properties that a request spells otherwise than the item, with the item's spelling: `FriendlyName`
 * of a form is the `friendly_name` of what is read. What the request has in both is two things.
 */
export function readSpellings(binding: Binding): Spellings {
  const before = known.get(binding);
  if (before) return before;
  const made = read(binding);
  known.set(binding, made);
  return made;
}

function read({ resource, requestItem, takesWhole }: Binding): Spellings {
  if (!resource?.schema || !requestItem || takesWhole) return none;
  const { document, schema } = resource;
  const own = collectProperties(document, schema);
  const asked = collectProperties(document, requestItem);
  const keys = readPropertyKeys(own);
  const found = new Map<string, string>();
  for (const name of asked.keys()) {
    const meant = own.has(name) ? undefined : keys.get(toNameKey(name));
    if (meant !== undefined && !asked.has(meant)) found.set(name, meant);
  }
  return found.size === 0 ? none : found;
}
