import { getOwn, isJsonArray, toText } from '../kernel/json.ts';
import { findNearest } from '../kernel/words.ts';
import type { Work } from '../kernel/work.ts';
import { checkSchema } from './_check-schema.ts';
import type { FaultList } from './_fault-list.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { listParameters } from './operations.ts';
import { getTemplateNames } from './path-template.ts';
import { viewSchema } from './schema.ts';

/** A path item, or an operation, with the path it belongs to. */
export interface Owner {
  readonly path: string;
  readonly owner: Located;
}

const locations = ['path', 'query', 'querystring', 'header', 'cookie'];

/** The parameters of a path item or of an operation. */
export function* checkParameters(
  document: OpenApiDocument,
  { path, owner }: Owner,
  faults: FaultList,
): Work<void> {
  const list = document.child(owner, 'parameters');
  if (!list) return;
  if (!isJsonArray(list.node)) {
    const message = 'The "parameters" are not a list; they are left out.';
    faults.warn(list, message, 'Begin each parameter with a dash.');
    return;
  }
  warnOfSharedKeys(document, list, faults);
  for (const reference of listParameters(document, list)) {
    const at = document.follow(reference);
    if (at) yield* checkParameter(document, { path, owner: at }, faults);
  }
}

function* checkParameter(
  document: OpenApiDocument,
  { path, owner: at }: Owner,
  faults: FaultList,
): Work<void> {
  const place = toText(getOwn(at.node, 'in'));
  const name = toText(getOwn(at.node, 'name')) ?? (place === 'querystring' ? '' : undefined);
  if (name === undefined || place === undefined || !locations.includes(place)) {
    const mend = `Give it a "name" and an "in" that is one of ${locations.join(', ')}.`;
    faults.warn(at, 'The parameter does not say what it is; it is left out.', mend);
    return;
  }
  const names = getTemplateNames(path);
  if (place === 'path' && !names.includes(name)) {
    const nearest = findNearest(name, names);
    const mend = nearest ? `Did you mean "${nearest}"?` : `Put {${name}} into the path.`;
    faults.warn(at, `The path "${path}" has no {${name}}.`, mend);
  }
  const schema = document.child(at, 'schema');
  if (schema) yield* checkSchema(document, schema, faults);
  else if (!document.child(at, 'content')) {
    const message = `The parameter "${name}" has neither "schema" nor "content"; any text is taken.`;
    faults.warn(at, message, 'Add a schema, such as "schema: { type: string }".');
  }
}

/** The names of the path parameters that a path item or an operation declares. */
export function readPathNames(document: OpenApiDocument, owner: Located): string[] {
  const list = document.child(owner, 'parameters');
  if (!list || !isJsonArray(list.node)) return [];
  return listParameters(document, list).flatMap((at) => {
    const node = document.follow(at)?.node;
    return getOwn(node, 'in') === 'path' ? (toText(getOwn(node, 'name')) ?? []) : [];
  });
}

/** The properties of an exploded object travel without its name. */
function warnOfSharedKeys(document: OpenApiDocument, list: Located, faults: FaultList): void {
  const all = listParameters(document, list).flatMap((at) => document.follow(at) ?? []);
  const query = all.filter(({ node }) => getOwn(node, 'in') === 'query');
  const names = query.map(({ node }) => toText(getOwn(node, 'name')));
  for (const at of query) {
    const style = toText(getOwn(at.node, 'style')) ?? 'form';
    const schema = document.child(at, 'schema');
    if (style !== 'form' || getOwn(at.node, 'explode') === false || !schema) continue;
    const { types, properties } = viewSchema(document, schema);
    const own = toText(getOwn(at.node, 'name')) ?? '';
    const shared = [...properties.keys()].filter((key) => key !== own && names.includes(key));
    if (shared.length === 0 || !types?.has('object')) continue;
    const list = shared.map((key) => `"${key}"`).join(' and ');
    const message = `The property ${list} of "${own}" travels under the name of another parameter.`;
    faults.warn(at, message, 'Give the object the style deepObject.');
  }
}
