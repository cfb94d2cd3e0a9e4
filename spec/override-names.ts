import { getOwn, isJsonObject, type Json, type JsonObject, toObject } from '../kernel/json.ts';
import type { OpenApiDocument } from './document.ts';
import { toCanonical } from './path-template.ts';

/** What an operation is known by. */
export interface OperationKey {
  readonly id: string;
  readonly method: string;
  readonly path: string;
}

/** True when a name in an override means this operation: `listPets`, or `GET /pets/{id}`. */
export function isOperationName({ id, method, path }: OperationKey, name: string): boolean {
  return name === id || toKey(name) === `${method} ${toCanonical(path)}`;
}

/** What the document's own `x-mock` says under `operations` of one of them; it wins over the operation's. */
export function readNamedOverride(document: OpenApiDocument, operation: OperationKey): JsonObject {
  const named = getOwn(document.extension(document.root), 'operations');
  if (!isJsonObject(named)) return {};
  const { id, method, path } = operation;
  const known = compileNames(named);
  return { ...known.get(`${method} ${toCanonical(path)}`), ...known.get(id) };
}

/** One lookup for each operation of a large document, not one for each pair. */
const compiled = new WeakMap<JsonObject, ReadonlyMap<string, JsonObject>>();

function compileNames(named: JsonObject): ReadonlyMap<string, JsonObject> {
  const known = compiled.get(named);
  if (known) return known;
  const entry = ([name, value]: [string, Json]) => [toKey(name), toObject(value)] as const;
  const made = new Map(Object.entries(named).map(entry));
  compiled.set(named, made);
  return made;
}

/** `get /pets/{petId}` and `GET /pets/{id}` are the same. */
function toKey(name: string): string {
  const [, method, path] = /^([A-Za-z]+)\s+(\/.*)$/.exec(name) ?? [];
  return method && path ? `${method.toUpperCase()} ${toCanonical(path)}` : name;
}
