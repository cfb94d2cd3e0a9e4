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
/** @typedef {import('./_compare.mjs').Loss} Loss */
/**
 * What is followed: how it is called, where it is ('' when no path names it), what was sent of it
 * and how it was last shown. Stored is what was written, or listed: of anything else a list need
 * not know.
 * @typedef {{ identity: Identity, path: string, isStored: boolean, sent?: Json | undefined, shown?: Json | undefined }} Item
 */
/**
 * A new item; what of it was lost, when it was read. Without an item, why: what the reply should
 * have said, or that it need not say.
 * @typedef {{ item: Item, read?: Answer, loss?: Loss } | { wrong: string } | { untold: string }} Found
 */
/** @typedef {{ made: Answer, create: Known, read: Known | undefined, remove: Known | undefined }} Making */

/**
 * Finds a new item again, under the names that the reply may mean.
 * @param {Asker} asker
 * @param {Making} making
 * @returns {Promise<Found>}
 */
export async function findNew(asker, making) {
  const { made, create, read } = making;
  const { name, template, toPath } = toPlace(making);
  // Whoever is told nothing, or only of a task, knows what he has called it himself.
  const told = findIdentities(made.reply, made.body, template).slice(0, 5);
  const given = findIdentities({ ...made.reply, headers: {} }, toOwn(made.sent), template).slice(
    0,
    2,
  );
  const all = [...told, ...given];
  const isTold = all.some(({ isSure }) => isSure);
  if (!isTold && !isDeclared(asker, create, made, name)) return { untold };
  if (all.length === 0) return { wrong: untold };
  // Where nothing can be read, what the reply says itself counts more than where it points.
  const [first] = read ? all : [...all.filter(({ property }) => property), ...all];
  const sent = made.sent;
  if (first && (!read || toPath(first) === '')) {
    const shown = made.body;
    return { item: { identity: first, path: toPath(first), isStored: true, sent, shown } };
  }
  /** @type {{ item: Item, read: Answer, loss: Loss }[]} */
  const found = [];
  let isAsked = false;
  for (const identity of all) {
    const one = await readAs(asker, making, identity);
    // What no item can be called was not asked for: it names something else.
    isAsked ||= one !== undefined;
    if (one && 'item' in one) found.push(one);
    if (one && 'item' in one && one.loss.lost.length === 0) break;
  }
  if (!isAsked) return isDeclared(asker, create, made, name) ? { wrong: untold } : { untold };
  const [best] = found.sort((a, b) => a.loss.lost.length - b.loss.lost.length);
  return best ?? { wrong: `what was created is not found: ${all.map(toText).join(', ')}` };
}

/**
 * Reads an item under a name that it may have. Undefined when the document does not allow the name.
 * @param {Asker} asker
 * @param {Making} making
 * @param {Identity} identity
 * @returns {Promise<{ item: Item, read: Answer, loss: Loss } | { refused: Answer } | undefined>}
 */
export async function readAs(asker, making, identity) {
  const { made, read } = making;
  const path = toPlace(making).toPath(identity);
  const answer = read && path !== '' ? await asker.ask(read, { target: path }) : undefined;
  if (!read || !answer) return undefined;
  if (!isFine(answer.reply)) return { refused: answer };
  const loss = await compare(asker, { known: read, sent: made, shown: answer });
  const named = toNamed(identity, answer.body);
  const item = { identity: named, path, isStored: true, sent: made.sent, shown: answer.body };
  return { item, read: answer, loss };
}

/** What the paths of items call the new one, and its path under a name: '' where they have none. @param {Making} making */
export function toPlace({ made, create, read, remove }) {
  const known = (read ?? remove)?.operation.path;
  // Where no path names items, their names can still be told from what the collection is called.
  const plural = create.operation.path.replace(/\/$/, '').split('/').at(-1) ?? '';
  const template = known ?? `{${plural.replace(/s$/, '')}Id}`;
  const names = toNames(template);
  const parents = readTemplate(create.operation.path, made.path);
  const isBelow = known !== undefined && parents !== undefined && names.length === parents.size + 1;
  const toPath = (/** @type {Identity} */ { text }) =>
    isBelow ? fillTemplate(template, [...parents.values(), text]) : '';
  return { name: names.at(-1) ?? 'id', template, toPath };
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
 * @returns {Promise<Loss>}
 */
export async function compare({ making }, { known, sent, shown, except }) {
  if (sent.sent === undefined || shown.body === undefined) return { lost: [] };
  const schema = findSchema(known, shown);
  return findLost(making.judge, { sent: sent.sent, shown: shown.body, schema, except });
}

/** The schema of a reply's JSON. @param {Known} known @param {Answer} answer */
export function findSchema({ declared }, { reply }) {
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
