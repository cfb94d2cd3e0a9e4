import { getOwn, isJsonArray, isJsonObject, type Json, toText } from '../kernel/json.ts';
import { toPointer } from '../kernel/pointer.ts';
import type { Located } from './_located.ts';
import type { Source } from './source.ts';

/** A schema with an identifier of its own (JSON Schema 2020-12 §4.3.5): a file, or an `$id` in it. */
export interface Resource {
  readonly uri: string;
  readonly at: Located;
  /** The places that `$anchor` and `$dynamicAnchor` name. */
  readonly anchors: ReadonlyMap<string, Located>;
  readonly dynamic: ReadonlyMap<string, Located>;
}

interface Draft extends Resource {
  readonly anchors: Map<string, Located>;
  readonly dynamic: Map<string, Located>;
}

/** The resources of one file, outer before inner; the first is the file itself. */
export function findResources(source: Source): readonly Resource[] {
  const known = found.get(source);
  if (known) return known;
  const root = { source, pointer: '', node: source.root };
  // A file that names itself is known by that name (`$self`, OpenAPI 3.2 §4.1.2.2.1).
  const self = toText(getOwn(source.root, '$self'))?.split('#', 1)[0];
  const whole = toDraft((self ? toAbsolute(self, source.uri) : undefined) ?? source.uri, root);
  const resources = [whole];
  visit({ source, node: source.root, tokens: [], isMap: false }, whole, resources);
  found.set(source, resources);
  return resources;
}

const found = new WeakMap<Source, readonly Resource[]>();

function toDraft(uri: string, at: Located): Draft {
  return { uri, at, anchors: new Map(), dynamic: new Map() };
}

interface Visit {
  readonly source: Source;
  readonly node: Json;
  /** Where it is; one list for the whole walk, since a large file has a million places. */
  readonly tokens: (string | number)[];
  /** True when the names in it were chosen by the author. */
  readonly isMap: boolean;
}

function visit(at: Visit, outer: Draft, resources: Draft[]): void {
  const { source, node, tokens } = at;
  if (isJsonArray(node)) {
    for (const [index, item] of node.entries()) {
      if (typeof item !== 'object') continue;
      tokens.push(index);
      visit({ source, node: item, tokens, isMap: false }, outer, resources);
      tokens.pop();
    }
    return;
  }
  if (!isJsonObject(node)) return;
  const resource = at.isMap ? outer : enter(at, outer, resources);
  for (const name in node) {
    const member = node[name];
    if (typeof member !== 'object' || member === null) continue;
    if (!at.isMap && isValue(name, member)) continue;
    tokens.push(name);
    visit({ source, node: member, tokens, isMap: !at.isMap && isMap(name) }, resource, resources);
    tokens.pop();
  }
}

/** Notes what a schema is called; answers the resource that what is below it belongs to. */
function enter({ source, node, tokens }: Visit, outer: Draft, resources: Draft[]): Draft {
  const id = toText(getOwn(node, '$id'));
  const anchor = toText(getOwn(node, '$anchor'));
  const dynamic = toText(getOwn(node, '$dynamicAnchor'));
  if (id === undefined && anchor === undefined && dynamic === undefined) return outer;
  const at = { source, pointer: toPointer(tokens), node };
  const uri = id === undefined ? undefined : toAbsolute(id, outer.uri);
  const inner = uri === undefined || uri === outer.uri ? outer : toDraft(uri, at);
  if (inner !== outer) resources.push(inner);
  if (anchor !== undefined && !inner.anchors.has(anchor)) inner.anchors.set(anchor, at);
  if (dynamic === undefined) return inner;
  if (!inner.anchors.has(dynamic)) inner.anchors.set(dynamic, at);
  if (!inner.dynamic.has(dynamic)) inner.dynamic.set(dynamic, at);
  return inner;
}

/** An `$id` resolved against what is round it, without an empty fragment. */
function toAbsolute(id: string, base: string): string | undefined {
  const bare = id.replace(/#$/, '');
  if (bare.includes('#')) return undefined;
  try {
    return new URL(bare, base).href;
  } catch {
    return bare;
  }
}

const maps = new Set([
  ...['paths', 'pathItems', 'webhooks', 'callbacks', 'responses', 'content', 'headers', 'links'],
  ...['schemas', 'parameters', 'examples', 'requestBodies', 'securitySchemes', 'variables'],
  ...['mediaTypes', 'additionalOperations'],
  ...['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'encoding'],
]);

function isMap(name: string): boolean {
  return maps.has(name);
}

const values = new Set(['example', 'default', 'enum', 'const', 'value', 'dataValue']);

/** An example may look like a schema, and is none. */
function isValue(name: string, member: Json): boolean {
  return values.has(name) || name.startsWith('x-') || (name === 'examples' && isJsonArray(member));
}
