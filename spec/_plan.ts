import { findReply, findReplyList } from './_bodies.ts';
import { type Asked, type ResourceDraft, toPlural, toResourceName } from './_draft.ts';
import { type PlanContext, shownBy, toStatic } from './_plan-base.ts';
import { planCollection } from './_plan-collection.ts';
import { planItem } from './_plan-item.ts';
import { planSingle } from './_plan-single.ts';
import { findBeside, findSoleItem } from './_sole.ts';
import type { Located } from './document.ts';
import type { BehaviourName, Plan } from './resource.ts';

/** What the operations of a draft do. */
export interface Planned {
  readonly draft: ResourceDraft;
  /** Of the collection and its items. */
  readonly plans: readonly Plan[];
  /** Of one thing at the path itself, which is kept beside the items, if there are any. */
  readonly single: readonly Plan[];
}

/** What the operations of a draft do, by their methods and by the schemas of their bodies. */
export function planOperations(draft: ResourceDraft): Planned {
  const hasItems = draft.itemOperations.length > 0 || draft.isParent;
  const plural = toPlural(draft.collection);
  const sole = findSoleItem(draft, plural);
  const beside = findBeside(draft, plural);
  const whole = sole ?? beside?.replyItem ?? findWhole(draft.itemOperations, plural);
  const name = toResourceName(draft.collection);
  const shown = whole ?? findListed(draft.operations, plural);
  const context: PlanContext = { plural, name, whole, shown, sole, beside, hasItems };
  const items = draft.itemOperations.map((asked) => planItem(asked, context));
  const single = planSingle(draft.operations, context) ?? [];
  const collection =
    single.length > 0 ? [] : draft.operations.map((asked) => planCollection(asked, context));
  return { draft, plans: toSeen(draft, [...collection, ...items]), single };
}

/** What GET of an item shows. */
function findWhole(asked: readonly Asked[], plural: string): Located | undefined {
  const shown = asked.find(({ method }) => method === 'GET')?.operation;
  return shown && findReply(shown, plural, shownBy).replyItem;
}

/** What GET of the collection lists. */
function findListed(asked: readonly Asked[], plural: string): Located | undefined {
  const listed = asked.find(({ method }) => method === 'GET')?.operation;
  return listed && findReplyList(listed, plural, shownBy)?.replyItem;
}

/** Nothing is kept that nothing can show: one POST alone may be a search or a command. */
function toSeen(draft: ResourceDraft, plans: readonly Plan[]): readonly Plan[] {
  const does = (...names: BehaviourName[]) =>
    plans.some(({ behaviour }) => names.includes(behaviour));
  // A GET without a body shows only whether something else made the item.
  const isShown = plans.some(({ behaviour, replyItem }) => behaviour === 'read' && replyItem);
  const isSeen = isShown || does('list', 'replace') || (draft.isParent && does('create'));
  const isTold = plans.some(({ operation: { extension } }) =>
    Boolean(extension.behaviour ?? extension.resource),
  );
  return isSeen || isTold ? plans : plans.map(toUnseen);
}

function toUnseen(plan: Plan): Plan {
  if (plan.behaviour === 'static') return plan;
  return toStatic(plan.operation, 'Nothing in the document could show what it does.');
}

/** The schema of an item: from its own reply, the list, a create's or replace's reply or body. */
export function findItemSchema(plans: readonly Plan[]): Located | undefined {
  const of = (behaviour: Plan['behaviour']) =>
    plans.find((plan) => plan.behaviour === behaviour && plan.replyMany !== 'ids');
  return (
    of('read')?.replyItem ??
    of('list')?.replyItem ??
    of('create')?.replyItem ??
    of('replace')?.replyItem ??
    of('create')?.requestItem ??
    of('replace')?.requestItem
  );
}
