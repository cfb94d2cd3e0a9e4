import { typeOf } from '../../kernel/json.ts';
import type { OpenApiDocument } from '../document.ts';
import { type SchemaView, viewSchema } from '../schema.ts';

/** Names of JSON Schema types; undefined where a schema says nothing of them. */
export type Types = ReadonlySet<string> | undefined;

/** How deep alternatives inside alternatives are followed. */
const deepest = 4;

/**
 * The types a schema allows, read through `enum`, `const`, `oneOf` and `anyOf`. An alternative that
 * says nothing of types does not widen what the others say.
 */
export function getTypes(document: OpenApiDocument, view: SchemaView, depth = 0): Types {
  const listed = view.values && new Set(view.values.map(typeOf));
  let types = meet(view.types, listed);
  if (depth >= deepest) return types;
  for (const branches of view.alternatives) {
    const views = branches.map((branch) => viewSchema(document, branch));
    types = meet(types, joinTypes(views.map((branch) => getTypes(document, branch, depth + 1))));
  }
  return types;
}

/** Every type that one of them allows. */
export function joinTypes(all: readonly Types[]): Types {
  const said = all.filter((types) => types !== undefined);
  return said.length === 0 ? undefined : new Set(said.flatMap((types) => [...types]));
}

/** What both allow; the first where they contradict each other, for a validator to find. */
function meet(a: Types, b: Types): Types {
  if (!a || !b) return a ?? b;
  const both = [...b].filter((type) => a.has(type) || (type === 'integer' && a.has('number')));
  if (a.has('integer') && b.has('number')) both.push('integer');
  return both.length === 0 ? a : new Set(both);
}

/** The view and the views of all its alternatives. */
export function flatten(document: OpenApiDocument, view: SchemaView): SchemaView[] {
  const seen = new Set([view]);
  let level = [view];
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const branches = level.flatMap((each) => each.alternatives.flat());
    level = branches.map((at) => viewSchema(document, at)).filter((each) => !seen.has(each));
    for (const each of level) seen.add(each);
  }
  return [...seen];
}

/** True when an object may have properties that the schema does not declare. */
export function isOpen(document: OpenApiDocument, view: SchemaView, depth = 0): boolean {
  if (view.additional === false) return false;
  if (depth >= deepest) return true;
  return view.alternatives.every((branches) =>
    branches.some((branch) => isOpen(document, viewSchema(document, branch), depth + 1)),
  );
}
