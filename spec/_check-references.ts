import { getOwn, isJsonArray, type Json, toSnippet, toText } from '../kernel/json.ts';
import { appendToken, getMember } from '../kernel/pointer.ts';
import type { Work } from '../kernel/work.ts';
import type { FaultList } from './_fault-list.ts';
import { isBareReference, isHolder } from './_holders.ts';
import { type Located, type OpenApiDocument, toUri } from './document.ts';

/** Every `$ref` of every file leads somewhere; what only looks like one, in an example, need not. */
export function* checkReferences(document: OpenApiDocument, faults: FaultList): Work<void> {
  for (const source of document.sources.values()) {
    if (typeof source.root !== 'object' || source.root === null) continue;
    const pending: Place[] = [{ node: source.root, pointer: '', isMap: false, isHeld: false }];
    for (let place = pending.pop(); place; place = pending.pop()) {
      yield;
      const isMisplaced = place.isHeld && isBareReference(place.node);
      const isReference = isMisplaced || (!place.isMap && Object.hasOwn(place.node, '$ref'));
      if (isReference) checkReference({ document, faults }, { source, ...place });
      if (isMisplaced && document.follow({ source, ...place }))
        warnOfPlace(faults, { source, ...place });
      addMembers(pending, place);
    }
  }
}

interface Place {
  readonly node: object & Json;
  readonly pointer: string;
  /** True when the names in it were chosen by the author: a property may well be called `default`. */
  readonly isMap: boolean;
  /** True where OpenAPI has a map or a list and no reference. */
  readonly isHeld: boolean;
}

function warnOfPlace(faults: FaultList, at: Located): void {
  const name = at.pointer.slice(at.pointer.lastIndexOf('/') + 1);
  const message = `"${name}" is a reference, for which OpenAPI has no room here; it is followed.`;
  faults.warn(at, message, 'Put what it leads to in its place: not every tool follows it.');
}

const maps = new Set([
  ...['paths', 'pathItems', 'webhooks', 'callbacks', 'responses', 'content', 'headers', 'links'],
  ...['schemas', 'parameters', 'examples', 'requestBodies', 'securitySchemes', 'variables'],
  ...['mediaTypes', 'additionalOperations'],
  ...['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'encoding'],
]);
const values = new Set(['example', 'default', 'enum', 'const', 'value', 'dataValue']);

/** Puts what is below a place on top, the first uppermost. */
function addMembers(pending: Place[], { node, pointer, isMap }: Place): void {
  const names = Object.keys(node);
  for (let index = names.length - 1; index >= 0; index--) {
    const name = names[index] ?? '';
    const member = getMember(node, name);
    if (typeof member !== 'object' || member === null) continue;
    // In a schema `examples` is a list of values, elsewhere a map of Example Objects.
    const isValue =
      values.has(name) || name.startsWith('x-') || (name === 'examples' && isJsonArray(member));
    if (isValue && !isMap) continue;
    const place = { node: member, pointer: appendToken(pointer, name) };
    pending.push({ ...place, isMap: !isMap && maps.has(name), isHeld: !isMap && isHolder(name) });
  }
}

interface Visit {
  readonly document: OpenApiDocument;
  readonly faults: FaultList;
}

function checkReference({ document, faults }: Visit, at: Located): void {
  const holder = document.child(at, '$ref');
  if (!holder) return;
  const ref = toText(holder.node);
  if (ref === undefined) {
    const message = `The "$ref" is ${toSnippet(holder.node)}, which is no text; it leads nowhere.`;
    faults.warn(holder, message, 'Write where it leads, such as "#/components/schemas/Pet".');
    return;
  }
  const target = document.resolve(ref, at);
  if (!target) {
    const path = ref.split('#', 1)[0] ?? '';
    const why = document.missing.get(toUri(path, at.source.uri));
    const mend = why?.mend ?? 'Is the name right, and is the file there?';
    const message = `Nothing is at ${toSnippet(ref, 200)}.${why ? ` ${why.message}` : ''}`;
    faults.warn(holder, message, mend);
  } else if (getOwn(target.node, '$ref') !== undefined && isCircle(document, target)) {
    const message = `${toSnippet(ref, 200)} leads to references only, and never to anything else.`;
    faults.warn(holder, message, 'Let one of them be what they all stand for.');
  }
}

/** True when references lead to references without end; one that leads nowhere is no circle. */
function isCircle(document: OpenApiDocument, start: Located): boolean {
  const seen = new Set<Json>();
  for (let at: Located | undefined = start; at && !seen.has(at.node); ) {
    const ref = toText(getOwn(at.node, '$ref'));
    // Since OpenAPI 3.1 what stands beside a reference says something too.
    const isAlone = document.isLegacyDialect || Object.keys(at.node ?? {}).length === 1;
    if (ref === undefined || !isAlone) return false;
    seen.add(at.node);
    const next = document.resolve(ref, at);
    if (next && seen.has(next.node)) return true;
    at = next;
  }
  return false;
}
