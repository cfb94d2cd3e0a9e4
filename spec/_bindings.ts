import { planAction } from './_actions.ts';
import { findAbove } from './_kept.ts';
import { isStatic, toStatic } from './_plan-base.ts';
import type { Placed, Settled } from './_resources.ts';
import { toNode } from './_same-thing.ts';
import type { Located } from './document.ts';
import type { Operation } from './model.ts';
import { partsOf } from './path-template.ts';
import type { Binding, Plan, Resource } from './resource.ts';

interface Bound {
  readonly resources: ReadonlyMap<string, Settled>;
  /** Plans that are about no resource. */
  readonly left: readonly Plan[];
}

/** What was made of every operation, in the order of the document. */
export function compileBindings(
  operations: readonly Operation[],
  { resources, left }: Bound,
): readonly Binding[] {
  const found = new Map<Operation, Binding>();
  for (const plan of left) found.set(plan.operation, bind({ plan }, undefined));
  for (const { resource, placed } of resources.values()) {
    for (const one of placed) found.set(one.plan.operation, bind(one, resource));
  }
  const known = new Map([...resources].map(([id, { resource }]) => [id, resource]));
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of operations) {
    methods.set(path, (methods.get(path) ?? new Set()).add(method));
  }
  return operations.map((operation) => {
    const unnamed = 'Its path names neither a collection nor an item.';
    const binding = found.get(operation) ?? bind({ plan: toStatic(operation, unnamed) }, undefined);
    if (binding.behaviour !== 'static') return binding;
    const owner = findOwner(operation, known);
    const facts = owner && { owner, methods: methods.get(operation.path) ?? new Set<string>() };
    const action = facts && !isStatic(operation) ? planAction(operation, facts) : undefined;
    if (action) return bind({ plan: action }, owner);
    return owner && canBeMissing(owner) ? { ...binding, owner } : binding;
  });
}

function bind({ plan, view }: Placed, resource: Resource | undefined): Binding {
  const isBound = resource !== undefined && plan.behaviour !== 'static';
  return {
    ...plan,
    ...(isBound && { resource }),
    ...(isBound && view && { view }),
    showsWhole: isBound && isSameSchema(resource, plan.replyItem),
    takesWhole: isBound && isSameSchema(resource, plan.requestItem),
  };
}

function isSameSchema({ document, schema }: Resource, other: Located | undefined): boolean {
  if (!schema || !other) return false;
  return toNode(document, schema) === toNode(document, other);
}

/** The item that a static operation's path leads through or to. */
function findOwner(
  operation: Operation,
  known: ReadonlyMap<string, Resource>,
): Resource | undefined {
  return findAbove(`/${partsOf(operation).join('/')}/`, known);
}

function canBeMissing({ exists, schema }: Resource): boolean {
  return exists === 'declared' || schema !== undefined;
}
