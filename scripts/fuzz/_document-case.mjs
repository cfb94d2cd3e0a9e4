// @ts-check
import { stringify } from 'yaml';
import { isLarge, slice } from './_bases.mjs';
import { isObject } from './_json.mjs';
import { textMutations } from './_mutate-text.mjs';
import { mutations } from './_mutate-value.mjs';
import { createRandom } from './_random.mjs';

/** @typedef {import('./_bases.mjs').Base} Base */
/** @typedef {import('./_random.mjs').Random} Random */
/**
 * A damaged document.
 * @typedef {object} DocumentCase
 * @property {Base} base
 * @property {string} file the name it is to have
 * @property {string} text
 * @property {string[]} done what was done to it
 */

/** The case of this number: always the same of one seed. @param {readonly Base[]} bases @param {string} seed @param {number} index @returns {DocumentCase} */
export function createDocumentCase(bases, seed, index) {
  const random = createRandom('document', seed, index);
  const base = random.pick(bases);
  return random.chance(0.25) && !isLarge(base)
    ? damageText(base, base.text, random)
    : damageValue(base, random);
}

/** @param {Base} base @param {string} text @param {Random} random @returns {DocumentCase} */
function damageText(base, text, random) {
  const done = [];
  let damaged = text;
  for (let count = random.pick([1, 1, 2, 3, 8]); count > 0; count--) {
    const name = random.pick(Object.keys(textMutations));
    damaged = textMutations[name]?.(damaged, random) ?? damaged;
    done.push(name);
  }
  return {
    base,
    file: /\.json$/i.test(base.path) ? 'document.json' : 'document.yaml',
    text: damaged,
    done,
  };
}

/** @param {Base} base @param {Random} random @returns {DocumentCase} */
function damageValue(base, random) {
  const whole = base.value();
  const value = isLarge(base) && isObject(whole) ? slice(whole, random) : whole;
  const done = [];
  for (let count = random.pick([1, 1, 1, 2, 2, 3, 5, 20]); count > 0; count--) {
    const name = random.pick(Object.keys(mutations));
    const pointer = mutations[name]?.(value, random);
    if (pointer !== undefined) done.push(`${name} ${pointer.slice(0, 200)}`);
  }
  const isYaml = random.chance(0.15);
  // A damaged document may double with each change; its beginning is damage enough.
  const text = (isYaml ? toYaml(value) : toJson(value)).slice(0, 600_000);
  const damaged = { base, file: isYaml ? 'document.yaml' : 'document.json', text, done };
  if (!random.chance(0.1)) return damaged;
  const more = damageText(base, text, random);
  return { ...damaged, text: more.text, done: [...done, ...more.done] };
}

/** Indented where that is of use: the depth may be in the thousands. @param {unknown} value */
function toJson(value) {
  const text = stringifyDeep(value);
  return text.length < 30_000 && !text.includes(']]]]]') && !text.includes('}}}}}}}}}}}}')
    ? JSON.stringify(value, null, 1)
    : text;
}

/** @param {unknown} value */
function stringifyDeep(value) {
  try {
    return JSON.stringify(value);
  } catch {
    // Nested and nested again: no text of it can be made, so it might as well be nothing else.
    return `${'['.repeat(9000)}${']'.repeat(9000)}`;
  }
}

/** What cannot be written as YAML is written as JSON, which is YAML too. @param {unknown} value */
function toYaml(value) {
  try {
    return stringify(value, { aliasDuplicateObjects: false });
  } catch {
    return toJson(value);
  }
}
