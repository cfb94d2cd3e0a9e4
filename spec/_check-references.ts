import { isJsonArray, toText } from '../kernel/json.ts';
import type { FaultList } from './_fault-list.ts';
import { type Located, type OpenApiDocument, toUri } from './document.ts';

/** Every `$ref` of every file leads somewhere; what only looks like one, in an example, need not. */
export function checkReferences(document: OpenApiDocument, faults: FaultList): void {
  for (const source of document.sources.values()) {
    const pending: Place[] = [
      { at: { source, pointer: '', node: source.root }, name: '', isMap: false },
    ];
    for (let place = pending.pop(); place; place = pending.pop()) {
      if (!place.isMap) checkReference(document, place.at, faults);
      pending.push(...getMembers(document, place));
    }
  }
}

interface Place {
  readonly at: Located;
  readonly name: string;
  /** True when the names in it were chosen by the author: a property may well be called `default`. */
  readonly isMap: boolean;
}

const maps = new Set([
  ...['paths', 'pathItems', 'webhooks', 'callbacks', 'responses', 'content', 'headers', 'links'],
  ...['schemas', 'parameters', 'examples', 'requestBodies', 'securitySchemes', 'variables'],
  ...['mediaTypes', 'additionalOperations'],
  ...['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'encoding'],
]);
const values = new Set(['example', 'default', 'enum', 'const', 'value', 'dataValue']);

function getMembers(document: OpenApiDocument, { at, isMap }: Place): Place[] {
  return document.children(at).flatMap(({ name, at: member }) => {
    if (isMap) return [{ at: member, name, isMap: false }];
    const isValue = values.has(name) || name.startsWith('x-');
    // In a schema `examples` is a list of values, elsewhere a map of Example Objects.
    if (isValue || (name === 'examples' && isJsonArray(member.node))) return [];
    return [{ at: member, name, isMap: maps.has(name) }];
  });
}

function checkReference(document: OpenApiDocument, at: Located, faults: FaultList): void {
  const holder = document.child(at, '$ref');
  const ref = toText(holder?.node);
  if (!holder || ref === undefined || document.resolve(ref, at)) return;
  const path = ref.split('#', 1)[0] ?? '';
  const why = document.missing.get(toUri(path, at.source.uri));
  const mend = why?.mend ?? 'Is the name right, and is the file there?';
  faults.error(holder, `Nothing is at "${ref}".${why ? ` ${why.message}` : ''}`, mend);
}
