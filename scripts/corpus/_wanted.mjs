// @ts-check
import { toParts } from './_identity.mjs';
import { entries, get, isObject, toSnippet } from './_json.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_asker.mjs').Asker} Asker */
/** @typedef {import('./_asker.mjs').Known} Known */
/** @typedef {import('./_find-item.mjs').Item} Item */
/**
 * What a list must be told so that an item is in it: query pairs, and what the document makes
 * impossible to tell.
 * @typedef {{ pairs: string[], blame?: string }} Wanted
 */

/**
 * The required query parameters of a list with what the item says of them: a list of the tasks of a
 * project does not show those of another.
 * @param {Asker} asker
 * @param {Known} list
 * @param {Item} item
 * @param {ReadonlySet<string>} paging the names of what asks for a page
 * @returns {Promise<Wanted>}
 */
export async function toWanted({ making }, { operation, declared }, item, paging) {
  /** @type {Wanted} */
  const wanted = { pairs: [] };
  const asked = operation.parameters.filter((one) => one.in === 'query' && one.required);
  for (const parameter of asked.filter(({ name }) => !paging.has(name))) {
    const { name } = parameter;
    const value = findValue([item.shown, item.sent], name);
    if (value === undefined) {
      wanted.blame ??= `the list asks for ${name}, of which the item says nothing`;
      continue;
    }
    const schema = declared.parameters.find(
      (one) => one.in === 'query' && one.name === name,
    )?.schema;
    const [first] = schema ? await making.judge.requests.judge(schema, value) : [];
    if (first)
      wanted.blame ??= `the list asks for a ${name} that cannot be ${toSnippet(value)}, as the item's is`;
    else wanted.pairs.push(making.maker.encodeParameter(parameter, value));
  }
  return wanted;
}

/**
 * What an item says under a name: a property, or the identity of what it holds under the rest of it.
 * @param {readonly (Json | undefined)[]} sources
 * @param {string} name
 * @returns {Json | undefined}
 */
function findValue(sources, name) {
  const key = plain(name);
  for (const part of sources.flatMap((source) => toParts(source))) {
    for (const [property, member] of entries(part)) {
      const own = plain(property);
      if (own === key && !isObject(member) && !Array.isArray(member) && member !== null)
        return member;
      const isHolder =
        isObject(member) && (own === key || identities.some((id) => own + id === key));
      const found =
        isHolder && identities.map((id) => get(member, id)).find((one) => one !== undefined);
      if (found) return found;
    }
  }
  return undefined;
}

const identities = ['id', 'gid', 'uuid', 'uid', 'key'];

/** @param {string} word */
function plain(word) {
  return word.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}
