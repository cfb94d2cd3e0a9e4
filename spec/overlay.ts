import { query } from 'jsonpath-rfc9535';
import { getOwn, isJsonObject, type Json, toArray, toText } from '../kernel/json.ts';
import { DocumentError } from './fault.ts';
import type { Source } from './source.ts';

/**
 * Applies an OpenAPI Overlay (1.0.0 §4.4): each action's `update` is merged into every value that
 * its `target` (JSONPath, RFC 9535) selects; `remove: true` takes the selected values away. The
 * document given is left as it is. Throws `DocumentError` for an action that selects nothing, or a
 * value that is no object and no array.
 */
export function applyOverlay(root: Json, overlay: Source): Json {
  if (toText(getOwn(overlay.root, 'overlay')) === undefined) {
    throw fault(overlay, '', 'Not an overlay: the field "overlay" is missing.', {
      mend: 'Begin the file with "overlay: 1.0.0".',
    });
  }
  const copy: unknown = structuredClone(root);
  toArray(getOwn(overlay.root, 'actions')).forEach((action, index) => {
    applyAction(copy, action, { overlay, pointer: `/actions/${index}` });
  });
  // A structured clone of JSON with JSON merged into it is JSON; the type is lost on the way.
  return copy as Json;
}

interface Place {
  readonly overlay: Source;
  readonly pointer: string;
}

function applyAction(copy: unknown, action: Json, place: Place): void {
  const target = toText(getOwn(action, 'target'));
  if (target === undefined) {
    throw fault(place.overlay, place.pointer, 'An action without a target.', {
      mend: 'Give it a target, a JSONPath such as "$.paths[\'/pets\'].get".',
    });
  }
  const selected = select(copy, target, place);
  if (selected.length === 0) {
    throw fault(place.overlay, `${place.pointer}/target`, `Nothing is at ${target}.`, {
      mend: 'Compare the path with the document: was something renamed?',
    });
  }
  if (!selected.every(isContainer)) {
    throw fault(place.overlay, `${place.pointer}/target`, `A single value is at ${target}.`, {
      mend: 'Target the object that it stands in, and write the value there (Overlay 1.0.0 §4.4.3).',
    });
  }
  const update = getOwn(action, 'update');
  if (getOwn(action, 'remove') === true) remove(copy, new Set(selected));
  else if (update !== undefined) for (const node of selected) merge(node, update);
}

function select(copy: unknown, target: string, place: Place): unknown[] {
  try {
    // The library's own JSON type is mutable where ours is not; it only reads here.
    return query(copy as Parameters<typeof query>[0], target);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw fault(place.overlay, `${place.pointer}/target`, `Not a JSONPath: ${reason}`, {
      mend: 'Write it as RFC 9535 says: "$", "$.info", "$.paths[\'/pets\'].get".',
    });
  }
}

/** Objects merge recursively, arrays are appended to, everything else is replaced. */
function merge(target: unknown, update: Json): void {
  if (Array.isArray(target)) {
    target.push(structuredClone(update));
    return;
  }
  if (!isRecord(target) || !isJsonObject(update)) return;
  for (const [name, value] of Object.entries(update)) {
    const before = Object.hasOwn(target, name) ? target[name] : undefined;
    if (isRecord(before) && isJsonObject(value)) merge(before, value);
    else if (Array.isArray(before) && Array.isArray(value)) before.push(...structuredClone(value));
    else define(target, name, structuredClone(value));
  }
}

function remove(node: unknown, doomed: ReadonlySet<unknown>): void {
  if (Array.isArray(node)) {
    for (let index = node.length - 1; index >= 0; index--) {
      if (doomed.has(node[index])) node.splice(index, 1);
      else remove(node[index], doomed);
    }
  } else if (isRecord(node)) {
    for (const [name, value] of Object.entries(node)) {
      if (isContainer(value) && doomed.has(value)) delete node[name];
      else remove(value, doomed);
    }
  }
}

/** `defineProperty`, because assigning to a key `__proto__` would change the prototype. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  const own = { value, writable: true, enumerable: true, configurable: true };
  Object.defineProperty(target, name, own);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isContainer(value) && !Array.isArray(value);
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function fault(overlay: Source, pointer: string, message: string, { mend }: { mend: string }) {
  const position = overlay.positionOf(pointer);
  return new DocumentError([{ severity: 'error', position, pointer, message, mend }]);
}
