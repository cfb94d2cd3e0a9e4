import { toNameKey, toSingular } from '../kernel/words.ts';
import { type ResourceDraft, toPlural } from './_draft.ts';
import { type Kept, type KeptMap, toItemSchema } from './_kept.ts';
import { isBuiltAlike, isSurelySame, listNodes, toNode } from './_same-thing.ts';
import type { Located, OpenApiDocument } from './document.ts';
import type { Plan } from './resource.ts';

/** Finds, for a list without items of its own, the collection whose items it shows. */
export type FindViewed = (draft: ResourceDraft, plans: readonly Plan[]) => Kept | undefined;

/**
 * Two paths show one collection when their items have one schema, or schemas of which one is built
 * on the other; or when the paths end in the same name and the schemas share most of their
 * properties. Only what can be read by its identity is shown elsewhere.
 */
export function compileViewed(document: OpenApiDocument, known: KeptMap): FindViewed {
  const byNode = new Map<unknown, Set<Kept>>();
  const byName = new Map<string, Set<Kept>>();
  for (const kept of known.values()) {
    const schema = toShown(kept);
    if (!schema || !isFree(kept)) continue;
    for (const node of [toNode(document, schema), ...listNodes(document, schema)]) {
      addTo(byNode, node, kept);
    }
    addTo(byName, toNameOf(kept.draft.collection), kept);
  }
  return (draft, plans) => {
    const schema = plans.find((plan) => plan.replyMany === 'array')?.replyItem ?? findMade(plans);
    if (!schema) return undefined;
    const name = toNameOf(draft.collection);
    const all = [...(byName.get(name) ?? [])].filter((kept) => canShow(kept, draft));
    const named = all.filter((kept) => isSure(document, kept, schema));
    if (named.length > 0) return pickOne(named, draft);
    const alike = findAlike(document, byNode, schema).filter((kept) => canShow(kept, draft));
    return alike.length === 1 ? alike[0] : undefined;
  };
}

function findMade(plans: readonly Plan[]): Located | undefined {
  const made = plans.find(({ behaviour }) => behaviour === 'create');
  return made?.replyItem;
}

/** Those with this very schema; else those that are built on it, or on which it is built. */
function findAlike(
  document: OpenApiDocument,
  byNode: ReadonlyMap<unknown, ReadonlySet<Kept>>,
  schema: Located,
): Kept[] {
  const node = toNode(document, schema);
  const candidates = new Set(
    [node, ...listNodes(document, schema)].flatMap((one) => [...(byNode.get(one) ?? [])]),
  );
  const shown = [...candidates].flatMap((kept) => {
    const own = toShown(kept);
    return own ? [{ kept, own }] : [];
  });
  const same = shown.filter(({ own }) => toNode(document, own) === node);
  const built = shown.filter(({ own }) => isBuiltAlike(document, own, schema));
  return (same.length > 0 ? same : built).map(({ kept }) => kept);
}

function isSure(document: OpenApiDocument, kept: Kept, schema: Located): boolean {
  const own = toShown(kept);
  return own !== undefined && isSurelySame(document, own, schema);
}

/** Of several of one name, one that has a list of its own, and the nearest of these. */
function pickOne(all: readonly Kept[], { id }: ResourceDraft): Kept | undefined {
  const shared = (kept: Kept) => {
    const place = [...kept.id].findIndex((char, index) => char !== id[index]);
    return place < 0 ? kept.id.length : place;
  };
  const rank = ({ plans }: Kept) => (plans.some(({ behaviour }) => behaviour === 'list') ? 0 : 1);
  return all.toSorted((a, b) => rank(a) - rank(b) || shared(b) - shared(a))[0];
}

function toShown(kept: Kept): Located | undefined {
  const read = kept.plans.find(({ behaviour }) => behaviour === 'read');
  return read?.replyItem && toItemSchema(kept);
}

function isFree({ isSingle, plans }: Kept): boolean {
  return !isSingle && plans.length > 0;
}

/** What lives below items can be shown only further below the same. */
function canShow(kept: Kept, { id }: ResourceDraft): boolean {
  const end = kept.id.lastIndexOf('{}');
  return kept.id !== id && (end < 0 || id.startsWith(`${kept.id.slice(0, end + 2)}/`));
}

function toNameOf(collection: string): string {
  return toNameKey(toSingular(toPlural(collection)));
}

function addTo<Key>(map: Map<Key, Set<Kept>>, key: Key, kept: Kept): void {
  const known = map.get(key) ?? new Set();
  map.set(key, known.add(kept));
}
