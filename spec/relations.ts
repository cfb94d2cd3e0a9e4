import { getOwn, isJsonArray, type Json, type JsonObject } from '../kernel/json.ts';
import { toNameKey } from '../kernel/words.ts';
import { readKey, toKey } from './identity.ts';
import { countNames, getTemplateNames, toParts } from './path-template.ts';
import type { Identity, Resource, View } from './resource.ts';

/** By the id of a view: below which items a thing is seen. */
export type Links = Readonly<Record<string, readonly string[]>>;

/** How the item below which a view is, is called among the links: by what its path adds. */
export function toLink(resource: Resource, values: readonly string[]): string {
  return toKey(values.slice(countNames(resource.id)));
}

/**
 * Below which items a thing is to be seen by what is written in it: `project_id: "7"`,
 * `project: { id: "7" }` and `projects: ["7", "8"]` all name items of `/projects`.
 */
export function readLinks(resource: Resource, written: JsonObject): Links {
  const links: Record<string, readonly string[]> = {};
  for (const view of resource.views) {
    const keys = view.parent && findKeys(resource, view, written);
    if (keys && keys.length > 0) links[view.id] = keys;
  }
  return links;
}

function findKeys(resource: Resource, view: View, written: JsonObject): string[] | undefined {
  // What lies deeper, or is told by several names, no single value can name.
  if (!view.parent || countNames(view.id) - countNames(resource.id) !== 1) return undefined;
  const names = toNames(view, view.parent);
  const property = Object.keys(written).find((name) => names.has(toNameKey(name)));
  if (property === undefined) return undefined;
  const value = getOwn(written, property) ?? null;
  const all = isJsonArray(value) ? value : [value];
  const { identity } = view.parent;
  return all.flatMap((one) => toKeyOf(identity, one) ?? []);
}

/** What a property or parameter may be called that names the item below which a view is. */
function toNames(view: View, parent: Resource): ReadonlySet<string> {
  const own = toNameKey(parent.name);
  const parameter = toNameKey(getTemplateNames(view.collection).at(-1) ?? '');
  const plural = toNameKey(toParts(parent.collection).at(-1) ?? '');
  const ids = ['', 'id', 'gid', 'uuid', 'ids'].map((ending) => own + ending);
  return new Set([...ids, parameter, plural].filter((name) => name !== 'id' && name !== ''));
}

const plainId: Identity = {
  type: 'string',
  schemas: [],
  parts: [{ path: ['id'], type: 'string', schemas: [] }],
};

function toKeyOf(identity: Identity, value: Json): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return readKey(identity, value) ?? readKey(plainId, value);
}
