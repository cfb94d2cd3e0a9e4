import { toResourceName } from './_draft.ts';
import type { Kept, KeptMap } from './_kept.ts';
import type { Override } from './_override.ts';
import type { Planned } from './_plan.ts';

/** What stands on its own, and what may turn out to be another path of that. */
export interface Solid {
  readonly known: KeptMap;
  /** Paths that name no items. */
  readonly loose: readonly Planned[];
}

/** Keeps collections whose items paths name, and things that stand alone. */
export function keepSolid(all: readonly Planned[], override: (id: string) => Override): Solid {
  const known: KeptMap = new Map();
  const loose: Planned[] = [];
  for (const planned of all) {
    const { draft, plans, single } = planned;
    const hasItems = draft.itemOperations.length > 0 || draft.isParent;
    const isKept = draft.isParent || plans.some(({ behaviour }) => behaviour !== 'static');
    // A thing that stands alone where there are items too has a place of its own in the state.
    const place = hasItems && isKept ? `${draft.id}#` : draft.id;
    if (single.length > 0)
      known.set(place, toKept(planned, { id: place, override, isSingle: true }));
    if (hasItems && isKept) {
      known.set(draft.id, toKept(planned, { id: draft.id, override, isSingle: false }));
    } else if (single.length === 0) loose.push(planned);
  }
  return { known, loose };
}

interface Keeping {
  readonly id: string;
  readonly override: (id: string) => Override;
  readonly isSingle: boolean;
}

/** A draft as something that is kept. */
export function toKept(
  { draft, plans, single }: Planned,
  { id, override, isSingle }: Keeping,
): Kept {
  const said = override(draft.id);
  return {
    id,
    draft,
    name: said.name ?? toResourceName(draft.collection),
    override: said,
    isSingle,
    arity: draft.arity,
    plans: [...(isSingle ? single : plans)],
    views: [],
  };
}
