// @ts-check
import { isFine } from './_asker.mjs';
import { findLost } from './_compare.mjs';
import { declares } from './_declares.mjs';
import { findIdentities, toNamed, toText } from './_identity.mjs';
import { entries, isObject } from './_json.mjs';
import { findSuccess } from './_judge.mjs';
import { isJson, toEssence } from './_media.mjs';
import { fillTemplate, readTemplate, toNames } from './_request-path.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_asker.mjs').Asker} Asker */
/** @typedef {import('./_asker.mjs').Answer} Answer */
/** @typedef {import('./_asker.mjs').Known} Known */
/** @typedef {import('./_identity.mjs').Identity} Identity */
/**
 * What is followed: how it is called, where it is ('' when no path names it), how it was last shown.
 * @typedef {{ identity: Identity, path: string, shown?: Json | undefined }} Item
 */
/**
 * A new item; what of it was lost, when it was read. Without an item, why: what the reply should
 * have said, or that it need not say.
 * @typedef {{ item: Item, read?: Answer, lost?: string[] } | { wrong: string } | { untold: string }} Found
 */

/**
 * Finds a new item again, under the names that the reply may mean.
 * @param {Asker} asker
 * @param {{ made: Answer, create: Known, read: Known | undefined, remove: Known | undefined }} known
 * @returns {Promise<Found>}
 */
export async function findNew(asker, { made, create, read, remove }) {
  const template = (read ?? remove)?.operation.path ?? '';
  const names = toNames(template);
  const parents = readTemplate(create.operation.path, made.path);
  const isBelow = parents !== undefined && names.length === parents.size + 1;
  const name = names.at(-1) ?? 'id';
  // Whoever is told nothing, or only of a task, knows what he has called it himself.
  const told = findIdentities(made.reply, made.body, template).slice(0, 5);
  const given = findIdentities({ ...made.reply, headers: {} }, toOwn(made.sent), template).slice(
    0,
    2,
  );
  const identities = [...told, ...given];
  const [first] = identities;
  const toUntold = () => (isDeclared(asker, create, made, name) ? { wrong: untold } : { untold });
  if (!first) return toUntold();
  const toPath = (/** @type {Identity} */ { text }) =>
    isBelow ? fillTemplate(template, [...parents.values(), text]) : '';
  if (!read || !isBelow) return { item: { identity: first, path: toPath(first) } };
  /** @type {{ item: Item, read: Answer, lost: string[] }[]} */
  const found = [];
  let isAsked = false;
  for (const identity of identities) {
    const path = toPath(identity);
    const answer = await asker.ask(read, { target: path });
    // What no item can be called was not asked for: it names something else.
    if (!answer || answer.path !== path) continue;
    isAsked = true;
    if (!isFine(answer.reply)) continue;
    const lost = await compare(asker, { known: read, sent: made, shown: answer });
    found.push({
      item: { identity: toNamed(identity, answer.body), path, shown: answer.body },
      read: answer,
      lost,
    });
    if (lost.length === 0) break;
  }
  if (!isAsked) return toUntold();
  const [best] = found.sort((a, b) => a.lost.length - b.lost.length);
  return best ?? { wrong: `what was created is not found: ${identities.map(toText).join(', ')}` };
}

/** What a client says of the item itself, not of others. @param {Json | undefined} sent */
function toOwn(sent) {
  const members = entries(sent);
  const [only] = members.length === 1 ? members.map(([, member]) => member) : [];
  const own = isObject(only) ? entries(only) : members;
  return Object.fromEntries(own.filter(([, member]) => typeof member !== 'object'));
}

const untold = 'the reply to create does not say how the item is called';

/**
 * What was sent and is not shown again.
 * @param {Asker} asker
 * @param {{ known: Known, sent: Answer, shown: Answer, except?: string | undefined }} exchange
 */
export async function compare({ making }, { known, sent, shown, except }) {
  if (sent.sent === undefined || shown.body === undefined) return [];
  const schema = findSchema(known, shown);
  return findLost(making.judge, { sent: sent.sent, shown: shown.body, schema, except });
}

/** The schema of a reply's JSON. @param {Known} known @param {Answer} answer */
function findSchema({ declared }, { reply }) {
  const contents = findSuccess(declared, reply.status)?.content ?? [];
  return contents.find(({ mediaType }) => isJson(toEssence(mediaType)))?.schema;
}

/**
 * Whether the reply to a creation has room for the identity, in its envelope or out of it.
 * @param {Asker} asker
 * @param {Known} create
 * @param {Answer} made
 * @param {string} name
 */
function isDeclared({ making }, create, made, name) {
  const schema = findSchema(create, made);
  if (!schema) return false;
  const places = toObjects(made.body, []);
  return places.some((tokens) =>
    [name, 'id'].some((one) => declares(making.judge.files, schema, [...tokens, one])),
  );
}

/** @param {Json | undefined} value @param {string[]} tokens @returns {string[][]} */
function toObjects(value, tokens) {
  if (!isObject(value) || tokens.length > 1) return [];
  return [
    tokens,
    ...entries(value).flatMap(([name, member]) => toObjects(member, [...tokens, name])),
  ];
}
