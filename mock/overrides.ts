import type { JsonObject } from '../kernel/json.ts';
import type { BehaviourName } from '../spec/resource.ts';

/** What holds for one collection, whatever was inferred; the members of `x-mock.resources`. */
export type CollectionOverride = {
  /** What one item is called. */
  readonly name?: string;
  /** Whether an item that the state has not is not found, or every one exists. */
  readonly exists?: 'declared' | 'always';
  /** The error code of a reply that found no item. */
  readonly notFound?: string;
  /** The property that tells items apart, or several, one for each parameter. */
  readonly identity?: string | readonly string[];
  /** How many items there are at the start. */
  readonly count?: number;
};

/** What holds for one operation, whatever was inferred; the members of an operation's `x-mock`. */
export type OperationOverride = {
  readonly behaviour?: BehaviourName;
  /** The path of the collection that it does that to. */
  readonly resource?: string;
  /** Where the item or list stands in the reply, such as `data.items`. */
  readonly reply?: string;
  /** Where the item or list stands in the request. */
  readonly request?: string;
  /** The properties that an action gives the item. */
  readonly set?: JsonObject;
  /** What query parameters do to a list: a role such as `limit`, or `{ filter: 'name' }`. */
  readonly parameters?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** Rules on the claims of a JWT. */
  readonly claims?: readonly JsonObject[];
};

/** What overrides the verdicts on a document: the members that its own `x-mock` may have. */
export interface DocumentOverrides {
  /** By the path of a collection. */
  readonly resources?: Readonly<Record<string, CollectionOverride>>;
  /** By operationId (`listPets`) or as `GET /pets/{id}`. */
  readonly operations?: Readonly<Record<string, OperationOverride>>;
  /** Rules on the claims of a JWT, for every operation. */
  readonly claims?: readonly JsonObject[];
  /** Which claims name the user and the system. */
  readonly actor?: JsonObject;
  /** The name of a caller whose claims name nobody. */
  readonly unknownActor?: string;
}
