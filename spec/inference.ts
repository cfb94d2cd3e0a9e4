import { once } from '../kernel/once.ts';
import { draftResources, type ResourceDraft } from './_draft.ts';
import type { Operation } from './model.ts';
import type { Binding, Resource } from './resource.ts';
import { findFitting, type ResourceAt } from './resource-path.ts';

/** The verdict on a document. Each part of it is reached when it is first asked for. */
export interface Inference {
  /** Every resource, parents first. */
  readonly resources: readonly Resource[];
  /** The binding of every operation, in the order of the document. */
  readonly bindings: readonly Binding[];
  bindingOf(operation: Operation): Binding;
  /** What reads or writes a resource, in the order of the document. */
  bindingsOf(resource: Resource): readonly Binding[];
  /** Every resource below the items of this one. */
  below(resource: Resource): readonly Resource[];
  /** The resource that the concrete path of a collection names. */
  at(path: string): ResourceAt | undefined;
}

/** The resource of a collection path without names, when there is one. */
export type KnownResources = (id: string) => Resource | undefined;

/** What was made of one draft. */
export interface DraftVerdict {
  readonly resource: Resource | undefined;
  /** False when the resource is that of another path. */
  readonly isOwn: boolean;
  readonly bindings: readonly Binding[];
}

/** How verdicts are reached. A draft may ask for the resources of shorter paths only. */
export interface InferenceRules {
  judge(draft: ResourceDraft, known: KnownResources): DraftVerdict;
  /** The last word on an operation, from its binding in a draft when it is in one. */
  conclude(operation: Operation, binding: Binding | undefined, known: KnownResources): Binding;
}

/** An inference that judges a draft when something of it is asked for. */
export class LazyInference implements Inference {
  readonly #operations: readonly Operation[];
  readonly #rules: InferenceRules;
  readonly #verdicts = new Map<string, DraftVerdict>();
  readonly #bindings = new Map<Operation, Binding>();
  readonly #bound = new Map<Resource, readonly Binding[]>();

  constructor(operations: readonly Operation[], rules: InferenceRules) {
    this.#operations = operations;
    this.#rules = rules;
  }

  get resources(): readonly Resource[] {
    return this.#resources();
  }

  get bindings(): readonly Binding[] {
    return this.#operations.map((operation) => this.bindingOf(operation));
  }

  bindingOf(operation: Operation): Binding {
    const known = this.#bindings.get(operation);
    if (known) return known;
    const draft = this.#homes().get(operation);
    const bindings = draft ? this.#judge(draft).bindings : [];
    const found = bindings.find((binding) => binding.operation === operation);
    const binding = this.#rules.conclude(operation, found, this.#find);
    this.#bindings.set(operation, binding);
    return binding;
  }

  bindingsOf(resource: Resource): readonly Binding[] {
    const known = this.#bound.get(resource);
    if (known) return known;
    const near = this.#drafts().all.filter(({ id }) => isAtOrBeside(id, resource.id));
    const own = new Set(near.flatMap((draft) => this.#judge(draft).bindings.map(toOperation)));
    const bindings = this.#operations
      .filter((operation) => own.has(operation))
      .map((operation) => this.bindingOf(operation))
      .filter((binding) => binding.resource === resource);
    this.#bound.set(resource, bindings);
    return bindings;
  }

  below(resource: Resource): readonly Resource[] {
    const drafts = this.#drafts().all.filter(({ id }) => id.startsWith(`${resource.id}/{}/`));
    return drafts.flatMap((draft) => this.#own(draft) ?? []).filter(isBelow(resource));
  }

  at(path: string): ResourceAt | undefined {
    for (const { draft, parents } of findFitting(path, this.#drafts().all)) {
      const resource = this.#own(draft);
      if (resource) return { resource, parents };
    }
    return undefined;
  }

  /** Shorter paths first: they hold the parents. */
  readonly #drafts = once(() => {
    const byId = draftResources(this.#operations);
    return { byId, all: [...byId.values()].sort((a, b) => a.id.length - b.id.length) };
  });

  readonly #homes = once(() => {
    const homes = new Map<Operation, ResourceDraft>();
    for (const draft of this.#drafts().all) {
      for (const operation of [...draft.operations, ...draft.itemOperations]) {
        homes.set(operation, draft);
      }
    }
    return homes;
  });

  readonly #resources = once(() => this.#drafts().all.flatMap((draft) => this.#own(draft) ?? []));

  readonly #find: KnownResources = (id) => {
    const draft = this.#drafts().byId.get(id);
    return draft && this.#own(draft);
  };

  #own(draft: ResourceDraft): Resource | undefined {
    const { resource, isOwn } = this.#judge(draft);
    return isOwn ? resource : undefined;
  }

  #judge(draft: ResourceDraft): DraftVerdict {
    const known = this.#verdicts.get(draft.id);
    if (known) return known;
    const verdict = this.#rules.judge(draft, this.#find);
    this.#verdicts.set(draft.id, verdict);
    return verdict;
  }
}

function toOperation({ operation }: Binding): Operation {
  return operation;
}

/** A collection is shown at its own path, or one literal further on: `/pets/search` shows pets. */
function isAtOrBeside(id: string, collection: string): boolean {
  return id === collection || id.slice(0, id.lastIndexOf('/')) === collection;
}

function isBelow(ancestor: Resource) {
  return (resource: Resource): boolean => {
    for (let parent = resource.parent; parent; parent = parent.parent) {
      if (parent === ancestor) return true;
    }
    return false;
  };
}
