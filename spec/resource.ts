import type { Located, OpenApiDocument } from './document.ts';
import type { Operation } from './model.ts';
import type { ListParameters } from './paging.ts';

/** What an operation may do to a resource; `static` when that was not understood. */
export const behaviourNames = [
  'list',
  'read',
  'create',
  'replace',
  'merge',
  'remove',
  'static',
] as const;

/** One of them. */
export type BehaviourName = (typeof behaviourNames)[number];

/** Which property tells the items of a collection apart. */
export interface Identity {
  /** Absent when no property of the item carries it: then only the path does. */
  readonly property?: string;
  readonly type: 'string' | 'integer';
  /** What an identity must satisfy: the schemas of the property and of the parameter in the path. */
  readonly schemas: readonly Located[];
}

/** A collection and its items, inferred from the operations that touch them. */
export interface Resource {
  /** The collection's path template with nameless parameters: `/users/{}/posts`. */
  readonly id: string;
  readonly document: OpenApiDocument;
  /** Singular, as people would call it. */
  readonly name: string;
  /** The collection's path template as the document first writes it. */
  readonly collection: string;
  /** The item below whose path this collection lives. */
  readonly parent?: Resource;
  /** True of one thing that stands alone, such as `/users/{}/settings`: its key is ''. */
  readonly isSingle: boolean;
  readonly identity: Identity;
  /** The schema of an item; absent for a parent that has no operations of its own. */
  readonly schema?: Located;
  /** Properties by which lists filter. */
  readonly indexes: readonly string[];
  /**
   * `declared`: an item exists when the state has it. `always`: the document has no operations to
   * make or see one, so every identity is taken to exist.
   */
  readonly exists: 'declared' | 'always';
  /** The error code of a reply that did not find an item. */
  readonly notFound?: string;
  /** Why this verdict, in sentences. */
  readonly reasons: readonly string[];
}

/** What an operation does, whatever it does it to. */
export interface Plan {
  readonly operation: Operation;
  readonly behaviour: BehaviourName;
  /** Where the list or the item stands in the reply's body: [] when it is the body. */
  readonly replyPath: readonly string[];
  /** The schema of an item in the reply; absent when the reply has no body that is read. */
  readonly replyItem?: Located;
  /** Where the item stands in the request's body. */
  readonly requestPath: readonly string[];
  /** The schema of the item in the request's body. */
  readonly requestItem?: Located;
  readonly list?: ListParameters;
  /** Why, in one sentence. */
  readonly why: string;
}

/** What was made of one operation. */
export interface Binding extends Plan {
  readonly resource?: Resource;
  /** True when the reply, or the request, describes an item by the very schema of the resource. */
  readonly showsWhole: boolean;
  readonly takesWhole: boolean;
  /** Of a static operation: the item its path leads through, which must exist. */
  readonly owner?: Resource;
}
