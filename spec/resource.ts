import type { Json } from '../kernel/json.ts';
import type { Located, OpenApiDocument } from './document.ts';
import type { ListParameters } from './list-parameters.ts';
import type { Operation } from './model.ts';
import type { ManyShape } from './shape.ts';

/** What an operation may do to a resource; `static` when that was not understood. */
export const behaviourNames = [
  'list',
  'read',
  'count',
  'create',
  'replace',
  'merge',
  'remove',
  'act',
  'bulk',
  'static',
] as const;

/** One of them. */
export type BehaviourName = (typeof behaviourNames)[number];

/** One value of an identity: what one name of an item's path stands for. */
export interface IdentityPart {
  /** The property that carries it, from the outermost on; absent: only the path of the item does. */
  readonly path?: readonly string[];
  readonly type: 'string' | 'integer';
  /** What it must satisfy: the schemas of the property and of the parameter in the path. */
  readonly schemas: readonly Located[];
  /** What the path calls it; absent where paths name no items. */
  readonly parameter?: string;
  /** True where the path takes only numbers, which the property writes as texts. */
  readonly isCounted?: true;
}

/** What tells the items of a collection apart. */
export interface Identity {
  /** The one property that carries all of it, when one does. */
  readonly property?: string;
  /** Of the first part. */
  readonly type: 'string' | 'integer';
  readonly schemas: readonly Located[];
  /** One for each name of an item's path; none for what stands alone. */
  readonly parts: readonly IdentityPart[];
}

/** Another path that shows or makes items of a collection: all of them, or those below an item. */
export interface View {
  /** Canonical: `/projects/{}/tasks`. */
  readonly id: string;
  readonly collection: string;
  /** The item below whose path it lives; absent: it shows the whole collection. */
  readonly parent?: Resource;
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
  /** How many names of a path tell items apart: 2 for `/repos/{owner}/{repo}`. */
  readonly arity: number;
  /** The item below whose path this collection lives. */
  readonly parent?: Resource;
  /** True of one thing that stands alone, such as `/users/{}/settings`: its key is ''. */
  readonly isSingle: boolean;
  /** True of a thing that is no object: its value is stored as the member '' of one. */
  readonly isValue: boolean;
  readonly identity: Identity;
  /** The schema of an item; absent for a parent that has no operations of its own. */
  readonly schema?: Located;
  /** Properties by which lists filter. */
  readonly indexes: readonly string[];
  /**
   * `declared`: an item exists when the state has it. `always`: the document has no operations to
   * make or list one, so every identity is taken to exist until it is removed.
   */
  readonly exists: 'declared' | 'always';
  /** The error code of a reply that did not find an item. */
  readonly notFound?: string;
  /** How many items there are at the start, when the overlay says. */
  readonly count?: number;
  /** Other paths that show its items. */
  readonly views: readonly View[];
  /** Why this verdict, in sentences. */
  readonly reasons: readonly string[];
}

/** What becomes of many items: they are made, made or changed, all that there is, or removed. */
export type Change = 'create' | 'merge' | 'set' | 'remove';

/** A property that an action gives the item: a value, or the time of the call. */
export interface Effect {
  readonly property: string;
  /** Absent: the time of the call. */
  readonly value?: Json;
}

/** What an operation does, whatever it does it to. */
export interface Plan {
  readonly operation: Operation;
  readonly behaviour: BehaviourName;
  /** Where the list or the item stands in the reply's body: [] when it is the body. */
  readonly replyPath: readonly string[];
  /** The schema of an item in the reply; absent when the reply shows none. */
  readonly replyItem?: Located;
  /** Where the reply writes the identity that items themselves do not have. */
  readonly names?: Identity;
  /** How the items stand in the reply; absent when it shows one. */
  readonly replyMany?: ManyShape;
  /** Where the item stands in the request's body. */
  readonly requestPath: readonly string[];
  /** The schema of the item in the request's body. */
  readonly requestItem?: Located;
  /** How the items stand in the request; absent when it describes one. */
  readonly requestMany?: ManyShape;
  /** What callers may want of a list; read when it is first asked for. */
  readonly list?: () => ListParameters;
  /** What becomes of each item of a request that names many. */
  readonly change?: Change;
  /** The query parameter that names the identities of the items. */
  readonly keys?: string;
  /** True when the body, not the path, names the item. */
  readonly isKeyed?: boolean;
  /** True of a removal that puts back what was there at the start. */
  readonly isReset?: boolean;
  /** True of a read that shows the newest item. */
  readonly isLatest?: boolean;
  /** True of a create that begins with what the item of the path is. */
  readonly copies?: boolean;
  /** Of an action: the properties that it gives the item. */
  readonly effects?: readonly Effect[];
  /** Why, in one sentence; of a list, without what its parameters do. */
  readonly why: string;
}

/** A job that an operation starts, which can be read elsewhere. */
export interface Job {
  readonly resource: Resource;
  /** Where the job, or what names it, stands in the reply. */
  readonly replyPath: readonly string[];
  /** The schema of what names it; absent when the reply is the job itself. */
  readonly replyItem?: Located;
  /** The property of the reply that names the job. */
  readonly carrier?: string;
}

/** What was made of one operation. */
export interface Binding extends Plan {
  readonly resource?: Resource;
  /** The view of the resource that the operation's path is. */
  readonly view?: View;
  /** True when the reply, or the request, describes an item by the very schema of the resource. */
  readonly showsWhole: boolean;
  readonly takesWhole: boolean;
  readonly job?: Job;
  /** Of a static operation: the item its path leads through, which must exist. */
  readonly owner?: Resource;
}
