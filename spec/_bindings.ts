import { planAction } from './_actions.ts';
import { compileJobs } from './_jobs.ts';
import { findAbove } from './_kept.ts';
import { isStatic, toStatic } from './_plan-base.ts';
import type { Placed, Settled } from './_resources.ts';
import { toNode } from './_same-thing.ts';
import type { Located, OpenApiDocument } from './document.ts';
import type { Operation } from './model.ts';
import { partsOf, toParts } from './path-template.ts';
import type { Binding, Plan, Resource } from './resource.ts';

interface Bound {
  readonly document: OpenApiDocument;
  readonly resources: ReadonlyMap<string, Settled>;
  /** Plans that are about no resource. */
  readonly left: readonly Plan[];
}

/** What was made of every operation, in the order of the document. */
export function compileBindings(
  operations: readonly Operation[],
  { document, resources, left }: Bound,
): readonly Binding[] {
  const found = new Map<Operation, Binding>();
  const readings: { readonly resource: Resource; readonly operation: Operation }[] = [];
  for (const plan of left) found.set(plan.operation, bind({ plan }, undefined));
  for (const { resource, placed } of resources.values()) {
    for (const one of placed) {
      found.set(one.plan.operation, bind(one, resource));
      const isRead = one.plan.behaviour === 'read' && !one.view;
      if (isRead) readings.push({ resource, operation: one.plan.operation });
    }
  }
  const known = new Map([...resources].map(([id, { resource }]) => [id, resource]));
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of operations) {
    methods.set(path, (methods.get(path) ?? new Set()).add(method));
  }
  const findJob = compileJobs(document, readings);
  const conclude = (operation: Operation): Binding => {
    const unnamed = 'Its path names neither a collection nor an item.';
    const binding = found.get(operation) ?? bind({ plan: toStatic(operation, unnamed) }, undefined);
    if (binding.behaviour !== 'static') return binding;
    const owner = findOwner(operation, known);
    const facts = owner && { owner, methods: methods.get(operation.path) ?? new Set<string>() };
    const action = facts && !isStatic(operation) ? planAction(operation, facts) : undefined;
    if (action) return bind({ plan: action }, owner);
    if (!owner || !canBeMissing(owner)) return binding;
    return { ...binding, owner, why: toUntouched(binding, owner) };
  };
  return operations.map((operation) => {
    const binding = conclude(operation);
    const job = isStatic(operation) ? undefined : findJob(binding);
    if (!job) return binding;
    const why = `${binding.why} It starts a job, which ${job.resource.collection} has from then on.`;
    return { ...binding, job, why };
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

/** What is not understood below an item leaves that as it is. */
function toUntouched({ operation, why }: Binding, { name, collection, arity }: Resource): string {
  const isBelow = partsOf(operation).length > toParts(collection).length + arity;
  if (!isBelow || operation.method === 'GET' || isStatic(operation)) return why;
  const unsaid = `Nothing says what it does to the ${name} above it, which stays as it is.`;
  return toStatic(operation, unsaid).why;
}

function canBeMissing({ exists, schema }: Resource): boolean {
  return exists === 'declared' || schema !== undefined;
}
