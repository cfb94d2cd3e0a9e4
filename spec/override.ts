import type { Json } from '../kernel/json.ts';
import { behaviourNames } from './resource.ts';

/** What `x-mock` stands at, or what a configuration file says it for. */
export type OverridePlace = 'document' | 'collection' | 'operation' | 'schema';

/** What the value of a member may be. */
export type OverrideValue =
  | { readonly kind: 'text' }
  | { readonly kind: 'number' }
  | { readonly kind: 'object' }
  | { readonly kind: 'list' }
  /** A text or a list of texts. */
  | { readonly kind: 'names' }
  | { readonly kind: 'one of'; readonly values: readonly string[] }
  /** The path of a collection, whatever its parameters are called. */
  | { readonly kind: 'collection' }
  /** An object whose names are paths of collections, each with members of its own. */
  | { readonly kind: 'collections' }
  /** An object whose names are operations (`listPets`, `GET /pets`), each with members of its own. */
  | { readonly kind: 'operations' }
  /** An object whose names are query parameters, each with the role it plays. */
  | { readonly kind: 'parameters' };

/** A member that an override may have. */
export interface OverrideMember {
  readonly place: OverridePlace;
  readonly name: string;
  readonly takes: OverrideValue;
  /** What it says, as one clause for people. */
  readonly says: string;
}

/** The roles that a query parameter of a list may be given by name alone. */
export const parameterRoles = [
  ...['offset', 'limit', 'page', 'cursor', 'before', 'sort', 'direction', 'fields', 'none'],
] as const;

/** What a query parameter may do to a property: equal it, or bound it from below or above. */
export const propertyRoles = ['filter', 'from', 'to'] as const;

const text = { kind: 'text' } as const;
const list = { kind: 'list' } as const;
const object = { kind: 'object' } as const;
const names = { kind: 'names' } as const;
const choice = (...values: readonly string[]): OverrideValue => ({ kind: 'one of', values });

type Row = readonly [name: string, takes: OverrideValue, says: string];

const rows: Readonly<Record<OverridePlace, readonly Row[]>> = {
  document: [
    ['resources', { kind: 'collections' }, 'what holds for each collection, by its path'],
    ['operations', { kind: 'operations' }, 'what holds for each operation, by its id or path'],
    ['claims', list, 'rules on the claims of a JWT'],
    ['actor', object, 'which claims name the user and the system'],
    ['unknownActor', text, 'the name of a caller whose claims name nobody'],
  ],
  collection: [
    ['name', text, 'what one item is called'],
    ['exists', choice('declared', 'always'), 'whether an item that the state has not is not found'],
    ['notFound', text, 'the error code of a reply that found no item'],
    ['identity', names, 'the property that tells items apart, or several, one for each parameter'],
    ['count', { kind: 'number' }, 'how many items there are at the start'],
  ],
  operation: [
    ['behaviour', choice(...behaviourNames), 'what it does'],
    ['resource', { kind: 'collection' }, 'the collection it does that to'],
    ['reply', text, 'where the item or list stands in the reply, such as `data.items`'],
    ['request', text, 'where the item or list stands in the request'],
    ['set', object, 'the properties that an action gives the item'],
    ['parameters', { kind: 'parameters' }, 'what query parameters do to a list'],
    ['claims', list, 'rules on the claims of a JWT'],
  ],
  schema: [
    ['assign', choice('uuid', 'now', 'user', 'system'), 'what the server fills the property with'],
    ['on', choice('create', 'write'), 'when it does'],
    ['generate', object, 'how values of it are made'],
  ],
};

/** Every member that an override may have, by its place. */
export const overrideMembers: readonly OverrideMember[] = places().flatMap((place) =>
  rows[place].map(([name, takes, says]) => ({ place, name, takes, says })),
);

function places(): readonly OverridePlace[] {
  return ['document', 'collection', 'operation', 'schema'];
}

/** A mistake in an override. */
export interface OverrideFault {
  /** JSON Pointer from the override to what is wrong. */
  readonly pointer: string;
  readonly message: string;
  readonly mend: string;
}

/** An operation that an override may name. */
export interface NamedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Its query parameters. */
  readonly parameters: readonly string[];
}

/** An override to be checked. */
export interface GivenOverride {
  readonly place: OverridePlace;
  readonly value: Json;
  /** The paths of the collections that may be named, as the document writes them. */
  readonly collections: readonly string[];
  /** The operations that may be named. */
  readonly operations?: readonly NamedOperation[];
  /** The query parameters that may be named. */
  readonly parameters?: readonly string[];
}
