import { toObject } from '../kernel/json.ts';
import type { ReplyPlan } from './_bodies.ts';
import type { Located } from './document.ts';
import type { Operation } from './model.ts';
import type { BehaviourName, Effect, Plan } from './resource.ts';

/** What is known of a draft while its operations are planned. */
export interface PlanContext {
  /** What the path calls the collection, and one item of it. */
  readonly plural: string;
  readonly name: string;
  /** The schema of an item that is shown alone: a list may show less of it. */
  readonly whole: Located | undefined;
  /** The same, or else the schema of the items that the list shows. */
  readonly shown: Located | undefined;
  /** Where GET of an item shows it beside other things. */
  readonly beside?: ReplyPlan | undefined;
  /** The schema of an item where replies show one in a list. */
  readonly sole?: Located | undefined;
  /** True when paths name items of the collection. */
  readonly hasItems: boolean;
}

/** The plan of an operation that was not understood. */
export function toStatic(operation: Operation, why: string): Plan {
  const reason = `${why} It answers from the document's examples and schemas, without state.`;
  return { operation, behaviour: 'static', replyPath: [], requestPath: [], why: reason };
}

/** True when the overlay takes the operation out. */
export function isStatic({ extension }: Operation): boolean {
  return extension.behaviour === 'static';
}

/** The plan of an operation that the overlay takes out. */
export function toTakenOut(operation: Operation): Plan {
  return toStatic(operation, 'The overlay says so.');
}

/** The properties that the overlay says an action gives the item (`x-mock.set`). */
export function readEffects({ extension }: Operation): readonly Effect[] {
  return Object.entries(toObject(extension.set)).map(([property, value]) => ({ property, value }));
}

/** True when the overlay says that the operation does this. */
export function isTold({ extension }: Operation, behaviour: BehaviourName): boolean {
  return extension.behaviour === behaviour;
}

/** The statuses that suit a reply which shows something, and one to a change. */
export const shownBy = [200, 203] as const;
export const madeBy = [201, 200, 202] as const;
export const changedBy = [200, 201, 202] as const;
export const removedBy = [200, 202] as const;
