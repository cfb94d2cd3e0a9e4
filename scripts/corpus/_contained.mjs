// @ts-check
import { entries, get, isObject, isSame, items, text } from './_json.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_files.mjs').Place} Place */
/** @typedef {import('./_files.mjs').Files} Files */

const annotations =
  /^(title|description|default|examples?|deprecated|externalDocs|xml|discriminator|\$comment|x-.*)$/;
/** Keywords whose meaning depends on what stands beside them: compared with all of that. */
const whole = /^(additional|unevaluated|pattern)(Properties|Items)$|^(then|else|if|items)$/;
const deepest = 6;

/**
 * Whether every value of one schema is one of the other, as far as that can be read off: the first
 * says all that the second says, through `$ref` and `allOf`, and maybe more.
 * @param {Files} files
 * @param {readonly Place[]} inner schemas that all apply
 * @param {Place} outer
 * @returns {boolean}
 */
export function isContained(files, inner, outer, depth = 0) {
  // In doubt about what stands beside a $ref it is not given, but asked for.
  const given = inner.flatMap((place) => flatten(files, place)).filter((one) => !isReference(one));
  const asked = flatten(files, outer);
  if (depth > deepest || asked.some(({ node }) => !isObject(node))) return false;
  return asked.every((part) => isSaid(files, given, part, depth));
}

/** @param {Files} files @param {Place[]} given @param {Place} part @param {number} depth */
function isSaid(files, given, part, depth) {
  // The very same schema applies.
  if (given.some(({ node }) => node === part.node)) return true;
  return entries(part.node).every(([keyword, value]) => {
    if (annotations.test(keyword) || keyword === 'nullable') return true;
    if (keyword === '$ref' || keyword === 'allOf') return true;
    if (whole.test(keyword)) return false;
    if (keyword === 'required') return items(value).every((name) => requires(given, name));
    if (keyword === 'properties') return areContained(files, given, part, depth);
    if (keyword === 'enum' && given.some((other) => areListed(other, items(value)))) return true;
    return given.some(
      (other) => other.uri === part.uri && isSame(toRule(other, keyword), toRule(part, keyword)),
    );
  });
}

/** @param {Place} place */
function isReference({ node }) {
  return get(node, '$ref') !== undefined;
}

/** What a keyword says, together with `nullable`, which loosens all of it. @param {Place} place @param {string} keyword */
function toRule({ node }, keyword) {
  const value = get(node, keyword);
  const isLoose = get(node, 'nullable') === true || get(node, 'x-nullable') === true;
  return value === undefined ? undefined : [value, isLoose];
}

/** @param {Place[]} given @param {Json} name */
function requires(given, name) {
  return given.some(({ node }) => items(get(node, 'required')).includes(name));
}

/** Whether a schema lists nothing but some of these. @param {Place} place @param {readonly Json[]} values */
function areListed({ node }, values) {
  const own = items(get(node, 'enum'));
  const isLoose = get(node, 'nullable') === true || get(node, 'x-nullable') === true;
  return (
    own.length > 0 && !isLoose && own.every((one) => values.some((value) => isSame(one, value)))
  );
}

/** @param {Files} files @param {Place[]} given @param {Place} part @param {number} depth */
function areContained(files, given, part, depth) {
  return files.children(files.child(part, 'properties')).every(({ name, at }) => {
    const own = given.flatMap((place) => files.child(files.child(place, 'properties'), name) ?? []);
    const isMarkedAlike = own.every((one) => isSame(toMarks(files, one), toMarks(files, at)));
    return own.length > 0 && isMarkedAlike && isContained(files, own, at, depth + 1);
  });
}

/** For which direction a property is not meant. @param {Files} files @param {Place} place */
function toMarks(files, place) {
  const node = files.follow(place)?.node;
  return ['readOnly', 'writeOnly'].map((mark) => get(node, mark) === true);
}

/**
 * A schema and those that it applies to the same value whatever that is.
 * @param {Files} files
 * @param {Place} place
 * @returns {Place[]}
 */
function flatten(files, place, depth = 0) {
  if (depth > 20) return [];
  const ref = text(get(place.node, '$ref'));
  const target = ref === undefined ? undefined : files.resolve(ref, place.uri);
  const parts = files.children(files.child(place, 'allOf')).map((part) => part.at);
  return [place, ...(target ? [target] : []), ...parts].flatMap((one) =>
    one === place ? [one] : flatten(files, one, depth + 1),
  );
}
