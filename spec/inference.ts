import { once } from '../kernel/once.ts';
import type { Operation } from './model.ts';
import type { Binding, Resource } from './resource.ts';
import { findFitting, findPart, type ResourceAt } from './resource-path.ts';

/** The verdict on a document, reached when something of it is first asked for. */
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

/** What was made of a whole document. */
export interface Verdict {
  readonly resources: readonly Resource[];
  readonly bindings: readonly Binding[];
}

/** An inference that reaches its verdict when it is first asked. */
export class LazyInference implements Inference {
  readonly #verdict: () => Verdict;

  constructor(infer: () => Verdict) {
    this.#verdict = once(infer);
  }

  get resources(): readonly Resource[] {
    return this.#verdict().resources;
  }

  get bindings(): readonly Binding[] {
    return this.#verdict().bindings;
  }

  bindingOf(operation: Operation): Binding {
    const binding = this.#byOperation().get(operation);
    if (!binding) throw new Error(`${operation.id} is no operation of the document`);
    return binding;
  }

  bindingsOf(resource: Resource): readonly Binding[] {
    return this.#byResource().get(resource) ?? [];
  }

  below(resource: Resource): readonly Resource[] {
    return this.#below().get(resource) ?? [];
  }

  at(path: string): ResourceAt | undefined {
    for (const { draft: resource, parents } of findFitting(path, this.resources)) {
      return { resource, parents };
    }
    return findPart(path, this.resources);
  }

  readonly #byOperation = once(
    () => new Map(this.bindings.map((binding) => [binding.operation, binding])),
  );

  readonly #byResource = once(() => {
    const all = new Map<Resource, Binding[]>();
    for (const binding of this.bindings) {
      if (binding.resource) addTo(all, binding.resource, binding);
    }
    return all;
  });

  readonly #below = once(() => {
    const all = new Map<Resource, Resource[]>();
    for (const resource of this.resources) {
      for (let { parent } = resource; parent; { parent } = parent) addTo(all, parent, resource);
    }
    return all;
  });
}

function addTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
