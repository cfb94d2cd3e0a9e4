// @ts-check
import { findSchema } from './_find-item.mjs';
import { rank, toParts } from './_identity.mjs';
import { get } from './_json.mjs';

/** @typedef {import('./_json.mjs').JsonObject} JsonObject */
/** @typedef {import('./_files.mjs').Place} Place */
/** @typedef {import('./_files.mjs').Files} Files */
/** @typedef {import('./_asker.mjs').Asker} Asker */
/** @typedef {import('./_asker.mjs').Answer} Answer */
/** @typedef {import('./_asker.mjs').Known} Known */
/** @typedef {import('./_find-item.mjs').Item} Item */

/**
 * Why the document rules out that an item is in a list: what the list holds declares nothing that
 * would tell the item, or refuses it as it is shown. Undefined when neither can be proven.
 * @param {Asker} asker
 * @param {Known} list
 * @param {Item} item
 * @param {Answer} last a page of the list
 * @returns {Promise<string | undefined>}
 */
export async function findListBlame({ making }, list, { identity, shown, sent }, last) {
  const { files, replies } = making.judge;
  const schema = findSchema(list, last);
  const held = schema ? findHeld(files, schema) : [];
  if (held.length === 0) return undefined;
  const { property, parameter = '' } = identity;
  const isName = (/** @type {string} */ name) => name === property || rank(name, parameter) >= 12;
  const isTold = (/** @type {Place} */ one) =>
    property === undefined || [...toMembers(files, one)].some(isName);
  if (!held.some(isTold)) return `nothing in the list declares ${property}`;
  const isIt = (/** @type {JsonObject} */ one) =>
    property !== undefined && get(one, property) !== undefined;
  const [seen] = toParts(shown).filter(isIt);
  const key = seen && property !== undefined ? seen[property] : undefined;
  const [own] = toParts(sent);
  const told =
    own && property !== undefined && key !== undefined ? { ...own, [property]: key } : own;
  const reasons = [
    await findRefusal(replies, held, seen),
    await findRefusal(replies, held, told, 'oneOf'),
  ];
  return reasons.find((why) => why !== undefined);
}

/**
 * Why nothing that a list may hold is this; only a choice of which it is several at once, when no
 * other rule counts, since more may have to be there.
 * @param {import('./_schemas.mjs').Schemas} replies
 * @param {readonly Place[]} held
 * @param {JsonObject | undefined} part
 * @param {string} [only]
 */
async function findRefusal(replies, held, part, only) {
  /** @type {string | undefined} */
  let why;
  if (!part) return undefined;
  for (const one of held) {
    const objections = await replies.judge(one, part);
    const [first] = objections;
    if (!first || (only !== undefined && objections.some(({ rule }) => rule !== only)))
      return undefined;
    why ??= `${one.pointer} refuses the item: ${first.rule} of ${first.schema}`;
  }
  return why;
}

const composing = ['allOf', 'anyOf', 'oneOf'];

/** The schemas of what arrays in a reply hold, and of what lists by name hold. @param {Files} files @param {Place} schema @returns {Place[]} */
function findHeld(files, schema, depth = 0) {
  const at = depth < 8 ? files.follow(schema) : undefined;
  if (!at) return [];
  const item = files.child(at, 'items');
  const additional = files.child(at, 'additionalProperties');
  const named = typeof additional?.node === 'object' ? additional : undefined;
  const own = [item, named].flatMap((one) => one ?? []);
  if (own.length > 0) return own;
  const parts = composing.flatMap((keyword) => files.children(files.child(at, keyword)));
  const members = depth < 4 ? files.children(files.child(at, 'properties')) : [];
  return [...parts, ...members].flatMap((one) => findHeld(files, one.at, depth + 1));
}

/** The names of every property that a schema declares. @param {Files} files @param {Place} schema @returns {Set<string>} */
function toMembers(files, schema, depth = 0) {
  const at = depth < 8 ? files.follow(schema) : undefined;
  const own = files.children(at && files.child(at, 'properties')).map(({ name }) => name);
  const parts = composing.flatMap((keyword) => files.children(at && files.child(at, keyword)));
  return new Set([...own, ...parts.flatMap((one) => [...toMembers(files, one.at, depth + 1)])]);
}

/**
 * Why a success cannot be told from a failure: the operation declares no success but `default`.
 * @param {Known} known
 * @param {Answer} answer
 */
export function findDefaultBlame({ declared, operation }, { reply }) {
  const keys = declared.responses.map(({ key }) => key);
  const isMeant = keys.some((key) => key.startsWith('2') || key === String(reply.status));
  const isError = keys.some((key) => /^[45]/.test(key));
  if (isMeant || !isError || !keys.includes('default')) return undefined;
  return `${operation.method} ${operation.path} declares errors and a default, but no success`;
}
