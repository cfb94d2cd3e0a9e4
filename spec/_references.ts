import { getOwn } from '../kernel/json.ts';
import { getAt } from '../kernel/pointer.ts';
import { findResources, type Resource } from './_identifiers.ts';
import type { Located, Scope } from './_located.ts';
import type { Source } from './source.ts';

/** What a reference names, in files whose schemas may have identifiers of their own. */
export interface References {
  /** What a `$ref` names (RFC 3986 §5, RFC 6901 §6). */
  resolve(ref: string, from: Located): Located | undefined;
  /** What a `$dynamicRef` names, after all that led to it. */
  resolveDynamic(ref: string, from: Located): Located | undefined;
}

/** Makes the resolver of some files by URI; they are looked through on first use. */
export function createReferences(sources: ReadonlyMap<string, Source>): References {
  let known: Index | undefined;
  const toKnown = () => {
    known ??= toIndex(sources);
    return known;
  };
  return {
    resolve: (ref, from) => resolve(toKnown(), ref, from),
    resolveDynamic: (ref, from) => {
      const index = toKnown();
      const plain = resolve(index, ref, from);
      const [, fragment = ''] = ref.split('#', 2);
      const name = decodeFragment(fragment);
      if (!plain || getOwn(plain.node, '$dynamicAnchor') !== name) return plain;
      const bound = plain.scope?.bindings.get(name);
      return bound ? enter(index, bound, from) : plain;
    },
  };
}

interface Index {
  readonly sources: ReadonlyMap<string, Source>;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Those of one file, outer before inner. */
  readonly bySource: ReadonlyMap<Source, readonly Resource[]>;
  /** True when some schema has a `$dynamicAnchor`. */
  readonly isDynamic: boolean;
  readonly scopes: Map<string, Scope>;
}

function toIndex(sources: ReadonlyMap<string, Source>): Index {
  const resources = new Map<string, Resource>();
  const bySource = new Map<Source, readonly Resource[]>();
  let isDynamic = false;
  for (const source of sources.values()) {
    const found = findResources(source);
    bySource.set(source, found);
    for (const resource of found) {
      if (!resources.has(resource.uri)) resources.set(resource.uri, resource);
      if (resource.dynamic.size > 0) isDynamic = true;
    }
  }
  return { sources, resources, bySource, isDynamic, scopes: new Map() };
}

function resolve(index: Index, ref: string, from: Located): Located | undefined {
  const [path = '', fragment = ''] = ref.split('#', 2);
  const own = around(index, from).at(-1);
  const resource =
    path === '' && own
      ? own
      : (find(index, path, own?.uri ?? from.source.uri) ?? find(index, path, from.source.uri));
  if (!resource) return undefined;
  const target = toTarget(resource, decodeFragment(fragment));
  return target && enter(index, target, from);
}

/** The resources that a place lies in, outermost first. */
function around({ bySource }: Index, { source, pointer }: Located): readonly Resource[] {
  const found = bySource.get(source) ?? findResources(source);
  return found.length === 1 ? found : found.filter(({ at }) => isInside(pointer, at.pointer));
}

/** By its identifier, else by the URI of its file. */
function find({ resources, sources }: Index, path: string, base: string): Resource | undefined {
  const uri = toUri(path, base);
  const named = resources.get(uri);
  const source = named ? undefined : sources.get(uri);
  return named ?? (source && findResources(source)[0]);
}

function toTarget({ at, anchors }: Resource, fragment: string): Located | undefined {
  if (fragment === '') return at;
  if (!fragment.startsWith('/')) return anchors.get(fragment);
  const node = getAt(at.node, fragment);
  return node === undefined
    ? undefined
    : { source: at.source, pointer: `${at.pointer}${fragment}`, node };
}

/** A place as a reference leads there: what is in force counts, and what the place brings along. */
function enter(index: Index, target: Located, from: Located): Located {
  if (!index.isDynamic) return target;
  const scope = from.scope;
  const isCrossed = ({ at }: Resource) => !scope || isBelow(at.pointer, scope.entry);
  const bindings = new Map(scope?.bindings);
  for (const { dynamic } of [
    ...around(index, from).filter(isCrossed),
    ...around(index, target).slice(-1),
  ]) {
    for (const [name, at] of dynamic) if (!bindings.has(name)) bindings.set(name, at);
  }
  return { ...target, scope: toScope(index, target.pointer, bindings) };
}

function toScope({ scopes }: Index, entry: string, bindings: Scope['bindings']): Scope {
  const parts = [...bindings].map(
    ([name, { source, pointer }]) => `${name}=${source.uri}#${pointer}`,
  );
  const key = parts.sort().join(' ');
  const known = scopes.get(`${entry} ${key}`) ?? { key, entry, bindings };
  scopes.set(`${entry} ${key}`, known);
  return known;
}

function isInside(pointer: string, outer: string): boolean {
  return pointer === outer || isBelow(pointer, outer);
}

function isBelow(pointer: string, outer: string): boolean {
  return pointer.startsWith(`${outer}/`);
}

/** Resolves a relative reference against the URI of the file it stands in. */
export function toUri(path: string, base: string): string {
  try {
    return new URL(path, base).href;
  } catch {
    return path;
  }
}

/** A fragment without its percent-encoding. */
export function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
