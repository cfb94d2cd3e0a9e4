// @ts-check
import { isFine, toRefusal } from './_asker.mjs';
import { contains, toItems } from './_identity.mjs';
import { Pages } from './_pages.mjs';
import { fillTemplate, readTemplate, toNames } from './_request-path.mjs';
import { toWanted } from './_wanted.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_json.mjs').JsonObject} JsonObject */
/** @typedef {import('./_asker.mjs').Asker} Asker */
/** @typedef {import('./_asker.mjs').Answer} Answer */
/** @typedef {import('./_asker.mjs').Known} Known */
/** @typedef {import('./_find-item.mjs').Item} Item */
/**
 * What came of looking for an item: whether it is there, and the last page that was looked at.
 * @typedef {{ isThere: boolean, last: Answer, blame?: string } | { refused: string, curl?: string }} Look
 */

/**
 * Looks for an item on the pages of a list.
 * @param {Asker} asker
 * @param {{ list: Known, template: string }} place the list, and the path template of an item
 * @param {Item} item
 * @returns {Promise<Look>}
 */
export async function lookFor(asker, { list, template }, item) {
  const texts = [...(readTemplate(template, item.path)?.values() ?? [])];
  const target = toListTarget(list, texts);
  const pages = new Pages(list.operation);
  const wanted = await toWanted(asker, list, item, pages.names);
  let extra = join([pages.first, ...wanted.pairs]);
  for (;;) {
    const answer = await asker.ask(list, { ...(target !== undefined && { target }), extra });
    if (!answer) return { refused: 'no request could be made' };
    const { reply, body, curl } = answer;
    if (!isFine(reply)) return { refused: toRefusal(reply), curl };
    const blame = wanted.blame !== undefined && { blame: wanted.blame };
    if (contains(body, item)) return { isThere: true, last: answer };
    const next = pages.next(reply, body);
    if (next === undefined) return { isThere: false, last: answer, ...blame };
    extra = join([next, ...wanted.pairs]);
  }
}

/**
 * Everything that a list shows where an item would be.
 * @param {Asker} asker
 * @param {Known} list
 * @param {readonly string[]} texts what stands in the path for the names of the list's template
 * @returns {Promise<JsonObject[] | undefined>}
 */
export async function readAll(asker, list, texts) {
  const target = toListTarget(list, texts);
  const pages = new Pages(list.operation);
  /** @type {JsonObject[]} */
  const all = [];
  let extra = pages.first;
  for (;;) {
    const answer = await asker.ask(list, { ...(target !== undefined && { target }), extra });
    if (!answer || !isFine(answer.reply)) return undefined;
    all.push(...toItems(answer.body));
    const next = pages.next(answer.reply, answer.body);
    if (next === undefined) return all;
    extra = next;
  }
}

/** @param {Known} list @param {readonly string[]} texts */
function toListTarget({ operation }, texts) {
  const count = toNames(operation.path).length;
  return texts.length >= count ? fillTemplate(operation.path, texts) : undefined;
}

/** @param {readonly string[]} parts */
function join(parts) {
  return parts.filter((part) => part !== '').join('&');
}
