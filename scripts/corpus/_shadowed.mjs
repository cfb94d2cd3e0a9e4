// @ts-check
import { isContained } from './_contained.mjs';
import { get, text } from './_json.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_files.mjs').Place} Place */
/** @typedef {import('./_files.mjs').Files} Files */

/**
 * The branches of a `oneOf` that nothing matches alone, since whatever matches them matches another.
 * @param {Files} files
 * @param {readonly Place[]} branches
 * @returns {Set<Place>}
 */
export function findShadowed(files, branches) {
  const isShadowed = (/** @type {Place} */ one, /** @type {number} */ index) =>
    branches.some((other, place) => place !== index && isContained(files, [one], other));
  return new Set(branches.filter(isShadowed));
}

/**
 * Why a value that the discriminator beside a `oneOf` gives to one branch cannot match that alone,
 * when it can be proven.
 * @param {Files} files
 * @param {string} pointer of the `oneOf`
 * @param {Json | undefined} value
 * @returns {string | undefined}
 */
export function findShadow(files, pointer, value) {
  const at = files.resolve(`#${encodeURI(pointer.replace(/\/oneOf$/, ''))}`, files.entry);
  const discriminator = get(at?.node, 'discriminator');
  const tag = text(get(value, text(get(discriminator, 'propertyName')) ?? ''));
  if (!at || tag === undefined) return undefined;
  const named = text(get(get(discriminator, 'mapping'), tag)) ?? `#/components/schemas/${tag}`;
  const meant = files.resolve(named, at.uri);
  const members = files.children(files.child(at, 'oneOf'));
  const branches = members.map((one) => files.follow(one.at) ?? one.at);
  const isMeant = [...findShadowed(files, branches)].some((one) => one.node === meant?.node);
  return isMeant
    ? `${pointer}: what is ${tag} is contained in another branch, so that never just one matches`
    : undefined;
}
