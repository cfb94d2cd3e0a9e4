import { toNameKey } from '../kernel/words.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { type SchemaView, viewSchema } from './schema.ts';
import { isObject } from './shape.ts';

const numbers =
  /^(count|total|number|size|amount|value|n|hits)$|(count|counts|total)$|^(total|number)/;

/**
 * Where a reply says how many: the names that lead to the number, [] when it is the body; undefined
 * when no number in it is certain to be that.
 */
export function findCountPlace(
  document: OpenApiDocument,
  schema: Located,
  depth = 2,
): readonly string[] | undefined {
  const view = viewSchema(document, schema);
  if (isNumber(view)) return [];
  const members = [...view.properties].map(([name, places]) => {
    return { name, places, member: viewSchema(document, places) };
  });
  const counts = members.filter(({ member }) => isNumber(member));
  const named = counts.find(({ name }) => numbers.test(toNameKey(name)));
  if (named) return [named.name];
  for (const { name, places, member } of depth > 1 ? members : []) {
    const [place] = places;
    const below = place && isObject(member) && findCountPlace(document, place, depth - 1);
    if (below) return [name, ...below];
  }
  const [only] = members;
  return only && members.length === 1 && counts.length === 1 ? [only.name] : undefined;
}

function isNumber({ types }: SchemaView): boolean {
  return types?.has('integer') === true || types?.has('number') === true;
}
