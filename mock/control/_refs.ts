import type { Api } from '../exchange/model.ts';
import type { CollectionRef, State } from '../state/state.ts';
import { fromCollectionKey } from '../state/state.ts';

/** The collections that a state has changed. */
export function findChangedRefs(apis: readonly Api[], state: State): CollectionRef[] {
  const resources = apis.flatMap((api) => [...api.resources]);
  return state.entries().flatMap(([key]) => {
    const { document, id, parents } = fromCollectionKey(key);
    const resource = resources.find((one) => one.id === id && one.document.place.key === document);
    return resource ? [{ resource, parents }] : [];
  });
}
