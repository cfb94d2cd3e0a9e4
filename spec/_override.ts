import { getOwn, type JsonObject, toArray, toObject, toText } from '../kernel/json.ts';
import type { OpenApiDocument } from './document.ts';
import { toCanonical, toParts } from './path-template.ts';
import type { Resource } from './resource.ts';

/** The overlay's word on a collection. */
export interface Override {
  /** True when it says anything. */
  readonly isGiven: boolean;
  readonly name?: string;
  readonly notFound?: string;
  /** Properties, one for each name of an item's path. */
  readonly identity: readonly string[];
  readonly exists?: Resource['exists'];
  readonly count?: number;
}

/** Finds what the overlay says of the collection at a path, whatever its parameters are called. */
export function compileOverrides(document: OpenApiDocument): (id: string) => Override {
  const resources = toObject(document.extension(document.root).resources);
  const known = new Map<string, JsonObject>();
  for (const [path, override] of Object.entries(resources)) {
    known.set(toCanonical(`/${toParts(path).join('/')}`), toObject(override));
  }
  return (id) => readOverride(known.get(id) ?? {});
}

function readOverride(override: JsonObject): Override {
  const name = toText(getOwn(override, 'name'));
  const notFound = toText(getOwn(override, 'notFound'));
  const exists = toText(getOwn(override, 'exists'));
  const identity = getOwn(override, 'identity');
  const count = getOwn(override, 'count');
  return {
    isGiven: Object.keys(override).length > 0,
    identity: [identity ?? [], ...toArray(identity)].flatMap((one) => toText(one ?? null) ?? []),
    ...(name !== undefined && { name }),
    ...(notFound !== undefined && { notFound }),
    ...((exists === 'declared' || exists === 'always') && { exists }),
    ...(typeof count === 'number' && { count }),
  };
}
