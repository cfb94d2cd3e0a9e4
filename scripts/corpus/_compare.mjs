// @ts-check
import { declares, findPlaces } from './_declares.mjs';
import { entries, escapeToken, get, isObject, isSame, put, toSnippet, toTokens } from './_json.mjs';

/** @typedef {import('./_json.mjs').Json} Json */
/** @typedef {import('./_json.mjs').JsonObject} JsonObject */
/** @typedef {import('./_files.mjs').Place} Place */
/** @typedef {import('./_files.mjs').Files} Files */
/** @typedef {import('./_judge.mjs').Judge} Judge */
/** @typedef {{ pointer: string, sent: Json, shown: Json | undefined }} Difference */

/**
 * What was sent and is not shown again; why nothing else can be shown, when the document rules out
 * every reply that would.
 * @typedef {{ lost: string[], blame?: string }} Loss
 */
/** @typedef {{ sent: Json, shown: Json, schema: Place | undefined, except?: string | undefined }} Exchange */

/**
 * What was sent and is not shown again although the reply's schema has room for it. A member that
 * the schema does not declare, or would not allow with the value sent, need not be shown.
 * @param {Judge} judge
 * @param {Exchange} exchange
 * @returns {Promise<Loss>}
 */
export async function findLost(judge, { sent, shown, schema, except }) {
  const pair = align(sent, shown);
  if (!pair || !schema) return { lost: [] };
  const root = toTokens(pair.pointer);
  /** @type {string[]} */
  const lost = [];
  /** @type {Difference[]} */
  const missed = [];
  for (const difference of differences(pair.sent, pair.shown)) {
    const tokens = [...root, ...toTokens(difference.pointer)];
    if (tokens.at(-1) === except || !isShown(judge.files, schema, tokens)) continue;
    const instead = withMember(shown, tokens, difference.sent);
    if ((await judge.replies.judge(schema, instead)).length > 0) continue;
    const [wanted, found] = [toSnippet(difference.sent), toSnippet(difference.shown)];
    lost.push(`${difference.pointer} was sent as ${wanted} and is shown as ${found}`);
    missed.push(difference);
  }
  if (lost.length === 0) return { lost };
  const owned = missed.map(({ pointer }) =>
    findOwner(judge.files, schema, [...root, ...toTokens(pointer)]),
  );
  const [owner] = owned;
  if (owner && owned.every((one) => one !== undefined))
    return { lost, blame: `${owner} is readOnly: a server need not keep what is sent` };
  const blame = await findRefusal(judge, { schema, shown, root, pair, missed, except });
  return { lost, ...(blame !== undefined && { blame }) };
}

/** Whether a reply may show a place: one that is declared, and writeOnly not wherever it is. @param {Files} files @param {Place} schema @param {string[]} tokens */
function isShown(files, schema, tokens) {
  return findPlaces(files, schema, tokens).some(({ node }) => get(node, 'writeOnly') !== true);
}

/** Where one kind of the item, and not every one, says that it is the server's. @param {Files} files @param {Place} schema @param {string[]} tokens */
function findOwner(files, schema, tokens) {
  const places = findPlaces(files, schema, tokens);
  const marked = places.filter(({ node }) => get(node, 'readOnly') === true);
  return marked.length < places.length ? marked[0]?.pointer : undefined;
}

/** @typedef {{ schema: Place, shown: Json, root: string[], pair: { sent: JsonObject, shown: JsonObject }, missed: Difference[], except: string | undefined }} Missing */

/**
 * Each member by itself may be admitted, and all of them together not, which is proven for what is
 * shown with all that was sent; or nothing but members that nobody sent would tell which branch of
 * a choice the item is, so that it is several at once.
 * @param {Judge} judge
 * @param {Missing} missing
 */
async function findRefusal({ replies, files }, { schema, shown, root, pair, missed, except }) {
  const tell = (
    /** @type {import('./_schemas.mjs').Objection} */ { rule, schema: at, at: place },
  ) =>
    `${schema.pointer} refuses the item with all that was sent: ${rule} of ${at} at ${place || '/'}`;
  /** @type {Json} */
  let whole = shown;
  for (const { pointer, sent } of missed) {
    whole = withMember(whole, [...root, ...toTokens(pointer)], sent);
  }
  const [first] = await replies.judge(schema, whole);
  const own = entries(pair.sent).filter(([name]) => declares(files, schema, [...root, name]));
  const key = except === undefined ? undefined : pair.shown[except];
  const named = except === undefined || key === undefined ? [] : [[except, key]];
  const bare = Object.fromEntries([...own, ...named]);
  const objections = await replies.judge(
    schema,
    root.length === 0 ? bare : withMember(shown, root, bare),
  );
  const [torn] = objections;
  if (torn && objections.every(({ rule }) => rule === 'oneOf')) return tell(torn);
  return first && torn ? tell(first) : undefined;
}

/**
 * Where the two speak of the same thing: each may be wrapped, as in `{"data": {…}}`.
 * @param {Json} sent
 * @param {Json} shown
 */
function align(sent, shown) {
  const pairs = unwrapSent(sent).flatMap((one) => unwrap(shown).map((other) => ({ one, other })));
  const ranked = pairs.map(({ one, other }) => ({
    sent: one.value,
    shown: other.value,
    pointer: other.pointer,
    rank: rank(one.value, other.value),
  }));
  return ranked.sort((a, b) => b.rank - a.rank).find((pair) => pair.rank > 0);
}

/** A request's envelope holds nothing but its item. @param {Json} sent */
function unwrapSent(sent) {
  const all = unwrap(sent);
  return all.filter(
    ({ pointer }) => pointer === '' || (isObject(sent) && Object.keys(sent).length === 1),
  );
}

/** More members than these have no envelopes: what is in one of them is a part of the item. */
const envelope = [5, 2];

/**
 * An object and what it may be the envelope of.
 * @param {Json} value
 * @returns {{ value: JsonObject, pointer: string }[]}
 */
function unwrap(value, pointer = '', depth = 0) {
  if (!isObject(value)) return [];
  const isEnvelope = Object.keys(value).length <= (envelope[depth] ?? 0);
  const below = entries(value).flatMap(([name, member]) =>
    isEnvelope ? unwrap(member, `${pointer}/${escapeToken(name)}`, depth + 1) : [],
  );
  return [{ value, pointer }, ...below];
}

/** Members that are alike count most; names that are, a little; what is less wrapped wins. @param {JsonObject} one @param {JsonObject} other */
function rank(one, other) {
  const names = Object.keys(one).filter((name) => Object.hasOwn(other, name));
  const alike = names.filter((name) => isSame(get(one, name), get(other, name)));
  return alike.length * 10 + names.length;
}

/** The smallest parts that differ; what is only shown and was not sent is no difference. @param {Json} sent @param {Json | undefined} shown @returns {Difference[]} */
function differences(sent, shown, pointer = '') {
  if (isSame(sent, shown)) return [];
  if (isObject(sent) && isObject(shown)) {
    return entries(sent).flatMap(([name, member]) =>
      differences(member, get(shown, name), `${pointer}/${escapeToken(name)}`),
    );
  }
  if (Array.isArray(sent) && Array.isArray(shown) && sent.length === shown.length) {
    return sent.flatMap((item, index) => differences(item, shown[index], `${pointer}/${index}`));
  }
  return [{ pointer, sent, shown }];
}

/** @param {Json} value @param {readonly string[]} tokens @param {Json} member @returns {Json} */
function withMember(value, tokens, member) {
  const [token, ...rest] = tokens;
  if (token === undefined) return member;
  const inner = withMember(get(value, token) ?? {}, rest, member);
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === token ? inner : item));
  /** @type {JsonObject} */
  const copy = isObject(value) ? { ...value } : {};
  put(copy, token, inner);
  return copy;
}
