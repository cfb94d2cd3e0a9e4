import { getOwn, toArray, toText } from '../kernel/json.ts';
import { findContradictions } from './_check-contradictions.ts';
import { isHopeless } from './_contained.ts';
import { type Located, type OpenApiDocument, toLocation } from './document.ts';
import { viewSchema } from './schema.ts';

/** How many schemas are looked through for a reason. */
const most = 500;

/**
 * Why nothing can satisfy a schema, as far as one schema object tells: in itself, in what it refers
 * to, in the branches of its `allOf`, its items, or a property that it asks for. Undefined when
 * none of them does.
 */
export function findContradiction(document: OpenApiDocument, schema: Located): string | undefined {
  const pending = [schema];
  const seen = new Set<unknown>();
  for (let at = pending.shift(); at && seen.size < most; at = pending.shift()) {
    if (seen.has(at.node)) continue;
    seen.add(at.node);
    if (at.node === false) return `it is false (${toLocation(at)})`;
    const [found] = findContradictions(document, at);
    if (found) return `${found.message} (${toLocation(at)})`;
    if (isHopeless(document, at)) {
      return `what matches one branch of its oneOf always matches another (${toLocation(at)})`;
    }
    if (viewSchema(document, at).never) {
      return `no value has all the types that its parts ask for (${toLocation(at)})`;
    }
    pending.push(...getNeeded(document, at));
  }
  return undefined;
}

/** The schemas that a value of this one cannot do without. */
function getNeeded(document: OpenApiDocument, at: Located): Located[] {
  const ref = toText(getOwn(at.node, '$ref'));
  const all = document.child(at, 'allOf');
  const properties = document.child(at, 'properties');
  const required = toArray(getOwn(at.node, 'required'));
  const minItems = getOwn(at.node, 'minItems');
  return [
    ref === undefined ? undefined : document.resolve(ref, at),
    ...(all ? document.children(all).map((member) => member.at) : []),
    ...required.map((name) =>
      properties && typeof name === 'string' ? document.child(properties, name) : undefined,
    ),
    typeof minItems === 'number' && minItems > 0 ? document.child(at, 'items') : undefined,
  ].filter((found) => found !== undefined);
}
