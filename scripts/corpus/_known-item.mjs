// @ts-check
import { isFine } from './_asker.mjs';
import { findIdentities, toNamed } from './_identity.mjs';
import { readAll } from './_lists.mjs';
import { makeParameter } from './_request-parameter.mjs';
import { fillTemplate, readTemplate, toNames } from './_request-path.mjs';

/** @typedef {import('./_json.mjs').JsonObject} JsonObject */
/** @typedef {import('./_asker.mjs').Asker} Asker */
/** @typedef {import('./_asker.mjs').Answer} Answer */
/** @typedef {import('./_asker.mjs').Known} Known */
/** @typedef {import('./_find-item.mjs').Item} Item */
/** @typedef {{ collection: string, template: string, list: Known | undefined, read: Known | undefined, put: Known | undefined }} Place */

/**
 * An item under a name that nothing has had before, where PUT makes it.
 * @param {Asker} asker
 * @param {Place} place
 * @returns {Promise<{ item: Item, made: Answer } | undefined>}
 */
export async function putNew(asker, { collection, template, put }) {
  if (!put) return undefined;
  const parents = await toParents(asker, put, collection);
  const names = toNames(template).slice(parents.length);
  const own = await Promise.all(names.map((name) => inventText(asker, put, name)));
  if (!own.every((text) => text !== undefined)) return undefined;
  const path = fillTemplate(template, [...parents, ...own]);
  const made = await asker.ask(put, { target: path });
  if (!made || !isFine(made.reply)) return undefined;
  const parameter = names.at(-1) ?? '';
  const identity = { text: own.at(-1) ?? '', parameter };
  const item = { identity, path, isStored: true, sent: made.sent };
  return { item, made };
}

/** @param {Asker} asker @param {Known} put @param {string} name @returns {Promise<string | undefined>} */
async function inventText({ making }, { operation, declared }, name) {
  const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
  if (!parameter) return undefined;
  const variant = /** @type {const} */ ({ label: 'all', optional: 'all', content: 0, isNew: true });
  const seed = `${making.seed} new`;
  const made = await makeParameter(
    { ...making, seed },
    { operation, declared, variant },
    parameter,
  );
  return 'written' in made ? made.written : undefined;
}

/**
 * The first item that a list shows, where what it shows names one.
 * @param {Asker} asker
 * @param {Place} place
 * @returns {Promise<Item | undefined>}
 */
export async function findListed(asker, { collection, template, list, read }) {
  if (!list || list.operation.path !== collection) return undefined;
  const parents = await toParents(asker, list, collection);
  const all = (await readAll(asker, list, parents)) ?? [];
  const names = toNames(template).slice(parents.length);
  for (const entry of all.slice(0, 3)) {
    const own = names.map((name) => findIdentities(nowhere, entry, `{${name}}`)[0]);
    const last = own.at(-1);
    if (!last || !own.every((one) => one?.isSure)) continue;
    const texts = own.map((one) => one?.text ?? '');
    const path = fillTemplate(template, [...parents, ...texts]);
    const item = { identity: last, path, isStored: true, shown: entry };
    const answer = read && (await asker.ask(read, { target: path }));
    if (!read) return item;
    if (answer && isFine(answer.reply)) return { ...item, shown: answer.body ?? entry };
  }
  return undefined;
}

const nowhere = { status: 200, headers: {}, body: Buffer.alloc(0) };

/**
 * An item of which the server says that it can be read.
 * @param {Asker} asker
 * @param {Place} place
 * @returns {Promise<{ answer: Answer, item?: Item } | undefined>}
 */
export async function readKnown(asker, { read }) {
  const answer = read && (await asker.ask(read, {}));
  if (!read || !answer) return undefined;
  const text = [...(readTemplate(read.operation.path, answer.path)?.values() ?? [])].at(-1) ?? '';
  const parameter = toNames(read.operation.path).at(-1) ?? '';
  const identity = toNamed({ text, parameter }, answer.body);
  return { answer, item: { identity, path: answer.path, isStored: false, shown: answer.body } };
}

/**
 * What stands for the names that lead to a collection.
 * @param {Asker} asker
 * @param {Known} known
 * @param {string} collection
 */
async function toParents({ host }, { index, operation }, collection) {
  const target = (await host.findTarget(index))?.split('?', 1)[0] ?? '';
  const texts = [...(readTemplate(operation.path, target)?.values() ?? [])];
  return texts.slice(0, toNames(collection).length);
}
