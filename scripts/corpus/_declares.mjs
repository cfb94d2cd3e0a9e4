// @ts-check

/** @typedef {import('./_files.mjs').Place} Place */
/** @typedef {import('./_files.mjs').Files} Files */

const composing = ['allOf', 'anyOf', 'oneOf'];
const deepest = 12;

/**
 * The schemas a document gives to a member of what a schema describes; none when it names no
 * such member. `$ref`, `allOf`, `anyOf` and `oneOf` are looked through.
 * @param {Files} files
 * @param {Place} schema
 * @param {string} token
 * @returns {Place[]}
 */
function findMember(files, schema, token, depth = 0) {
  const at = depth < deepest ? files.follow(schema) : undefined;
  if (!at) return [];
  const own = files.child(files.child(at, 'properties'), token);
  const item = /^\d+$/.test(token) ? files.child(at, 'items') : undefined;
  const parts = composing.flatMap((keyword) => files.children(files.child(at, keyword)));
  const below = parts.flatMap((part) => findMember(files, part.at, token, depth + 1));
  return [...(own ? [own] : []), ...(item ? [item] : []), ...below];
}

/**
 * The schemas that a document gives to the place in a value that tokens of a JSON Pointer lead to.
 * @param {Files} files
 * @param {Place} schema
 * @param {readonly string[]} tokens
 */
export function findPlaces(files, schema, tokens) {
  let places = [schema];
  for (const token of tokens) {
    places = places.flatMap((place) => findMember(files, place, token)).slice(0, 50);
  }
  return places;
}

/** Whether a document declares it. @param {Files} files @param {Place} schema @param {readonly string[]} tokens */
export function declares(files, schema, tokens) {
  return findPlaces(files, schema, tokens).length > 0;
}
